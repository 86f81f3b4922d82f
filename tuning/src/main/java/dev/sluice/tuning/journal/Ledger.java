package dev.sluice.tuning.journal;

import dev.sluice.core.search.Measurement;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All jobs of a study with their results, assembled from the entries of all journals. Independent of the order in which the
 * journals are read. Not thread-safe.
 */
public final class Ledger {
    /** The lag of a view with the results of all finished jobs. */
    public static final int EVERYTHING = 0;

    private final NavigableMap<Integer, JobState> jobs = new TreeMap<>();
    private final List<TrialState> trials = new ArrayList<>();
    /** Trials after all finished jobs, as long as all jobs that start earlier trials are known. */
    private final List<Trial> latest = new ArrayList<>();

    private int begun;
    private int done;

    private static final class JobState {
        @Nullable Work work;

        final NavigableMap<Integer, Measurement> measurements = new TreeMap<>();
        final List<Attempt> attempts = new ArrayList<>();
        Outcome outcome = new Outcome.Pending();
    }

    private record TrialState(NavigableMap<Integer, JobState> jobs) {}

    /** Adds an entry of a process's journal. */
    public void add(String process, Entry entry) {
        JobState job = jobs.computeIfAbsent(entry.job(), number -> new JobState());
        switch (entry) {
            case Entry.Begun one -> {
                work(one.job(), job, one.work());
                job.attempts.add(new Attempt(process, one.worker(), one.time(), Double.NaN));
            }
            case Entry.Measured one -> {
                if (job.outcome instanceof Outcome.Pending) {
                    job.measurements.put(one.measurement().step(), one.measurement());
                }
            }
            case Entry.Ended one -> {
                work(one.job(), job, one.work());
                end(process, job, one);
            }
        }
    }

    private void work(int number, JobState job, Work work) {
        if (job.work != null) {
            return;
        }
        job.work = work;
        if (work instanceof Work.OnTrial on) {
            while (trials.size() <= on.trial()) {
                trials.add(new TrialState(new TreeMap<>()));
            }
            trials.get(on.trial()).jobs().put(number, job);
        }
        for (JobState next = jobs.get(begun); next != null && next.work != null; next = jobs.get(begun)) {
            begun++;
        }
        update(work);
    }

    /** Recomputes the latest state of a trial. Trials are numbered in the order of the jobs that start them. */
    private void update(Work work) {
        if (work instanceof Work.OnTrial on && on.trial() < latest.size()) {
            latest.set(on.trial(), trial(on.trial(), Integer.MAX_VALUE, Integer.MAX_VALUE));
        }
        while (latest.size() < trials.size() && isStarted(latest.size())) {
            latest.add(trial(latest.size(), Integer.MAX_VALUE, Integer.MAX_VALUE));
        }
    }

    private boolean isStarted(int trial) {
        var first = trials.get(trial).jobs().firstEntry();
        return first != null && first.getValue().work instanceof Work.Start;
    }

    private void end(String process, JobState job, Entry.Ended entry) {
        job.outcome = entry.outcome();
        job.measurements.clear();
        entry.measurements().forEach(each -> job.measurements.put(each.step(), each));
        Attempt ended = new Attempt(process, entry.worker(), entry.time(), entry.seconds());
        int last = job.attempts.size() - 1;
        while (last >= 0 && !job.attempts.get(last).process().equals(process)) {
            last--;
        }
        if (last < 0) {
            job.attempts.add(ended);
        } else {
            Attempt began = job.attempts.get(last);
            job.attempts.set(last, new Attempt(process, began.worker(), began.began(), entry.seconds()));
        }
        update(entry.work());
        for (JobState next = jobs.get(done);
                next != null && !(next.outcome instanceof Outcome.Pending);
                next = jobs.get(done)) {
            done++;
        }
    }

    /** Removes all entries. */
    public void clear() {
        jobs.clear();
        trials.clear();
        latest.clear();
        begun = 0;
        done = 0;
    }

    /** The number of jobs, from the first on and without a gap, that have started. */
    public int begun() {
        return begun;
    }

    /** The number of jobs, from the first on and without a gap, that are done. */
    public int done() {
        return done;
    }

    /** Returns whether a job is done. */
    public boolean isDone(int number) {
        JobState job = jobs.get(number);
        return job != null && !(job.outcome instanceof Outcome.Pending);
    }

    /**
     * The recorded state of a job.
     *
     * @throws IllegalArgumentException if it has not started
     */
    public JobRecord job(int number) {
        JobState job = jobs.get(number);
        Work work = job == null ? null : job.work;
        if (job == null || work == null) {
            throw new IllegalArgumentException(
                    "job " + number + " must have started, but only " + begun + " jobs have");
        }
        return new JobRecord(number, work, List.copyOf(job.measurements.values()), job.outcome, job.attempts);
    }

    /**
     * The jobs of a trial up to one of them, in order.
     *
     * @param before number of the first job to leave out
     */
    public List<JobRecord> jobsOf(int trial, int before) {
        return trial < trials.size()
                ? trials.get(trial).jobs().headMap(before).keySet().stream()
                        .map(this::job)
                        .toList()
                : List.of();
    }

    /**
     * All trials as visible to a job: those started by earlier jobs, with the results of the jobs up to {@code job - lag}.
     *
     * @param lag distance to the last job whose result is visible; {@link #EVERYTHING} for all finished jobs
     */
    public List<Trial> trials(int job, int lag) {
        List<Trial> seen = new ArrayList<>(latest);
        int last = lag == EVERYTHING ? Integer.MAX_VALUE : job - lag;
        // Only the few trials of recent jobs differ from their latest state.
        for (Map.Entry<Integer, JobState> entry :
                jobs.tailMap(Math.min(last, job - 1), false).entrySet()) {
            int other = entry.getKey();
            JobState state = entry.getValue();
            if (state.work instanceof Work.OnTrial on && on.trial() < seen.size()) {
                if (other >= job && state.work instanceof Work.Start) {
                    // Trials started later have higher numbers.
                    seen.subList(on.trial(), seen.size()).clear();
                } else {
                    seen.set(on.trial(), trial(on.trial(), job, last));
                }
            }
        }
        return seen;
    }

    /**
     * A trial as visible to a job.
     *
     * @param before number of the first job to leave out
     * @param last number of the last job whose result is visible
     */
    private Trial trial(int number, int before, int last) {
        NavigableMap<Integer, JobState> own = trials.get(number).jobs();
        if (!(own.firstEntry().getValue().work instanceof Work.Start start)) {
            throw new IllegalStateException("the first job of trial " + number + " must start it");
        }
        List<Measurement> measurements = new ArrayList<>();
        Outcome outcome = new Outcome.Pending();
        int granted = 0;
        for (var each : own.headMap(before, false).entrySet()) {
            JobState job = each.getValue();
            boolean visible = each.getKey() <= last && !(job.outcome instanceof Outcome.Pending);
            outcome = visible ? job.outcome : new Outcome.Pending();
            if (visible) {
                measurements.addAll(job.measurements.values());
            }
            granted = job.work instanceof Work.OnTrial on ? on.steps() : granted;
        }
        return new Trial(number, start.assignment(), start.rejected(), granted, measurements, outcome);
    }
}
