package dev.sluice.tuning.study;

import dev.sluice.core.search.Limits;
import dev.sluice.core.search.Measurement;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.Trial;
import dev.sluice.tuning.journal.Claims;
import dev.sluice.tuning.journal.Entry;
import dev.sluice.tuning.journal.JobRecord;
import dev.sluice.tuning.journal.Journal;
import dev.sluice.tuning.journal.JournalReader;
import dev.sluice.tuning.journal.Ledger;
import dev.sluice.tuning.journal.Presence;
import dev.sluice.tuning.journal.StudyFolder;
import dev.sluice.tuning.journal.Timing;
import dev.sluice.tuning.journal.Watch;
import dev.sluice.tuning.journal.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands the jobs of a study to the workers of this process and writes down what becomes of them. Many processes may do so at
 * once, each with a board of its own.
 *
 * <p>The rules, from which it follows that a study is a function of its definition:
 *
 * <ol>
 *   <li>Job {@code j} is decided by whoever has claimed it, from the results of the jobs up to {@code j - lag} alone, and not
 *       before all of these are there.
 *   <li>What was decided is written down before it is begun, and stands: whoever takes the job over does the same.
 *   <li>A job is decided only when all jobs before it have been.
 *   <li>What the pruner is asked on the way it is asked with the history that the job began with.
 * </ol>
 */
final class JobBoard implements AutoCloseable {
    private static final double NANOSECONDS = 1e-9;
    private static final double SECONDS_PER_MINUTE = 60;

    private final StudyDefinition definition;
    private final Budget budget;
    private final Planner planner;
    private final Presence presence;
    private final Watch watch;
    private final Claims claims;
    private final Journal journal;
    private final JournalReader reader;
    private final Ledger ledger = new Ledger();
    /** Jobs that workers of this process do, by number. */
    private final Map<Integer, Long> running = new HashMap<>();

    private String end = "";
    private @Nullable RuntimeException failure;

    /** What a worker is to do. */
    sealed interface Next {}

    /**
     * A job.
     *
     * @param number of the job
     * @param work on a trial
     * @param from steps that the trial has done
     * @param history with which the pruner is asked; the trial is in it
     */
    record Assigned(int number, Work.OnTrial work, int from, SearchHistory history) implements Next {
        /** The trial as the job found it. */
        Trial trial() {
            return history.trials().get(work.trial());
        }
    }

    /** Nothing now: others must finish first. */
    record Later() implements Next {}

    /** Nothing any more. */
    record Over() implements Next {}

    private JobBoard(StudyFolder folder, StudyDefinition definition, Budget budget, Timing timing, Presence presence)
            throws IOException {
        this.definition = definition;
        this.budget = budget;
        this.planner = new Planner(definition);
        this.presence = presence;
        this.watch = new Watch(folder, presence.process(), timing);
        this.claims = new Claims(folder, presence.process(), watch::isGone);
        this.journal = Journal.open(folder, presence.process(), definition.space());
        this.reader = new JournalReader(folder, definition.space(), ledger);
    }

    /** Enters a study whose folder is there. */
    static JobBoard open(StudyFolder folder, StudyDefinition definition, Budget budget, Timing timing)
            throws IOException {
        Presence presence = Presence.enter(folder);
        JobBoard board = new JobBoard(folder, definition, budget, timing, presence);
        board.watch.sweep();
        board.reader.refresh();
        board.claims.clear(board.ledger::isDone);
        return board;
    }

    /**
     * The next job for a worker of this process.
     *
     * @param worker its number, from 0
     * @throws StudyException if others took this process for dead
     */
    synchronized Next next(int worker) throws IOException {
        requireSound();
        reader.refresh();
        int job = ledger.done();
        while (definition.isEager() || job < ledger.done() + definition.lag()) {
            if (job >= ledger.begun() && !mayDecide()) {
                return ledger.done() == ledger.begun() ? new Over() : new Later();
            }
            if (!running.containsKey(job) && !ledger.isDone(job)) {
                boolean undecided = job >= ledger.begun();
                Optional<Assigned> assigned = claims.take(job) ? claimed(job, worker) : Optional.empty();
                if (assigned.isPresent()) {
                    return assigned.get();
                }
                if (undecided && job >= ledger.begun() && end.isEmpty()) {
                    // Somebody else is deciding it, or it can be decided only later.
                    return new Later();
                }
            }
            job++;
        }
        return new Later();
    }

    /** Whether the study has further jobs, as far as is known. */
    private boolean mayDecide() {
        if (end.isEmpty() && presence.activeSeconds() >= budget.minutes() * SECONDS_PER_MINUTE) {
            end = "the time is up";
        }
        return end.isEmpty();
    }

