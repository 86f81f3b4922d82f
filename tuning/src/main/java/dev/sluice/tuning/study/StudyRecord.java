package dev.sluice.tuning.study;

import dev.sluice.core.search.Objective;
import dev.sluice.core.search.SearchSpace;
import dev.sluice.core.search.Trial;
import dev.sluice.tuning.journal.JobRecord;
import dev.sluice.tuning.journal.JournalReader;
import dev.sluice.tuning.journal.Ledger;
import dev.sluice.tuning.journal.StudyFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * A snapshot of a study on disk: its definition, trials and jobs. Immutable. Reading one needs neither the plugins nor the data
 * of the study, and is possible while other processes work on it.
 *
 * @param folder of the study
 * @param space the search space
 * @param objectives of the study
 * @param steps of a complete trial
 * @param budget of the study
 * @param trials all trials that were started, by number; pending ones are running, or were when their process was killed
 * @param jobs all jobs that were started, by number, with their workers and times
 * @param seconds during which at least one process worked on it
 * @param damagedLines number of journal lines that could not be read; their jobs run again
 * @param facts the other values of {@code study.json}, by name
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record StudyRecord(
        @API(status = API.Status.INTERNAL) StudyFolder folder,
        SearchSpace space,
        List<Objective> objectives,
        int steps,
        Budget budget,
        List<Trial> trials,
        @API(status = API.Status.INTERNAL) List<JobRecord> jobs,
        double seconds,
        int damagedLines,
        Map<String, Object> facts) {
    /** Copies the lists. */
    @API(status = API.Status.INTERNAL)
    public StudyRecord {
        objectives = List.copyOf(objectives);
        trials = List.copyOf(trials);
        jobs = List.copyOf(jobs);
    }

    /**
     * Reads the study in a folder.
     *
     * @throws StudyException if there is none
     */
    public static StudyRecord read(Path path) throws IOException {
        StudyFolder folder = new StudyFolder(path);
        if (!folder.isStudy()) {
            throw new StudyException(
                    "there is no study in " + path.toAbsolutePath().normalize() + "; 'sluice tune FILE' begins one");
        }
        DefinitionFile definition = DefinitionFile.read(folder.definition());
        Ledger ledger = new Ledger();
        JournalReader reader = new JournalReader(folder, definition.space(), ledger);
        reader.refresh();
        List<JobRecord> jobs = new ArrayList<>();
        for (int job = 0; job < ledger.begun(); job++) {
            jobs.add(ledger.job(job));
        }
        return new StudyRecord(
                folder,
                definition.space(),
                definition.objectives(),
                definition.steps(),
                definition.budget(),
                ledger.trials(ledger.begun(), Ledger.EVERYTHING),
                jobs,
                folder.activeSeconds(),
                reader.damaged(),
                definition.facts());
    }

    /** The study's name. */
    public String name() {
        return folder.name();
    }

    /** The progress of the study. */
    public StudyProgress progress() {
        return new StudyProgress(trials, objectives, budget, seconds);
    }

    /**
     * The best trial, or with several objectives the Pareto front, by number. Empty if no trial has completed; {@link #winner} says
     * why.
     */
    public List<Trial> best() {
        return Best.of(trials, objectives);
    }

    /**
     * The best trial, or with several objectives the one of the Pareto front that is best by the first.
     *
     * @throws StudyException if no trial has completed; the message says how the trials ended
     */
    public Trial winner() {
        return Best.winner(trials, objectives);
    }
}
