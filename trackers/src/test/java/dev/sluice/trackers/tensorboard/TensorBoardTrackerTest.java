package dev.sluice.trackers.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.Resumption;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.tracking.Tracker;
import dev.sluice.testkit.TrackerContract;
import dev.sluice.trackers.TrackedRuns;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardTrackerTest extends TrackerContract {
    @TempDir
    private Path folder;

    @Override
    protected Tracker tracker() {
        return new TensorBoardTracker(new TensorBoardTracker.Options(""));
    }

    @Test
    void run_isTrackedToItsEnd() throws IOException {
        Run run =
                TrackedRuns.experiment(folder).set("tracking=tensorboard").run().run();

        // The beginning, four epochs, the test part.
        assertThat(records(run)).isEqualTo(6);
        assertThat(Files.readString(run.file(RunFile.TRACKING))).contains("\"epochs\" : 4", "\"ended\" : true");
    }

    @Test
    void run_stoppedAndResumed_sendsEachEpochOnce() throws IOException {
        Run run = TrackedRuns.stopped(TrackedRuns.experiment(folder).set("tracking=tensorboard"), folder);
        assertThat(records(run)).isEqualTo(3);

        Resumption.of(run).run();
        assertThat(records(run)).isEqualTo(6);
    }

    @Test
    void run_inAFolderForAllRuns_hasAFolderOfItsOwn() throws IOException {
        Path logs = folder.resolve("logs");
        Run run = TrackedRuns.experiment(folder)
                .set("tracking=[{name: tensorboard, options: {folder: '" + logs + "'}}]")
                .run()
                .run();

        assertThat(logs.resolve(run.id())).isDirectoryContaining("glob:**/events.out.tfevents.*.sluice");
    }

    private static int records(Run run) throws IOException {
        Path file;
        try (Stream<Path> files = Files.list(run.path().resolve("tensorboard"))) {
            file = files.findFirst().orElseThrow();
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int records = 0;
        while (bytes.hasRemaining()) {
            int length = (int) bytes.getLong();
            bytes.position(bytes.position() + 4 + length + 4);
            records++;
        }
        return records;
    }
}
