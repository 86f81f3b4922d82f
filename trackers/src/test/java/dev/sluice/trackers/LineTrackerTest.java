package dev.sluice.trackers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.tracking.Sent;
import dev.sluice.core.experiment.tracking.Tracker;
import dev.sluice.core.train.EpochReport;
import dev.sluice.testkit.Check;
import dev.sluice.testkit.ContractViolation;
import dev.sluice.testkit.TrackerChecks;
import dev.sluice.testkit.TrackerContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tracker of the plugin guide, and one that is wrong. */
class LineTrackerTest extends TrackerContract {
    @TempDir
    private Path folder;

    @Override
    protected Tracker tracker() {
        return new LineTracker(folder.resolve("epochs.txt"));
    }

    private record LineTracker(Path file) implements Tracker {
        @Override
        public Sent send(Run run, Sent before) throws IOException {
            List<EpochReport> epochs = run.metrics();
            for (EpochReport epoch : epochs.subList(before.epochs(), epochs.size())) {
                String line = run.id() + " " + epoch.epoch() + " "
                        + epoch.validation().loss() + "\n";
                Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
            return new Sent(file.toString(), epochs.size(), run.state() == RunState.FINISHED);
        }
    }

    @Test
    void contract_trackerThatForgets_isTold() {
        Tracker forgetful = (run, before) -> Sent.nothing();
        List<Check> checks = TrackerChecks.of(forgetful, folder);

        assertThatThrownBy(() -> checks.getFirst().run())
                .isInstanceOf(ContractViolation.class)
                .hasMessageContaining("after epoch 1 a tracker must say what it has sent all in all");
    }
}
