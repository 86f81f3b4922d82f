package dev.sluice.dashboard.server;

import dev.sluice.core.experiment.record.Json;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.dashboard.store.Refusal;
import dev.sluice.dashboard.view.LiveView;
import io.javalin.http.sse.SseClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Sends to pages what is new in a run, as server-sent events. A run is read once a second however many pages watch it, and only if
 * its files have changed; each page has a virtual thread, so that one that does not read delays itself alone.
 */
public final class LiveRuns {
    /** Pages that may watch at the same time. */
    public static final int MOST_CLIENTS = 400;

    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final int BEATS_OF_SILENCE = 15;
    private static final List<RunFile> WATCHED =
            List.of(RunFile.STATUS, RunFile.METRICS, RunFile.RESOURCES, RunFile.EVENTS, RunFile.LOG);

    private final Semaphore places = new Semaphore(MOST_CLIENTS);
    private final Map<Path, Watched> watched = new ConcurrentHashMap<>();

    /** A run as it was last read. */
    private record Watched(List<Long> sizes, LiveView.Snapshot snapshot) {}

    /**
     * Begins to send.
     *
     * @param seen number of epochs that the page has
     * @throws Refusal if too many pages watch already
     */
    public void watch(SseClient client, Run run, int seen) {
        if (!places.tryAcquire()) {
            throw new Refusal(503, MOST_CLIENTS + " pages watch already; close some");
        }
        client.keepAlive();
        Thread.ofVirtual().name("sluice-live").start(() -> {
            try {
                send(client, run, seen);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                places.release();
                client.close();
            }
        });
    }

    private void send(SseClient client, Run run, int seen) throws InterruptedException {
        int epochs = seen;
        String last = "";
        int silent = 0;
        while (!client.terminated()) {
            LiveView.Snapshot snapshot = snapshot(run);
            LiveView view = snapshot.after(epochs);
            String text = Json.line(view);
            epochs = snapshot.epochs().size();
            if (!text.equals(last)) {
                client.sendEvent("update", text);
                last = Json.line(snapshot.after(epochs));
                silent = 0;
            } else if (++silent % BEATS_OF_SILENCE == 0) {
                // Notices a page that has gone.
                client.sendComment("still here");
            }
            if (!view.state().equals("running")) {
                client.sendEvent("end", view.state());
                return;
            }
            Thread.sleep(BEAT);
        }
    }

    private LiveView.Snapshot snapshot(Run run) {
        return watched.compute(run.path(), (path, known) -> {
                    List<Long> sizes = sizes(run);
                    return known != null && known.sizes.equals(sizes)
                            ? known
                            : new Watched(sizes, LiveView.Snapshot.of(run));
                })
                .snapshot();
    }

    /** Sizes and times of the files, and the minute: that a process has died changes no file. */
    private static List<Long> sizes(Run run) {
        List<Long> sizes = new ArrayList<>();
        for (RunFile file : WATCHED) {
            try {
                sizes.add(Files.size(run.file(file)));
                sizes.add(Files.getLastModifiedTime(run.file(file)).toMillis());
            } catch (IOException e) {
                sizes.add(-1L);
            }
        }
        sizes.add(System.nanoTime() / BEAT.toNanos() / BEATS_OF_SILENCE);
        return sizes;
    }
}
