package dev.sluice.testkit;

import dev.sluice.core.train.schedule.Schedule;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contract of schedules: a subclass returns its schedule, and {@link ScheduleChecks} run as tests. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public abstract class ScheduleContract {
    /** The schedule to be checked. */
    protected abstract Schedule schedule();

    /** All checks of {@link #schedule}. */
    @TestFactory
    final Stream<DynamicTest> contract() {
        return Tests.of(ScheduleChecks.of(schedule()));
    }
}
