package dev.sluice.testkit;

import dev.sluice.core.train.loss.Loss;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contract of losses: a subclass returns its loss, and {@link LossChecks} run as tests. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public abstract class LossContract {
    /** The loss to be checked. */
    protected abstract Loss loss();

    /** All checks of {@link #loss}. */
    @TestFactory
    final Stream<DynamicTest> contract() {
        return Tests.of(LossChecks.of(loss()));
    }
}
