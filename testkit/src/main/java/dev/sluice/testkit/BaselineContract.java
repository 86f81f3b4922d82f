package dev.sluice.testkit;

import dev.sluice.core.baseline.Baseline;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contract of baselines: a subclass returns its baseline, and {@link BaselineChecks} run as tests. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public abstract class BaselineContract {
    /** The baseline to be checked. */
    protected abstract Baseline baseline();

    /** All checks of {@link #baseline}. */
    @TestFactory
    final Stream<DynamicTest> contract() {
        return Tests.of(BaselineChecks.of(baseline()));
    }
}
