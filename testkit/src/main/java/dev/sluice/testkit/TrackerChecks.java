package dev.sluice.testkit;

import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunEvent;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.RunFolder;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.tracking.Sent;
import dev.sluice.core.experiment.tracking.Tracker;
import dev.sluice.core.train.EpochReport;
import dev.sluice.core.train.Scores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All checks of a tracker: what {@link TrackerContract} and {@code sluice plugin check} run. */
public final class TrackerChecks {
    private static final String EXPERIMENT = "name: checked\nseed: 1\n";

    private final Tracker tracker;
    private final Path runs;

    private TrackerChecks(Tracker tracker, Path runs) {
        this.tracker = tracker;
        this.runs = runs;
    }

    /** The checks, with the runs that are tracked in a temporary folder. */
    static List<Check> of(Tracker tracker) {
        return Check.listed("there is a folder for runs", "", () -> of(tracker, Files.createTempDirectory("tracked")));
    }

    /**
     * The checks.
     *
     * @param runs folder for the runs that are tracked
     */
    public static List<Check> of(Tracker tracker, Path runs) {
        TrackerChecks checks = new TrackerChecks(tracker, runs);
        return List.of(
                new Check("it follows a run to its end", "", checks::follows),
                new Check("what was sent is not sent again", "", checks::sendsOnce),
                new Check("a run that is over is sent at once", "", checks::catchesUp),
                new Check("the record of the run stays as it is", "", checks::onlyReads));
    }

    private void follows() throws IOException {
        try (RunFolder folder = begin()) {
            Run run = new Run(folder.path());
            Sent before = Sent.nothing();
            for (int epoch = 1; epoch <= 3; epoch++) {
                epoch(folder, epoch);
                before = tracker.send(run, before);
                require(new Sent(before.reference(), epoch, false), before, "after epoch " + epoch);
            }
            folder.end(RunState.FINISHED, "");
            require(new Sent(before.reference(), 3, true), tracker.send(run, before), "after the end");
        }
    }

    private void sendsOnce() throws IOException {
        try (RunFolder folder = begin()) {
            Run run = new Run(folder.path());
            epoch(folder, 1);
            Sent first = tracker.send(run, Sent.nothing());
            require(first, tracker.send(run, first), "when nothing is new");
        }
    }

    private void catchesUp() throws IOException {
        Run run = finished();
        Sent sent = tracker.send(run, Sent.nothing());
        require(new Sent(sent.reference(), 2, true), sent, "for a run that is over");
    }

    private void onlyReads() throws IOException {
        Run run = finished();
        Map<RunFile, byte[]> before = files(run);
        tracker.send(run, Sent.nothing());
        Map<RunFile, byte[]> after = files(run);
        before.forEach((file, bytes) -> {
            if (!Arrays.equals(bytes, after.get(file))) {
                throw new ContractViolation("a tracker must only read the run's folder, but " + file.fileName()
                        + " is different now. Write beside it, or elsewhere.");
            }
        });
    }

    private static void require(Sent expected, Sent actual, String when) {
        if (!expected.equals(actual)) {
            throw new ContractViolation(
                    when + " a tracker must say what it has sent all in all, " + expected + ", but says " + actual
                            + ". Count the epochs of run.metrics(), and whether run.state() is FINISHED.");
        }
    }

    private Run finished() throws IOException {
        try (RunFolder folder = begin()) {
            epoch(folder, 1);
            epoch(folder, 2);
            folder.end(RunState.FINISHED, "");
            return new Run(folder.path());
        }
    }

    private RunFolder begin() throws IOException {
        RunFolder folder = RunFolder.create(runs, "checked");
        folder.write(RunFile.EXPERIMENT, EXPERIMENT);
        folder.write(
                RunFile.PROVENANCE,
                Provenance.of(runs, 1, List.of(), List.of(), 1, null).json());
        return folder;
    }

    private static void epoch(RunFolder folder, int epoch) {
        folder.metrics(
                new EpochReport(epoch, 1.0 / epoch, new Scores(0.5 / epoch, Map.of("accuracy", 0.5)), 0.01, 1, true));
        folder.event(new RunEvent.EpochEnded(Instant.now(), epoch, 1, 100));
    }

    private static Map<RunFile, byte[]> files(Run run) throws IOException {
        Map<RunFile, byte[]> files = new LinkedHashMap<>();
        for (RunFile file : RunFile.values()) {
            if (Files.exists(run.file(file))) {
                files.put(file, Files.readAllBytes(run.file(file)));
            }
        }
        return files;
    }
}
