package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Array64;
import dev.sluice.export.foreign.UnsupportedPartException;
import java.util.Arrays;
import java.util.List;

/** {@code DequantizeLinear} of stored weights, evaluated at import. */
final class DequantizeReader {
    private DequantizeReader() {}

    static List<Value> read(Operands operands) {
        if (!operands.isKnown(0)) {
            throw new UnsupportedPartException(
                    "only stored weights are supported in quantized form",
                    "import the model as it was before it was quantized");
        }
        if (operands.node().integer("block_size", 0) != 0) {
            throw new UnsupportedPartException(
                    "blockwise quantization is not supported", "import the model as it was before it was quantized");
        }
        Array64 x = operands.known(0, "weights").array();
        Array64 scale = operands.known(1, "scale").array();
        Array64 zero = operands.has(2) ? operands.known(2, "zero point").array() : Array64.zeros(scale.sizes());
        long given = operands.node().integer("axis", 1);
        int axis = (int) (given < 0 ? given + x.rank() : given);
        Array64 shifted = KnownMath.zip(x, along(zero, x.rank(), axis), (a, b) -> a - b);
        // In float32, as in the runtime.
        Array64 weights =
                KnownMath.zip(shifted, along(scale, x.rank(), axis), (a, b) -> (double) ((float) a * (float) b));
        return List.of(new Value.Known(operands.node().output(0), weights, false));
    }

    /** A scale or zero point as a scalar or along an axis. */
    private static Array64 along(Array64 numbers, int rank, int axis) {
        if (numbers.data().length == 1) {
            return new Array64(new int[0], numbers.data());
        }
        if (numbers.rank() != 1 || axis < 0 || axis >= rank) {
            throw new UnsupportedPartException(
                    "its scale must be one number or a list, but has " + numbers.rank() + " axes");
        }
        int[] sizes = new int[rank];
        Arrays.fill(sizes, 1);
        sizes[axis] = numbers.size(0);
        return new Array64(sizes, numbers.data());
    }
}
