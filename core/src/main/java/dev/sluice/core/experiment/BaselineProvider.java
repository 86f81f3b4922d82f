package dev.sluice.core.experiment;

import dev.sluice.core.data.Split;

/** A data source may implement this to have models set beside a baseline that knows the data. */
@FunctionalInterface
public interface BaselineProvider {
    /** Fits the baseline on the training part and judges it on the test part. */
    Baseline baseline(Split split);
}
