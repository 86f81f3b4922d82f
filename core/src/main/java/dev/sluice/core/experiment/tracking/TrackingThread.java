package dev.sluice.core.experiment.tracking;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.option.Choice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sends the record of a run every few seconds while the run goes on, and once more at its end. */
public final class TrackingThread {
    private static final Duration EVERY = Duration.ofSeconds(5);
    /** The end of a run waits this long for a tracker that does not answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Tracking tracking;
    private final Run run;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Thread thread;
    private volatile Map<String, String> failures = Map.of();
    private volatile boolean cancelled;

    private TrackingThread(Run run, List<Choice<Tracker>> trackers) {
        this.run = run;
        this.tracking = new Tracking(run, trackers);
        this.thread = Thread.ofPlatform().daemon().name("sluice-tracking").unstarted(this::work);
    }

    /** Starts sending; does nothing if there is no tracker. */
    public static TrackingThread start(Run run, List<Choice<Tracker>> trackers) {
        TrackingThread started = new TrackingThread(run, trackers);
        if (!trackers.isEmpty()) {
            started.thread.start();
        }
        return started;
    }

    private void work() {
        try {
            while (!ending.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                failures = tracking.send();
            }
            if (!cancelled) {
                failures = tracking.send();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends without sending the rest, for a run that leaves no record. */
    public void cancel() {
        cancelled = true;
        finish();
    }

    /**
     * Sends the rest, for some seconds at most. To be called once the run's folder has its final state.
     *
     * @return a line for each tracker that was not sent everything
     */
    public List<String> finish() {
        ending.countDown();
        boolean inTime = true;
        boolean interrupted = Thread.interrupted();
        try {
            inTime = !thread.isAlive() || thread.join(PATIENCE);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        String remedy = "; the record is in the run's folder, and 'sluice track " + run.path() + "' sends the rest";
        List<String> lines = new ArrayList<>();
        failures.forEach((tracker, reason) ->
                lines.add("Tracking: " + tracker + " was not sent everything: " + reason + remedy));
        if (!inTime && lines.isEmpty()) {
            lines.add("Tracking: not everything was sent within " + PATIENCE.toSeconds() + " s" + remedy);
        }
        return lines;
    }
}
