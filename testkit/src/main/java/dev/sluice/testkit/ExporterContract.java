package dev.sluice.testkit;

import dev.sluice.core.experiment.exchange.Exporter;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contract of exporters: a subclass returns its exporter, and {@link ExporterChecks} run as tests. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public abstract class ExporterContract {
    /** The exporter to be checked. */
    protected abstract Exporter exporter();

    /** All checks of {@link #exporter}. */
    @TestFactory
    final Stream<DynamicTest> contract() {
        return Tests.of(ExporterChecks.of(exporter()));
    }
}
