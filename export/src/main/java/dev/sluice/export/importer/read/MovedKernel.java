package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Expr;
import dev.sluice.export.foreign.UnsupportedPartException;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The input sequence of a convolution or pooling node, {@code [batch, features, ..]}.
 *
 * @param time the time axis
 * @param before number of steps added before it by a node
 * @param after number of steps added after it by a node
 * @param past the steps before it, {@code [B, before · F]}; null for zeros
 */
record MovedKernel(
        Flow sequence,
        int time,
        int before,
        int after,
        @Nullable Expr past) {
    private static final int FIRST = 2;

    /**
     * The first input of a node.
     *
     * @param rank the required rank: 3, or 4 with an axis of fixed size beside time
     */
    static MovedKernel of(Operands operands, int rank) {
        Padded given = operands.value(0) instanceof Padded padded ? padded : new Padded(operands.flow(0), 0, 0, null);
        Flow x = given.sequence();
        if (x.rank() != rank || rank < FIRST + 1 || rank > FIRST + 2) {
            throw new UnsupportedPartException(
                    "it must move over [batch, features, time], or with one more axis of fixed" + " size, but reads "
                            + x.describe() + " with a kernel of " + (rank - FIRST) + " axes");
        }
        int time = rank == FIRST + 1 ? FIRST : timeOf(operands, x);
        operands.tracer().axes().require(x, time, Dim.TIME, "a convolved sequence");
        operands.tracer().axes().require(x, 0, Dim.BATCH, "a convolved sequence");
        return new MovedKernel(x, time, given.before(), given.after(), given.past());
    }

    /**
     * Chooses the time axis out of two: the one known to be time, or the one of open size if the other is fixed. If both
     * are fixed, the longer one is tried; a layer that runs over the other one will reject it.
     */
    private static int timeOf(Operands operands, Flow x) {
        for (int axis = FIRST; axis <= FIRST + 1; axis++) {
            if (x.is(axis, Dim.TIME)) {
                return axis;
            }
        }
        boolean first = isFixed(operands, x.axes().get(FIRST));
        boolean second = isFixed(operands, x.axes().get(FIRST + 1));
        OptionalLong height = open(operands, x.axes().get(FIRST));
        OptionalLong width = open(operands, x.axes().get(FIRST + 1));
        if (first && second && height.isPresent() && width.isPresent()) {
            return height.getAsLong() > width.getAsLong() ? FIRST : FIRST + 1;
        }
        if (first == second) {
            throw new UnsupportedPartException(
                    "a convolution along two axes needs one of fixed size and one of open size, which is time, but reads "
                            + x.describe(),
                    "export the model with a free time axis and a fixed size of the other one");
        }
        return first ? FIRST + 1 : FIRST;
    }

    /** The size in the file of an axis that is not identified otherwise. */
    private static OptionalLong open(Operands operands, List<Dim> axis) {
        return axis.size() == 1 && InputAxes.isOpen(axis.getFirst())
                ? operands.tracer().axes().written(axis.getFirst())
                : OptionalLong.empty();
    }

    private static boolean isFixed(Operands operands, List<Dim> axis) {
        return axis.stream()
                .allMatch(dim -> dim instanceof Dim.Fixed
                        || (InputAxes.isOpen(dim)
                                && operands.tracer().axes().written(dim).isPresent()));
    }

    /** Rejects preceding steps that are not zeros. */
    MovedKernel withoutPast() {
        if (past != null) {
            throw new UnsupportedPartException(
                    "steps before a sequence that are not zeros are taken before a convolution" + " along time alone");
        }
        return this;
    }

    /** The axis beside time. */
    int beside() {
        return 2 * FIRST + 1 - time;
    }
}
