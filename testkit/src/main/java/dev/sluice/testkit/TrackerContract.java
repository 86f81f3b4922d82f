package dev.sluice.testkit;

import dev.sluice.core.experiment.tracking.Tracker;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The contract of trackers: a subclass returns its tracker, and {@link TrackerChecks} run as tests. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public abstract class TrackerContract {
    @TempDir
    private Path runs = Path.of("");

    /** The tracker to be checked. If it needs a server, it needs one that is there while the checks run. */
    protected abstract Tracker tracker();

    /** All checks of {@link #tracker}. */
    @TestFactory
    final Stream<DynamicTest> contract() {
        return Tests.of(TrackerChecks.of(tracker(), runs));
    }
}
