package dev.sluice.trackers.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.core.experiment.RunObserver;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.tracking.Sent;
import dev.sluice.core.experiment.tracking.Tracker;
import dev.sluice.core.experiment.tracking.TrackingException;
import dev.sluice.testkit.TrackerContract;
import dev.sluice.trackers.TrackedRuns;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against a server that answers as the documentation of MLflow's REST interface says; no live one was tried. */
class MlflowTrackerTest extends TrackerContract {
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    private Path folder;

    private HttpServer server;
    private final List<String> paths = new ArrayList<>();
    private final List<JsonNode> bodies = new ArrayList<>();
    private final List<String> authorizations = new ArrayList<>();
    private boolean down;
    /** The paths whose next request is answered with 500, though it is carried out. */
    private final Set<String> failing = new HashSet<>();

    private boolean created;

    MlflowTrackerTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().replace("/api/2.0/mlflow/", "");
        paths.add(path);
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        bodies.add(JSON.readTree(body.isEmpty() ? "{}" : body));
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        int status = 200;
        String text = switch (path) {
            case "experiments/get-by-name" -> {
                status = 404;
                yield "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\"}";
            }
            case "experiments/create" -> "{\"experiment_id\": \"12\"}";
            case "runs/create" -> "{\"run\": {\"info\": {\"run_id\": \"abc\"}}}";
            default -> "{}";
        };
        boolean create = path.equals("runs/create");
        if (path.equals("runs/search") && created) {
            text = "{\"runs\": [{\"info\": {\"run_id\": \"abc\"}}]}";
        }
        created |= create && !down;
        if (failing.remove(path)) {
            status = 500;
            text = "a fault";
        }
        if (down) {
            status = 503;
            text = "down for maintenance";
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private String tracking() {
        return "[{name: mlflow, options: {url: '" + url() + "'}}]";
    }

    @Test
    void run_isMirrored() throws IOException {
        Run run = TrackedRuns.experiment(folder)
                .set("tracking=" + tracking())
                .run()
                .run();

        assertThat(paths)
                .startsWith(
                        "experiments/get-by-name", "experiments/create", "runs/search", "runs/create", "runs/log-batch")
                .endsWith("runs/log-batch", "runs/update");
        assertThat(bodies.get(1).path("name").stringValue()).isEqualTo("spoken \"digits\"");
        assertThat(bodies.get(3).path("run_name").stringValue()).isEqualTo(run.id());
        assertThat(bodies.get(3).path("start_time").longValue())
                .isEqualTo(run.started().toEpochMilli());
        assertThat(bodies)
                .filteredOn(body -> body.has("params"))
                .allSatisfy(body -> assertThat(body.path("params").size()).isBetween(1, 100))
                .anySatisfy(body -> assertThat(body.path("params").toString()).contains("train.optimizer", "sgd"));
        assertThat(bodies.getLast().path("status").stringValue()).isEqualTo("FINISHED");
        assertThat(steps("validation/accuracy")).containsExactly(1, 2, 3, 4);
        assertThat(steps("test/accuracy")).hasSize(1);
    }

    @Test
    void run_serverDown_trainsAndCatchesUpLater() throws IOException {
        down = true;
        List<String> notes = new ArrayList<>();
        Run run = TrackedRuns.experiment(folder)
                .set("tracking=" + tracking())
                .withObserver(new RunObserver() {
                    @Override
                    public void note(String line) {
                        notes.add(line);
                    }
                })
                .run()
                .run();

        assertThat(run.state()).isEqualTo(RunState.FINISHED);
        assertThat(notes)
                .anySatisfy(note -> assertThat(note)
                        .startsWith("Tracking: mlflow")
                        .contains("refuses with status 503: down for maintenance", "'sluice track " + run.path()));
        assertThat(steps("training/loss")).isEmpty();

        down = false;
        Sent sent = tracker(Map.of()).send(run, Sent.nothing());
        assertThat(sent).isEqualTo(new Sent("abc", 4, true));
        assertThat(steps("training/loss")).containsExactly(1, 2, 3, 4);
    }

    @Test
    void send_serverFailsNowAndThen_hasOneRunWithEverything() throws IOException {
        Run run = TrackedRuns.stopped(TrackedRuns.experiment(folder), folder);
        failing.addAll(Set.of("experiments/get-by-name", "runs/create", "runs/log-batch", "runs/update"));

        assertThatThrownBy(() -> tracker(Map.of()).send(run, Sent.nothing()))
                .isInstanceOf(TrackingException.class)
                .hasMessageContaining("refuses with status 500: a fault");
        assertThat(tracker(Map.of()).send(run, Sent.nothing())).isEqualTo(new Sent("abc", 2, false));

        assertThat(paths).containsOnlyOnce("runs/create");
        assertThat(bodies)
                .filteredOn(body -> body.has("filter"))
                .last()
                .satisfies(body -> assertThat(body.path("filter").stringValue())
                        .isEqualTo("tags.`sluice.run` = \"" + run.id() + "\""));
        assertThat(bodies.getLast().path("status").stringValue()).isEqualTo("FAILED");
    }

    @Test
    void run_failed_isSentAsSuchAndGoesOn() throws IOException {
        Run run = TrackedRuns.stopped(TrackedRuns.experiment(folder), folder);
        Sent sent = tracker(Map.of()).send(run, Sent.nothing());

        assertThat(sent).isEqualTo(new Sent("abc", 2, false));
        assertThat(bodies.getLast().path("status").stringValue()).isEqualTo("FAILED");
        paths.clear();
        assertThat(tracker(Map.of()).send(run, sent)).isEqualTo(sent);
        assertThat(paths).containsExactly("runs/update");
    }

    @Test
    void send_credentialsOfTheEnvironment_areInTheHeader() throws IOException {
        Run run = TrackedRuns.stopped(TrackedRuns.experiment(folder), folder);
        tracker(Map.of("MLFLOW_TRACKING_TOKEN", "secret")).send(run, Sent.nothing());
        tracker(Map.of("MLFLOW_TRACKING_USERNAME", "ann", "MLFLOW_TRACKING_PASSWORD", "pw"))
                .send(run, Sent.nothing());

        assertThat(authorizations).contains("Bearer secret", "Basic YW5uOnB3");
    }

    @Test
    void send_mistakes_areTold() throws IOException {
        Run run = TrackedRuns.stopped(TrackedRuns.experiment(folder), folder);

        assertThatThrownBy(() ->
                        new MlflowTracker(new MlflowTracker.Options("", ""), name -> "").send(run, Sent.nothing()))
                .isInstanceOf(TrackingException.class)
                .hasMessageContaining("but has none; set its option url, or $MLFLOW_TRACKING_URI");
        server.stop(0);
        assertThatThrownBy(() -> tracker(Map.of()).send(run, Sent.nothing()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(url() + "/ cannot be reached (ConnectException)");
    }

    @Override
    protected Tracker tracker() {
        return tracker(Map.of());
    }

    private MlflowTracker tracker(Map<String, String> environment) {
        return new MlflowTracker(new MlflowTracker.Options(url(), ""), name -> environment.getOrDefault(name, ""));
    }

    /** The steps that were sent of a metric, in order. */
    private List<Integer> steps(String metric) {
        List<Integer> steps = new ArrayList<>();
        for (JsonNode body : bodies) {
            for (JsonNode each : body.path("metrics")) {
                if (each.path("key").asString().equals(metric) && !down) {
                    steps.add(each.path("step").intValue());
                }
            }
        }
        return steps;
    }
}
