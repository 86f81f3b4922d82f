package dev.sluice.tuning.study;

import dev.sluice.tuning.journal.StudyFolder;
import dev.sluice.tuning.journal.Timing;
import dev.sluice.tuning.trial.Evaluation;
import dev.sluice.tuning.trial.EvaluationRunner;
import dev.sluice.tuning.trial.TrialRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/**
 * A study in a folder. The same call starts and continues it. Several processes may run the same study concurrently; each may
 * be killed at any time. Immutable.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class Study {
    private static final int MOST_DIFFERENCES = 20;

    private final StudyFolder folder;
    private final StudyDefinition definition;
    private final Budget budget;
    private final int workers;
    private final Timing timing;
    private final StudyObserver observer;
    private final Map<String, String> files;

    private Study(
            StudyFolder folder,
            StudyDefinition definition,
            Budget budget,
            int workers,
            Timing timing,
            StudyObserver observer,
            Map<String, String> files) {
        this.files = Map.copyOf(files);
        this.folder = folder;
        this.definition = definition;
        this.budget = budget;
        this.workers = workers;
        this.timing = timing;
        this.observer = observer;
    }

    /** A study in a folder, with one worker. */
    public static Study in(Path folder, StudyDefinition definition, Budget budget) {
        return new Study(
                new StudyFolder(folder), definition, budget, 1, Timing.usual(), StudyObserver.silent(), Map.of());
    }

    /** A copy with another number of concurrent trials in this process. Results do not depend on it. */
    public Study withWorkers(int changed) {
        if (changed < 1) {
            throw new IllegalArgumentException("there must be at least one worker, but there are " + changed);
        }
        return new Study(folder, definition, budget, changed, timing, observer, files);
    }

    /** A copy with other intervals of heartbeats and polling. */
    @API(status = API.Status.INTERNAL)
    public Study withTiming(Timing changed) {
        return new Study(folder, definition, budget, workers, changed, observer, files);
    }

    /** A copy with an observer. */
    public Study withObserver(StudyObserver changed) {
        return new Study(folder, definition, budget, workers, timing, changed, files);
    }

    /** A copy that writes an additional file into the study's folder, for processes that join the study. */
    public Study withFile(String name, String text) {
        Map<String, String> more = new HashMap<>(files);
        more.put(name, text);
        return new Study(folder, definition, budget, workers, timing, observer, more);
    }

    /**
     * Runs the study until it has no further jobs, evaluating trials in this process.
     *
     * @throws InterruptedException if this thread was interrupted
     */
    public StudyRecord run(Evaluation evaluation) throws InterruptedException {
        return run(new EvaluationRunner(evaluation, definition.objectives().size()));
    }

    /**
     * Runs the study until it has no further jobs.
     *
     * @return the study, with each trial ended or permanently paused
     * @throws StudyException if the folder holds another study
     * @throws UncheckedIOException if the folder cannot be written
     * @throws InterruptedException if this thread was interrupted; running trials are saved where possible
     */
    @API(status = API.Status.INTERNAL)
    public StudyRecord run(TrialRunner runner) throws InterruptedException {
        try {
            List<String> problems = definition.sampler().problems(definition.space(), definition.objectives());
            if (!problems.isEmpty()) {
                throw new StudyException(String.join("; ", problems));
            }
            begin();
            for (Map.Entry<String, String> file : files.entrySet()) {
                folder.write(file.getKey(), file.getValue());
            }
            observer.started(folder.path());
            work(runner);
            return StudyRecord.read(folder.path());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the study in " + folder.path() + " cannot continue: " + e.getMessage()
                            + "; finished jobs are kept: once this is fixed, the same command continues the study",
                    e);
        }
    }

    private void begin() throws IOException {
        DefinitionFile now = DefinitionFile.of(definition, budget);
        try {
            if (folder.begin(now.json())) {
                return;
            }
        } catch (FileAlreadyExistsException e) {
            throw new StudyException("a study needs a folder, but " + e.getFile() + " is a file; name another one");
        }
        DefinitionFile before = DefinitionFile.read(folder.definition());
        List<String> differences = before.differences(now);
        if (!differences.isEmpty()) {
            throw new StudyException(
                    "the folder " + folder.path()
                            + " holds a study with another definition, so it cannot be continued:\n"
                            + differences.stream()
                                    .limit(MOST_DIFFERENCES)
                                    .map(line -> "  " + line)
                                    .collect(Collectors.joining("\n"))
                            + (differences.size() > MOST_DIFFERENCES ? "\n  …" : "")
                            + "\nrevert these changes to continue, or start another study under another name [Sluice/OtherStudy]");
        }
        if (!before.budget().equals(budget)) {
            folder.write(StudyFolder.DEFINITION, now.json());
        }
    }

    private void work(TrialRunner runner) throws IOException, InterruptedException {
        try (JobBoard board = JobBoard.open(folder, definition, budget, timing)) {
            StudyWorkers crew = new StudyWorkers(board, runner, workers, timing, observer);
            StudyInterruption interruption = StudyInterruption.of(crew, () -> observer.interrupted(folder.path()));
            try {
                crew.run();
            } finally {
                interruption.remove();
            }
            if (board.damagedLines() > 0) {
                observer.note("Skipped damaged lines of the study's journals: " + board.damagedLines()
                        + "; their jobs ran again");
            }
            observer.note("No further jobs: " + board.end());
        }
    }
}
