package dev.sluice.core.data.forecast;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.tensor.Matrix;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Finds series whose changes float32 can hardly tell apart, because one scale holds for all: small ones beside large ones, or, where nothing
 * is taken off, those that change little around a large number.
 */
final class LostDigits {
    /** Share of a series' deviation by which neighbors in float32 may lie apart. */
    private static final double TOLD = 0.01;

    private LostDigits() {}

    /**
     * Counts them.
     *
     * @param training series of the training part
     * @param contract that scales them
     * @param report takes the count. Modified.
     */
    static void count(List<Example> training, ForecastData data, DataContract contract, DataReport report) {
        String input = data.task().input();
        Scaler scaler =
                ((InputEncoding.Series) Objects.requireNonNull(contract.inputs().get(input))).scaler();
        if (!scaler.curves().isEmpty()) {
            return;
        }
        long lost = 0;
        String worst = "";
        double most = TOLD;
        for (Example example : training) {
            Matrix values =
                    ((Sequence.Series) Objects.requireNonNull(example.inputs().get(input))).values();
            double share = 0;
            for (int column : data.task().columns()) {
                share = Math.max(
                        share,
                        share(
                                values,
                                column,
                                scaler.mean().get(column),
                                scaler.deviation().get(column)));
            }
            lost += share > TOLD ? 1 : 0;
            if (share > most) {
                most = share;
                worst = example.name();
            }
        }
        boolean unshifted =
                data.task().columns().stream().allMatch(column -> scaler.mean().get(column) == 0);
        report.note(
                "series_without_digits",
                lost,
                String.format(
                        Locale.ROOT,
                        "Series of whose changes float32 keeps less than two digits in the scale of all: %,d of %,d%s; their figures and"
                                + " forecasts are as coarse. %s",
                        lost,
                        training.size(),
                        worst.isEmpty() ? "" : ", most of all " + worst,
                        unshifted
                                ? "model.forecast.errors: data takes their mean off first"
                                : "For series of very different sizes take model.forecast: {normalize: window, errors: window}"));
    }

    /** How far neighbors in float32 lie apart at the mean of a column, as a share of its deviation; 0 where nothing changes. */
    private static double share(Matrix values, int column, double center, double size) {
        double mean = 0;
        double squares = 0;
        int count = 0;
        for (int step = 0; step < values.rows(); step++) {
            double value = values.get(step, column);
            if (!Double.isNaN(value)) {
                count++;
                double before = value - mean;
                mean += before / count;
                squares += before * (value - mean);
            }
        }
        double deviation = Math.sqrt(squares / Math.max(1, count));
        return deviation == 0 ? 0 : Math.ulp((float) ((mean - center) / size)) * size / deviation;
    }
}
