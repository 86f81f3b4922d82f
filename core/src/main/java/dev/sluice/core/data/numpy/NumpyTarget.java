package dev.sluice.core.data.numpy;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;

/** The array of one target: either labels or numbers. */
public record NumpyTarget(
        @Description("Array of class names, texts or whole numbers: [N], or [N, T] with per_step") @Default("''")
        String labels,

        @Description("Array of numbers to predict: [N] or [N, C], with per_step [N, T] or [N, T, C]") @Default("''")
        String numbers,

        @Description("Whether each step has its own target") @Default("false")
        boolean perStep) {
    /** Checks that there is one kind of array. */
    public NumpyTarget {
        if (labels.isEmpty() == numbers.isEmpty()) {
            throw new IllegalArgumentException("a target is either labels or numbers, but labels is '" + labels
                    + "' and numbers is '" + numbers + "'");
        }
    }

    /** The array. */
    String array() {
        return labels + numbers;
    }
}
