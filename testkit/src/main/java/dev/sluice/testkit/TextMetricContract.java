package dev.sluice.testkit;

import dev.sluice.core.train.metric.text.TextMetric;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contract of metrics of written texts: a subclass returns its metric, and {@link TextMetricChecks} run as tests. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public abstract class TextMetricContract {
    /** The metric to be checked. */
    protected abstract TextMetric metric();

    /** All checks of {@link #metric}. */
    @TestFactory
    final Stream<DynamicTest> contract() {
        return Tests.of(TextMetricChecks.of(metric()));
    }
}
