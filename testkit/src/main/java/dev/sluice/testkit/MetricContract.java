package dev.sluice.testkit;

import dev.sluice.core.train.metric.Metric;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contract of metrics: a subclass returns its metric, and {@link MetricChecks} run as tests. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public abstract class MetricContract {
    /** The metric to be checked. */
    protected abstract Metric metric();

    /** All checks of {@link #metric}. */
    @TestFactory
    final Stream<DynamicTest> contract() {
        return Tests.of(MetricChecks.of(metric()));
    }
}
