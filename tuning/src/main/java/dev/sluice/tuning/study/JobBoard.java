package dev.sluice.tuning.study;

import dev.sluice.core.search.Assignment;
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
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Assigns the jobs of a study to the workers of this process and records their results. Several processes may work at once,
 * each with a board of its own.
 *
 * <p>The rules, from which it follows that a study is a function of its definition:
 *
 * <ol>
 *   <li>Job {@code j} is decided by the process that has claimed it, from the results of the jobs up to {@code j - lag} alone,
 *       once all of these are known.
 *   <li>A decision is recorded before the job starts and is final: a process that takes the job over does the same work.
 *   <li>A job is decided only when all jobs before it have been.
 *   <li>While a job runs, the pruner is called with the history that was visible when the job started.
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
    /** Start times of the jobs that run in this process, by number. */
    private final Map<Integer, Long> running = new HashMap<>();

    private String end = "";
    private volatile @Nullable RuntimeException failure;
    private volatile boolean leaving;

    /** The next action of a worker. */
    sealed interface Next {}

    /**
     * A job.
     *
     * @param number of the job
     * @param work on a trial
     * @param from steps that the trial has already done
     * @param history passed to the pruner; contains the trial
     */
    record Assigned(int number, Work.OnTrial work, int from, SearchHistory history) implements Next {
        /** The trial as it was when the job started. */
        Trial trial() {
            return history.trials().get(work.trial());
        }
    }

    /** No job for now: other jobs must finish first. */
    record Later() implements Next {}

    /** No further jobs. */
    record Over() implements Next {}

    private JobBoard(StudyFolder folder, StudyDefinition definition, Budget budget, Timing timing, Presence presence)
            throws IOException {
        this.definition = definition;
        this.budget = budget;
        this.planner = new Planner(definition.withConstraint(this::violation));
        this.presence = presence;
        this.watch = new Watch(folder, presence.process(), timing);
        this.claims = new Claims(folder, presence.process(), watch::isGone);
        this.journal = Journal.open(folder, presence.process(), definition.space());
        this.reader = new JournalReader(folder, definition.space(), ledger);
    }

    /** Joins a study whose folder exists. */
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
     * @param worker index of the worker, from 0
     * @throws StudyException if another process presumed this one dead
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
                    // Another process is deciding it, or results are missing.
                    return new Later();
                }
            }
            job++;
        }
        return new Later();
    }

    /** Returns whether the study may have further jobs. */
    private boolean mayDecide() {
        if (end.isEmpty() && presence.activeSeconds() >= budget.minutes() * SECONDS_PER_MINUTE) {
            end = "the time is up";
        }
        return end.isEmpty();
    }

    /** Starts a job that this process has claimed; empty, with the claim released, if there is nothing to do. */
    private Optional<Assigned> claimed(int job, int worker) throws IOException {
        // The previous owner may just have finished the job and removed its claim.
        reader.refresh();
        Optional<Work> work = Optional.empty();
        if (!ledger.isDone(job)) {
            work = job < ledger.begun() ? Optional.of(ledger.job(job).work()) : decide(job);
        }
        if (work.isPresent()) {
            add(new Entry.Begun(job, work.get(), worker, Instant.now()));
            if (work.get() instanceof Work.OnTrial onTrial) {
                running.put(job, System.nanoTime());
                // The view before the job, plus its own trial.
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

    /** Gives up the decision that is being made, if there is one: it may take long, and nothing of it is recorded yet. */
    void leave() {
        leaving = true;
    }

    private Optional<String> violation(Assignment assignment) {
        if (leaving) {
            throw new CancellationException("the study stops");
        }
        return Planner.asked(
                "constraint",
                definition.constraint(),
                () -> definition.constraint().violation(assignment));
    }

    /** Decides the work of a job; empty if there is none, for now or permanently. */
    private Optional<Work> decide(int job) {
        SearchHistory history = history(ledger.trials(job, definition.lag()));
        Planner.Decision decision;
        try {
            decision = asked("job " + job + " cannot be decided", () -> planner.decide(history));
        } catch (CancellationException given) {
            return Optional.empty();
        }
        return switch (decision) {
            // Eager decisions are not repeatable anyway, so idle jobs need not be recorded.
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

    /** Records a step of a running job; returns whether the pruner stops its trial. */
    boolean stops(Assigned job, Trial trial) {
        Measurement last = trial.measurements().getLast();
        if (job.work().steps() > job.from() + 1) {
            add(new Entry.Measured(job.number(), last));
        }
        return last.step() < definition.steps()
                && asked(
                        "trial " + trial.number() + " cannot be judged",
                        () -> Planner.asked(
                                "pruner",
                                definition.pruner(),
                                () -> definition.pruner().stops(job.history(), trial)));
    }

    /** Asks for a decision. An exception stops the study, as there is no substitute for the decision. */
    private <T> T asked(String consequence, Supplier<T> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            if (leaving && e instanceof CancellationException given) {
                throw given;
            }
            StudyException broken =
                    new StudyException(consequence + ": " + e.getMessage() + "; finished jobs are kept", e);
            fail(broken);
            throw broken;
        }
    }

    /**
     * Records that a job is done.
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

    /** The current progress of the study. */
    synchronized StudyProgress progress() {
        List<Trial> trials = ledger.trials(ledger.begun(), Ledger.EVERYTHING);
        return new StudyProgress(trials, definition.objectives(), budget, presence.activeSeconds());
    }

    /** The reason why there are no further jobs; empty while there are. */
    synchronized String end() {
        return end;
    }

    /** The number of lines of journals that were not entries. */
    synchronized int damagedLines() {
        return reader.damaged();
    }

    /** Writes a heartbeat; stops the study in this process if it was presumed dead. */
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

    /** Stops the study, even if a trial catches the exception on its way. */
    private synchronized void fail(RuntimeException cause) {
        failure = failure == null ? cause : failure;
    }

    /** Not synchronized: heartbeats must not wait for a decision, or other processes take this one for dead. */
    private void requireSound() {
        RuntimeException found = failure;
        if (found != null) {
            throw found;
        }
        if (presence.isFenced()) {
            throw new StudyException("this process wrote no heartbeat for so long that another one took over its work;"
                    + " its later results are ignored. To continue, start it again [Sluice/TakenForDead]");
        }
    }

    /** Releases unfinished jobs and leaves the study. */
    @Override
    public synchronized void close() throws IOException {
        claims.close();
        journal.close();
        presence.close();
    }
}
