package dev.sluice.testkit;

import dev.sluice.core.model.Initializer;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contract of initializers: a subclass returns its initializer, and {@link InitializerChecks} run as tests. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public abstract class InitializerContract {
    /** The initializer to be checked. */
    protected abstract Initializer initializer();

    /** All checks of {@link #initializer}. */
    @TestFactory
    final Stream<DynamicTest> contract() {
        return Tests.of(InitializerChecks.of(initializer()));
    }
}
