package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.TimeKernel;
import dev.sluice.core.model.TimeConvolution;
import dev.sluice.export.foreign.UnsupportedPartException;
import dev.sluice.export.importer.file.FileNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A convolution or pooling kernel along one axis.
 *
 * @param before padding in front, unless it depends on the length
 * @param after padding behind, unless it depends on the length
 * @param ceiling whether a last, partly filled position counts
 * @param same padding to {@code ⌈L / stride⌉} positions, and the side that gets an odd step
 */
record KernelAxis(int size, int stride, int dilation, int before, int after, boolean ceiling, Same same) {
    /** Largest number of steps that one kernel may span. */
    private static final int MOST_STEPS = 4096;

    /** Padding that depends on the length. */
    enum Same {
        NO,
        MORE_AFTER,
        MORE_BEFORE
    }

    /**
     * The kernel of a node.
     *
     * @param axis index among the {@code axes} that the kernel moves along
     * @param putBefore number of steps already added before the axis
     * @param putAfter number of steps already added after it
     */
    static KernelAxis of(FileNode node, int size, int axis, int axes, int putBefore, int putAfter) {
        long stride = at(node, "strides", axis, axes);
        long dilation = at(node, "dilations", axis, axes);
        if (size < 1 || stride < 1 || dilation < 1 || stride > MOST_STEPS || dilation * size > MOST_STEPS) {
            throw new UnsupportedPartException("its kernel must span at most " + MOST_STEPS + " steps, but has " + size
                    + " elements with dilation " + dilation + " and stride " + stride);
        }
        long[] pads = node.integers("pads").orElseGet(() -> new long[2 * axes]);
        if (pads.length != 2 * axes) {
            throw new UnsupportedPartException(
                    "it must have " + 2 * axes + " numbers of padding, but has " + pads.length);
        }
        Same same = switch (node.text("auto_pad", "NOTSET")) {
            case "SAME_UPPER" -> Same.MORE_AFTER;
            case "SAME_LOWER" -> Same.MORE_BEFORE;
            default -> Same.NO;
        };
        if (same != Same.NO && putBefore + putAfter > 0) {
            throw new UnsupportedPartException("padding by the length after padding by numbers is not supported");
        }
        boolean none = node.text("auto_pad", "NOTSET").equals("VALID");
        long before = putBefore + (none ? 0 : pads[axis]);
        long after = putAfter + (none ? 0 : pads[axes + axis]);
        if (before < 0 || after < 0 || before > MOST_STEPS || after > MOST_STEPS) {
            throw new UnsupportedPartException(
                    "its padding must be from 0 to " + MOST_STEPS + " steps, but is " + before + " and " + after);
        }
        return new KernelAxis(
                size, (int) stride, (int) dilation, (int) before, (int) after, node.integer("ceil_mode", 0) != 0, same);
    }

    private static long at(FileNode node, String attribute, int axis, int axes) {
        return node.integers(attribute)
                .filter(values -> values.length == axes)
                .map(values -> values[axis])
                .orElse(1L);
    }

    int span() {
        return dilation * (size - 1);
    }

    /** The padding before an axis of a given length, and after it as far as the kernel reads. */
    int[] padding(int length) {
        if (same == Same.NO) {
            return new int[] {before, after + (ceiling ? stride - 1 : 0)};
        }
        int all = Math.max(0, (Math.ceilDiv(length, stride) - 1) * stride + span() + 1 - length);
        int first = same == Same.MORE_AFTER ? all / 2 : all - all / 2;
        return new int[] {first, all - first};
    }

    /** The number of output positions for a given length. */
    int places(int length) {
        int[] padding = padding(length);
        return Math.floorDiv(length + padding[0] + padding[1] - span() - 1, stride) + 1;
    }

    /**
     * The convolution of sequences, where the file's padding may depend on each row's length.
     *
     * @param lengths {@code [B]}
     * @param reversed whether the file's steps are in reverse order
     * @param made builds the result of a convolution, {@code [T, B, N]}
     * @return the results, selected by the remainder of each row's length
     */
    Expr overTime(Expr lengths, boolean reversed, Function<TimeConvolution, Expr> made) {
        if (reversed && (stride != 1 || before + after != span()) && same == Same.NO) {
            throw new UnsupportedPartException(
                    "a stride, or padding that does not make up for the kernel, over steps in"
                            + " reverse order is not supported");
        }
        List<TimeConvolution> kinds = new ArrayList<>();
        for (int rest = 0; rest < (same == Same.NO ? 1 : stride); rest++) {
            // The padding depends only on the remainder once the length exceeds the span.
            int[] padding = padding(rest + stride * (span() + 2));
            kinds.add(convolution(reversed ? new int[] {padding[1], padding[0]} : padding));
        }
        Expr first = made.apply(kinds.getFirst());
        Map<Integer, Expr> byLead = new HashMap<>();
        byLead.put(kinds.getFirst().kernel().lead(), first);
        Expr result = first;
        for (int rest = 1; rest < kinds.size(); rest++) {
            TimeConvolution kind = kinds.get(rest);
            Expr own = byLead.computeIfAbsent(kind.kernel().lead(), lead -> made.apply(kind));
            if (!own.equals(first)) {
                result = Exprs.select(hasRemainder(lengths, rest, own.shape().rank()), own, result);
            }
        }
        return result;
    }

    /** A mask of rows whose length has a given remainder, for values {@code [T, B, ..]} of a given rank. */
    private Expr hasRemainder(Expr lengths, int rest, int rank) {
        List<Dim> rows = new ArrayList<>(List.of(Dim.BATCH));
        while (rows.size() < rank - 1) {
            rows.add(Dim.of(1));
        }
        Expr remainder = Exprs.mod(lengths, Exprs.constant(stride));
        return Exprs.equal(remainder, Exprs.constant(rest)).reshape(new Dims(rows));
    }

    /** The effect on the number of steps. */
    TimeConvolution counted() {
        int[] padding = padding(stride * (span() + 2));
        return convolution(padding);
    }

    private TimeConvolution convolution(int... padding) {
        int trail = same == Same.NO ? padding[1] : span() - padding[0];
        if (padding[0] + trail > span()) {
            throw new UnsupportedPartException("its padding of " + padding[0] + " and " + trail
                    + " steps must be at most " + span() + " together, or it gives more steps than it reads");
        }
        return new TimeConvolution(new TimeKernel(size, stride, dilation, padding[0]), trail);
    }
}
