package dev.sluice.testkit;

import dev.sluice.core.train.Optimizer;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contract of optimizers: a subclass returns its optimizer, and {@link OptimizerChecks} run as tests. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public abstract class OptimizerContract {
    /** The optimizer to be checked, made anew at each call. */
    protected abstract Optimizer optimizer();

    /** All checks of {@link #optimizer}. */
    @TestFactory
    final Stream<DynamicTest> contract() {
        return Tests.of(OptimizerChecks.of(this::optimizer));
    }
}