    /** Begins a job that this process has a claim on; empty, and the claim given back, if there is nothing to do on it. */
    private Optional<Assigned> claimed(int job, int worker) throws IOException {
        // Whoever had it may have finished it and taken the claim away just now.
        reader.refresh();
        Optional<Work> work = Optional.empty();
        if (!ledger.isDone(job)) {
            work = job < ledger.begun() ? Optional.of(ledger.job(job).work()) : decide(job);
        }
        if (work.isPresent()) {
            add(new Entry.Begun(job, work.get(), worker, Instant.now()));
            if (work.get() instanceof Work.OnTrial onTrial) {
                running.put(job, System.nanoTime());
                // As before the job, but with its own trial.
                int lag = definition.isEager() ? Ledger.EVERYTHING : definition.lag() + 1;
                return Optional.of(
                        new Assigned(job, onTrial, from(onTrial, job), history(ledger.trials(job + 1, lag))));
            }
            add(new Entry.Ended(
                    job, work.get(), List.of(), new Outcome.Completed(List.of()), worker, 0, Instant.now()));
        }
        claims.release(job);
        return Optional.empty();
    }

    private int from(Work.OnTrial work, int job) {
        List<JobRecord> before = ledger.jobsOf(work.trial(), job);
        return !before.isEmpty() && before.getLast().work() instanceof Work.OnTrial last ? last.steps() : 0;
    }

    /** What a job does; empty if there is nothing to do, for now or for good. */
    private Optional<Work> decide(int job) {
        SearchHistory history = history(ledger.trials(job, definition.lag()));
        Planner.Decision decision = asked("job " + job + " cannot be decided", () -> planner.decide(history));
        return switch (decision) {
            // Where decisions depend on time anyway, waiting need not be written down.
            case Planner.ToDo todo when definition.isEager() && todo.work() instanceof Work.Idle -> Optional.empty();
            case Planner.ToDo todo -> Optional.of(todo.work());
            case Planner.Done done -> {
                end = done.reason();
                yield Optional.empty();
            }
        };
    }

    private SearchHistory history(List<Trial> trials) {
        return new SearchHistory(
                definition.space(),
                definition.objectives(),
                new Limits(budget.trials(), definition.steps()),
                definition.seed(),
                trials,
                List.of());
    }

    /** Writes down a step of a job under way; says whether the pruner gives its trial up. */
    boolean stops(Assigned job, Trial trial) {
        Measurement last = trial.measurements().getLast();
        if (job.work().steps() > job.from() + 1) {
            add(new Entry.Measured(job.number(), last));
        }
        return last.step() < definition.steps()
                && asked(
                        "trial " + trial.number() + " cannot be judged",
                        () -> definition.pruner().stops(job.history(), trial));
    }

    /** What a sampler or a pruner says. One that fails stops the study: what it would have said cannot be made up. */
    private <T> T asked(String consequence, Supplier<T> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            StudyException broken = new StudyException(
                    consequence + ", because the sampler or the pruner failed: " + e + "; nothing that is done is lost",
                    e);
            fail(broken);
            throw broken;
        }
    }

    /**
     * Writes down that a job is done.
     *
     * @param measurements of this job
     */
    synchronized void ended(Assigned job, List<Measurement> measurements, Outcome outcome, int worker)
            throws IOException {
        requireSound();
        double seconds = (System.nanoTime() - running.getOrDefault(job.number(), 0L)) * NANOSECONDS;
        add(new Entry.Ended(job.number(), job.work(), measurements, outcome, worker, seconds, Instant.now()));
        running.remove(job.number());
        claims.release(job.number());
    }

    /** How the study stands. */
    synchronized StudyProgress progress() {
        List<Trial> trials = ledger.trials(ledger.begun(), Ledger.EVERYTHING);
        return new StudyProgress(trials, definition.objectives(), budget, presence.activeSeconds());
    }

    /** Why there are no further jobs; empty while there are. */
    synchronized String end() {
        return end;
    }

    /** Lines of journals that were no entries. */
    synchronized int damagedLines() {
        return reader.damaged();
    }

    /** Shows others that this process is alive; stops the study if they do not believe it any more. */
    void beat() throws IOException {
        requireSound();
        presence.beat();
    }

    private synchronized void add(Entry entry) {
        try {
            reader.written(presence.process(), entry, journal.add(entry));
        } catch (UncheckedIOException e) {
            fail(e);
            throw e;
        }
    }

    /** Whatever becomes of the exception on its way through a trial: the study must stop. */
    private synchronized void fail(RuntimeException cause) {
        failure = failure == null ? cause : failure;
    }

    private synchronized void requireSound() {
        if (failure != null) {
            throw failure;
        }
        if (presence.isFenced()) {
            throw new StudyException(
                    "this process showed no sign of life for so long that another one took over its work;"
                            + " what it did since then does not count. To go on, start it again [Sluice/TakenForDead]");
        }
    }

    /** Gives back what is not done, and leaves the study. */
    @Override
    public synchronized void close() throws IOException {
        claims.close();
        journal.close();
        presence.close();
    }
}
