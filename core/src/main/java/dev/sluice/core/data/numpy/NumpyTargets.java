package dev.sluice.core.data.numpy;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Span;
import dev.sluice.core.data.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The targets in an array.
 *
 * @param target the form of the array
 * @param array {@code [N]} or {@code [N, C]}, with a target for each step {@code [N, T]} or {@code [N, T, C]}
 * @param severalMayHold whether numbers say which of several classes hold
 */
record NumpyTargets(NumpyTarget target, NumpyArray array, boolean severalMayHold) {
    /** Checks the axes. */
    NumpyTargets {
        int least = target.perStep() ? 2 : 1;
        int most = target.labels().isEmpty() ? least + 1 : least;
        if (array.rank() < least || array.rank() > most) {
            String each = target.perStep() ? "[N, T" : "[N";
            throw new DataException((target.labels().isEmpty() ? "numbers to predict" : "class names")
                    + " must be " + each + "]" + (most > least ? " or " + each + ", C]" : "") + ", but are " + array
                    + (target.perStep() ? "" : "; for a target of each step, set per_step: true")
                    + (most == least ? "; for one-hot rows take argmax(-1)" : ""));
        }
    }

    /**
     * The target of a row.
     *
     * @param span the steps of the row that are no padding, if its inputs have any
     * @param steps those and the padding
     */
    Target target(int row, @Nullable Span span, int steps) {
        if (!target.perStep()) {
            return one(row);
        }
        if (span == null || array.size(1) != steps) {
            throw new DataException(array + " must have a target for each of the " + steps
                    + " steps of the inputs, with their padding");
        }
        int first = row * steps + span.from();
        return new Target.Steps(new Elements<>(span.length(), step -> one(first + step)));
    }

    private Target one(int index) {
        if (!target.labels().isEmpty()) {
            String label = array.word(index);
            if (label.isEmpty()) {
                return new Target.Missing();
            }
            return new Target.Labels(new TreeSet<>(Set.of(label)));
        }
        int columns = array.rank() > (target.perStep() ? 2 : 1) ? array.size(array.rank() - 1) : 1;
        if (severalMayHold) {
            return holding(index * columns, columns);
        }
        List<Double> numbers = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            numbers.add(array.number(index * columns + i));
        }
        return new Target.Numbers(numbers);
    }

    /** The places of the columns that hold a 1, from 1, all with as many digits, so that their order stays. */
    private Target holding(int from, int columns) {
        TreeSet<String> holding = new TreeSet<>();
        int digits = Integer.toString(columns).length();
        for (int i = 0; i < columns; i++) {
            double number = array.number(from + i);
            if (number != 0 && number != 1) {
                throw new DataException(
                        array + " must hold 0 and 1, because the loss judges whether each class holds, but"
                                + " element " + (from + i) + " is " + number
                                + "; for numbers take another loss, such as mean-squared-error");
            }
            if (number == 1) {
                holding.add(String.format(Locale.ROOT, "%0" + digits + "d", i + 1));
            }
        }
        return new Target.Labels(holding);
    }
}
