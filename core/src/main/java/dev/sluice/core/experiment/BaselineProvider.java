package dev.sluice.core.experiment;

import dev.sluice.core.data.Split;
import org.apiguardian.api.API;

/** A data source with a baseline that models are judged against. */
@API(status = API.Status.MAINTAINED, since = "0.1")
@FunctionalInterface
public interface BaselineProvider {
    /** Fits the baseline on the training part and judges it on the test part. */
    Baseline baseline(Split split);
}
