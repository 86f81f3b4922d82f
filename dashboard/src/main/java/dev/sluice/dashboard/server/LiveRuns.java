package dev.sluice.dashboard.server;

import dev.sluice.core.experiment.record.Json;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.dashboard.store.Refusal;
import dev.sluice.dashboard.view.LiveView;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends to pages what is new in a run, as server-sent events. A run is read once a second however many pages watch it, and only if
 * its files have changed. Each page is served by a thread of its own, so that one that does not read delays itself alone.
 */
final class LiveRuns implements AutoCloseable {
    /** Pages that may watch at the same time. */
    static final int MOST_CLIENTS = 400;

    private static final Logger LOG = LoggerFactory.getLogger(LiveRuns.class);
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final int BEATS_OF_SILENCE = 15;
    private static final List<RunFile> WATCHED =
            List.of(RunFile.STATUS, RunFile.METRICS, RunFile.RESOURCES, RunFile.EVENTS, RunFile.LOG);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Semaphore places = new Semaphore(MOST_CLIENTS);
    private final Map<Path, Watched> watched = new ConcurrentHashMap<>();

    /** A run as it was last read. */
    private record Watched(List<Long> sizes, LiveView.Snapshot snapshot) {}

    /**
     * Sends until the run has ended or the page is gone, on the thread of the request.
     *
     * @param seen number of epochs that the page has
     * @throws Refusal if too many pages watch already
     */
    void send(HttpServletResponse page, Run run, int seen) {
        if (!places.tryAcquire()) {
            throw new Refusal(503, MOST_CLIENTS + " pages watch already; close some");
        }
        try {
            page.setContentType("text/event-stream");
            page.setCharacterEncoding("UTF-8");
            follow(page.getOutputStream(), run, seen);
        } catch (IOException e) {
            // The page has been closed.
            LOG.debug("A page of {} is gone", run.id(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // Pages that still follow this run read it again.
            watched.remove(run.path());
            places.release();
        }
    }

    private void follow(OutputStream page, Run run, int seen) throws IOException, InterruptedException {
        int epochs = seen;
        String last = "";
        int silent = 0;
        while (!closed.await(0, TimeUnit.SECONDS)) {
            LiveView.Snapshot snapshot = snapshot(run);
            LiveView view = snapshot.after(epochs);
            String text = Json.line(view);
            epochs = snapshot.epochs().size();
            if (!text.equals(last)) {
                write(page, "event: update\ndata: " + text + "\n\n");
                last = Json.line(snapshot.after(epochs));
                silent = 0;
            } else if (++silent % BEATS_OF_SILENCE == 0) {
                // Notices a page that has gone.
                write(page, ": still here\n\n");
            }
            if (!view.state().equals("running")) {
                write(page, "event: end\ndata: " + view.state() + "\n\n");
                return;
            }
            if (closed.await(BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private static void write(OutputStream page, String event) throws IOException {
        page.write(event.getBytes(StandardCharsets.UTF_8));
        page.flush();
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

    /** Ends all streams. */
    @Override
    public void close() {
        closed.countDown();
    }
}
