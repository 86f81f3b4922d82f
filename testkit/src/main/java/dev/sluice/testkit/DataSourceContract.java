package dev.sluice.testkit;

import dev.sluice.core.data.DataSource;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contract of data sources: a subclass returns its source with a file to read, and {@link DataSourceChecks} run as tests. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public abstract class DataSourceContract {
    /** The source to be checked. */
    protected abstract DataSource source();

    /** The folder that relative paths start from; the project's folder unless overridden. */
    protected Path folder() {
        return Path.of("");
    }

    /** All checks of {@link #source}. */
    @TestFactory
    final Stream<DynamicTest> contract() {
        return Tests.of(DataSourceChecks.of(source(), folder()));
    }
}
