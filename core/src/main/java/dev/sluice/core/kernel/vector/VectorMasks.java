package dev.sluice.core.kernel.vector;

import dev.sluice.core.kernel.Kernels;
import dev.sluice.core.kernel.MaskKernels;
import dev.sluice.core.kernel.Philox;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link MaskKernels}: the ten rounds of {@link Philox} for as many blocks as there are 64-bit lanes, in registers.
 *
 * <p>Each of a block's four words has a lane of its own, whose upper half is a rest of no meaning, because the product of
 * two 32-bit words needs 64 bits. The words of neighboring blocks then take turns: position {@code p} is word {@code p mod 4}
 * of block {@code p / 4}.
 */
final class VectorMasks implements MaskKernels {
    private static final VectorSpecies<Long> S = VectorSpecies.of(long.class, Lanes.INTS.vectorShape());
    private static final int BLOCKS = S.length();
    private static final int WORDS = 4 * BLOCKS;
    private static final LongVector NUMBERS = LongVector.zero(S).addIndex(1);

    /** Takes the lanes of two vectors in turns: those of the lower halves, and those of the upper halves. */
    private static final VectorShuffle<Long> LOWER = turns(0);

    private static final VectorShuffle<Long> UPPER = turns(BLOCKS / 2);

    private static VectorShuffle<Long> turns(int first) {
        // An index beyond the first vector's lanes means a lane of the second.
        return VectorShuffle.fromOp(S, i -> first + i / 2 - (i % 2 == 0 ? 0 : BLOCKS));
    }

    @Override
    public void mask(
            int key0,
            int key1,
            long step,
            long firstPosition,
            int limit,
            float scale,
            float[] out,
            int outOffset,
            int n) {
        int before = Math.min(n, (int) -firstPosition & 3);
        int whole = (n - before) / WORDS * WORDS;
        MaskKernels edges = Kernels.scalar().masks();
        edges.mask(key0, key1, step, firstPosition, limit, scale, out, outOffset, before);
        long first = firstPosition + before;
        int bits = Float.floatToRawIntBits(scale);
        for (int i = 0; i < whole; i += WORDS) {
            blocks(key0, key1, step, (first + i) >> 2, limit, bits, out, outOffset + before + i);
        }
        int rest = before + whole;
        edges.mask(key0, key1, step, firstPosition + rest, limit, scale, out, outOffset + rest, n - rest);
    }

    private static void blocks(
            int key0, int key1, long step, long firstBlock, int limit, int scale, float[] out, int to) {
        LongVector low = LongVector.broadcast(S, Philox.LOW);
        LongVector multiplier0 = LongVector.broadcast(S, Philox.MULTIPLIER_0);
        LongVector multiplier1 = LongVector.broadcast(S, Philox.MULTIPLIER_1);
        LongVector c0 = NUMBERS.add(firstBlock);
        LongVector c1 = c0.lanewise(VectorOperators.LSHR, Integer.SIZE);
        LongVector c2 = LongVector.broadcast(S, step);
        LongVector c3 = LongVector.broadcast(S, step >>> Integer.SIZE);
        int k0 = key0;
        int k1 = key1;
        for (int round = 0; round < Philox.ROUNDS; round++) {
            // The compiler multiplies 32-bit halves, three times as fast, where it sees that both sides have no more.
            LongVector left = c0.and(low).mul(multiplier0.and(low));
            LongVector right = c2.and(low).mul(multiplier1.and(low));
            c0 = right.lanewise(VectorOperators.LSHR, Integer.SIZE)
                    .lanewise(VectorOperators.XOR, c1)
                    .lanewise(VectorOperators.XOR, k0);
            c1 = right;
            c2 = left.lanewise(VectorOperators.LSHR, Integer.SIZE)
                    .lanewise(VectorOperators.XOR, c3)
                    .lanewise(VectorOperators.XOR, k1);
            c3 = left;
            k0 += Philox.WEYL_0;
            k1 += Philox.WEYL_1;
        }
        LongVector even = c0.and(low).or(c1.lanewise(VectorOperators.LSHL, Integer.SIZE));
        LongVector odd = c2.and(low).or(c3.lanewise(VectorOperators.LSHL, Integer.SIZE));
        keep(even.rearrange(LOWER, odd), limit, scale, out, to);
        keep(even.rearrange(UPPER, odd), limit, scale, out, to + WORDS / 2);
    }

    private static void keep(LongVector words, int limit, int scale, float[] out, int to) {
        IntVector kept = words.reinterpretAsInts()
                .lanewise(VectorOperators.LSHR, 8)
                .sub(limit)
                .lanewise(VectorOperators.ASHR, Integer.SIZE - 1)
                .and(scale);
        kept.reinterpretAsFloats().intoArray(out, to);
    }
}
