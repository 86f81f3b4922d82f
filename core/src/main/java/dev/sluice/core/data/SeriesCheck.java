package dev.sluice.core.data;

import dev.sluice.core.tensor.Tensor;

/** What every numeric input must be, wherever it comes from. */
final class SeriesCheck {
    private SeriesCheck() {}

    /**
     * Refuses a series of another shape than {@code [T, F]}, without steps, with infinite values, or with missing ones unless
     * they are allowed.
     *
     * @throws DataException with the step and the feature
     */
    static void check(Tensor values, boolean missingAllowed) {
        if (values.shape().rank() != 2
                || values.shape().size(0) == 0
                || values.shape().size(1) == 0) {
            throw new DataException("a series must have shape [T, F] with at least one step and one feature, but has "
                    + values.shape());
        }
        int features = values.shape().size(1);
        for (int i = 0; i < values.array().length; i++) {
            float value = values.array()[i];
            if (Float.isInfinite(value) || (Float.isNaN(value) && !missingAllowed)) {
                throw new DataException("every value of a series must be a finite number, but step " + i / features
                        + ", feature " + i % features + " is " + value
                        + (Float.isNaN(value)
                                ? " (missing); fill the gap, set data.series.missing to mean or last, or take a cell"
                                        + " that knows of gaps, such as gru-d"
                                : "; fill the gap or leave the series out"));
            }
        }
    }
}
