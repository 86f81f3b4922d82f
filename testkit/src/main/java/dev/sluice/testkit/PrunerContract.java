package dev.sluice.testkit;

import dev.sluice.core.search.Pruner;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contract of pruners: a subclass returns its pruner, and {@link PrunerChecks} run as tests. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public abstract class PrunerContract {
    /** The pruner to be checked, a new one each time. */
    protected abstract Pruner pruner();

    /** All checks of {@link #pruner}. */
    @TestFactory
    final Stream<DynamicTest> contract() {
        return Tests.of(PrunerChecks.of(this::pruner));
    }
}
