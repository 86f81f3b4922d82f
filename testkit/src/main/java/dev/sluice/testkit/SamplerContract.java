package dev.sluice.testkit;

import dev.sluice.core.search.Sampler;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contract of samplers: a subclass returns its sampler, and {@link SamplerChecks} run as tests. */
public abstract class SamplerContract {
    /** The sampler to be checked, a new one each time. */
    protected abstract Sampler sampler();

    /** All checks of {@link #sampler}. */
    @TestFactory
    final Stream<DynamicTest> contract() {
        return Tests.of(SamplerChecks.of(this::sampler));
    }
}
