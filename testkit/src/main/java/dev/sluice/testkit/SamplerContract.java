package dev.sluice.testkit;

import dev.sluice.core.search.Sampler;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contract of samplers: a subclass returns its sampler, and {@link SamplerChecks} run as tests. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public abstract class SamplerContract {
    /** The sampler to be checked, a new one each time. */
    protected abstract Sampler sampler();

    /** All checks of {@link #sampler}. */
    @TestFactory
    final Stream<DynamicTest> contract() {
        return Tests.of(SamplerChecks.of(this::sampler));
    }
}
