package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.export.foreign.UnsupportedPartException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sequence with zeros or other steps before it and zeros after it. It is longer than the file's sequences, so it is
 * valid only before a convolution that shortens it again.
 *
 * @param past the steps before it, {@code [B, before · F]}, oldest first; null for zeros
 */
record Padded(
        Flow sequence, int before, int after, @Nullable Expr past) implements Value {
    /** The same padding with a changed sequence. */
    Padded with(Flow changed) {
        boolean ordered =
                past == null || sequence.expr().shape().equals(changed.expr().shape());
        if (!ordered) {
            throw new UnsupportedPartException("steps before a sequence must have their features along one axis");
        }
        return new Padded(changed, before, after, past);
    }

    /** A fixed number of steps concatenated before a sequence along time; empty if the parts are something else. */
    static Optional<Value> begun(List<Flow> parts, Operands operands) {
        if (parts.size() != 2) {
            return Optional.empty();
        }
        Flow steps = parts.get(0);
        Flow sequence = parts.get(1);
        int axis = sequence.rank() == 0 ? 0 : sequence.index(operands.node().integer("axis", 1));
        boolean fits = steps.rank() == sequence.rank()
                && sequence.rank() > 1
                && !sequence.reversed()
                && sequence.is(axis, Dim.TIME)
                && !steps.has(Dim.TIME)
                && steps.axes().get(axis).stream().allMatch(Dim.Fixed.class::isInstance);
        if (!fits) {
            return Optional.empty();
        }
        int count = steps.fixed(axis);
        List<List<Dim>> others = new ArrayList<>(steps.axes());
        others.remove(axis);
        List<List<Dim>> same = new ArrayList<>(sequence.axes());
        same.remove(axis);
        for (int i = 0; i < same.size(); i++) {
            if (!others.get(i).equals(same.get(i))) {
                Elementwise.learn(others.get(i), same.get(i));
                return Optional.empty();
            }
        }
        // Steps first among the fixed axes.
        int[] order = new int[steps.rank()];
        for (int i = 1; i < order.length; i++) {
            order[i] = i <= axis ? i - 1 : i;
        }
        order[0] = axis;
        Flow stepsFirst = TransposeReader.transposed(steps, order);
        int features = 1;
        for (Dim dim : stepsFirst.expr().shape().axes()) {
            features *= dim instanceof Dim.Fixed(int size) ? size : 1;
        }
        Expr past = Flow.reshaped(stepsFirst.expr(), Dims.of(Dim.BATCH, features));
        return Optional.of(new Padded(sequence, count, 0, past));
    }
}
