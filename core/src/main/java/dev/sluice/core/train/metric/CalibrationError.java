package dev.sluice.core.train.metric;

import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Matrix;

/**
 * The expected calibration error (Naeini, Cooper and Hauskrecht, 2015; Guo et al., 2017): the distance between how sure a model is and how
 * often it is right, averaged over its decisions in bins of equal width by probability. Where classes exclude each other a decision is the
 * predicted class; where several may hold, or there is a single column, every class with the probability that it holds.
 */
public final class CalibrationError implements Metric {
    private final Options options;
    private final Columns columns;

    /** The metric with the given options. */
    public CalibrationError(Options options) {
        this(OptionRecords.checked(options), Columns.UNKNOWN);
    }

    private CalibrationError(Options options, Columns columns) {
        this.options = options;
        this.columns = columns;
    }

    /** Options of {@code calibration-error}. */
    public record Options(
            @Description("Number of equally wide bins from 0 to 1") @Default("10") @Range(min = 1, max = 1000)
            int bins) {}

    @Override
    public Metric forTarget(TargetEncoding target) {
        return new CalibrationError(options, Columns.ofClasses(target, "calibration-error"));
    }

    @Override
    public boolean largerIsBetter() {
        return false;
    }

    @Override
    public Count start() {
        CalibrationBins bins = new CalibrationBins(options.bins(), columns.independent());
        return new Count() {
            @Override
            public void add(Matrix outputs, Matrix targets) {
                bins.add(outputs, targets);
            }

            @Override
            public double value() {
                return bins.error();
            }
        };
    }
}
