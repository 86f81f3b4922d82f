package dev.sluice.core.data.table;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import java.util.List;

/** The columns of one target: either labels or numbers. */
public record TableTarget(
        @Description("Columns with class names; several in one cell are separated by label_separator") @Default("[]")
        List<String> labels,

        @Description("Columns with numbers to predict") @Default("[]")
        List<String> numbers,

        @Description("Whether each step has its own target, in its row") @Default("false")
        boolean perStep) {
    /** Copies the lists and checks that there is one kind of columns. */
    public TableTarget {
        labels = List.copyOf(labels);
        numbers = List.copyOf(numbers);
        if (labels.isEmpty() == numbers.isEmpty()) {
            throw new IllegalArgumentException(
                    "a target is either labels or numbers, but labels is " + labels + " and numbers is " + numbers);
        }
    }

    /** The columns. */
    List<String> columns() {
        return labels.isEmpty() ? numbers : labels;
    }
}
