package dev.sluice.core.data.numpy;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Span;
import dev.sluice.core.data.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The answers of an array.
 *
 * @param answer what the array holds
 * @param array {@code [N]} or {@code [N, C]}, with an answer for each step {@code [N, T]} or {@code [N, T, C]}
 */
record NumpyTargets(NumpyAnswer answer, NumpyArray array) {
    /** Checks the axes. */
    NumpyTargets {
        int least = answer.perStep() ? 2 : 1;
        int most = answer.labels().isEmpty() ? least + 1 : least;
        if (array.rank() < least || array.rank() > most) {
            String each = answer.perStep() ? "[N, T" : "[N";
            throw new DataException((answer.labels().isEmpty() ? "numbers to predict" : "class names")
                    + " must be " + each + "]" + (most > least ? " or " + each + ", C]" : "") + ", but are " + array
                    + (answer.perStep() ? "" : "; for an answer of each step, set per_step: true")
                    + (most == least ? "; for one-hot rows take argmax(-1)" : ""));
        }
    }

    /**
     * The answer of a row.
     *
     * @param span the steps of the row that are no padding, if its inputs have any
     * @param steps those and the padding
     */
    Target target(int row, @Nullable Span span, int steps) {
        if (!answer.perStep()) {
            return one(row);
        }
        if (span == null || array.size(1) != steps) {
            throw new DataException(array + " must have an answer for each of the " + steps
                    + " steps of the inputs, with their padding");
        }
        List<Target> targets = new ArrayList<>();
        for (int step = span.from(); step < span.to(); step++) {
            targets.add(one(row * steps + step));
        }
        return new Target.Steps(targets);
    }

    private Target one(int index) {
        if (!answer.labels().isEmpty()) {
            String label = array.word(index);
            if (label.isEmpty()) {
                throw new DataException(array + ": a class name is missing at element " + index);
            }
            return new Target.Labels(new TreeSet<>(Set.of(label)));
        }
        int columns = array.rank() > (answer.perStep() ? 2 : 1) ? array.size(array.rank() - 1) : 1;
        List<Double> numbers = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            numbers.add(array.number(index * columns + i));
        }
        return new Target.Numbers(numbers);
    }
}
