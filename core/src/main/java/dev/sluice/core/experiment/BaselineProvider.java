package dev.sluice.core.experiment;

import dev.sluice.core.data.Split;

/** A data source with a baseline that models are judged against. */
@FunctionalInterface
public interface BaselineProvider {
    /** Fits the baseline on the training part and judges it on the test part. */
    Baseline baseline(Split split);
}
