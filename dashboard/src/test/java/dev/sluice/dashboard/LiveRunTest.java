package dev.sluice.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dashboard.store.Folders;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class LiveRunTest {
    private static final String ID = "20260101-000000-live-0001";
    private static final int CLIENTS = 200;

    @TempDir
    private Path folder;

    @Test
    void live_twoHundredPages_allHearOfANewEpochAndTheServerStaysUp() throws Exception {
        Path run = new RunsFixture(folder).running(ID);
        RunsFixture.epoch(run, 1, "0.75");
        CountDownLatch connected = new CountDownLatch(CLIENTS);
        try (Dashboard dashboard = start();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<String>>> pages = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                pages.add(threads.submit(page(dashboard.port(), connected)));
            }
            assertThat(connected.await(60, TimeUnit.SECONDS)).isTrue();

            RunsFixture.epoch(run, 2, "0.125");

            for (Future<List<String>> page : pages) {
                assertThat(page.get().getLast())
                        .contains("\"epochs\":[2]", "[0.125]")
                        .doesNotContain("0.75");
            }
            assertThat(new Asking(dashboard.port()).get("/api/runs")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void live_runEnds_pageIsTold() throws Exception {
        Path run = new RunsFixture(folder).running(ID);
        try (Dashboard dashboard = start();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch connected = new CountDownLatch(1);
            Future<List<String>> page = threads.submit(lines(dashboard.port(), connected, "data: finished"));
            assertThat(connected.await(60, TimeUnit.SECONDS)).isTrue();

            Files.writeString(
                    run.resolve("status.json"),
                    "{\"state\":\"finished\",\"process\":1,\"ended\":\"2026-01-01T00:00:00Z\"}");

            assertThat(page.get()).contains("event: end");
        }
    }

    private Dashboard start() {
        return Dashboard.start(
                new Folders(folder, folder.resolve("studies"), folder.resolve("models")),
                "localhost",
                0,
                (model, examples, top) -> List.of());
    }

    /** A page that has seen the first epoch and waits for the second. */
    private static Callable<List<String>> page(int port, CountDownLatch connected) {
        return lines(port, connected, "\"epochs\":[2]");
    }

    /** The lines that a page receives, to the first that contains a text. */
    private static Callable<List<String>> lines(int port, CountDownLatch connected, String until) {
        return () -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(90_000);
                socket.getOutputStream()
                        .write(("GET /api/runs/" + ID + "/live?seen=1 HTTP/1.1\r\nHost: localhost\r\n"
                                        + "Accept: text/event-stream\r\n\r\n")
                                .getBytes(StandardCharsets.UTF_8));
                return read(socket, connected, until);
            }
        };
    }

    private static List<String> read(Socket socket, CountDownLatch connected, String until) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        List<String> lines = new ArrayList<>();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("event: update")) {
                connected.countDown();
            }
            lines.add(line);
            if (line.contains(until)) {
                break;
            }
        }
        return lines;
    }
}
