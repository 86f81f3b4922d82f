package dev.sluice.trackers.mlflow;

import dev.sluice.core.experiment.tracking.TrackingException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST interface of an MLflow server, version 2.0. */
final class MlflowServer {
    private static final String VERSION = "api/2.0/mlflow/";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int NOT_FOUND = 404;
    private static final int ERRORS = 400;
    private static final int TOO_MANY = 429;
    private static final int FAULTS = 500;
    private static final int ATTEMPTS = 4;
    private static final long PAUSE_MILLISECONDS = 50;
    private static final int MOST_SHOWN = 300;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI address;
    private final Optional<String> authorization;

    /**
     * The server at an address, which ends with a slash.
     *
     * @param environment the values of environment variables by name; empty where not set
     */
    MlflowServer(URI address, Function<String, String> environment) {
        this.address = address;
        this.authorization = authorization(environment);
    }

    private static Optional<String> authorization(Function<String, String> environment) {
        String token = environment.apply("MLFLOW_TRACKING_TOKEN");
        String user = environment.apply("MLFLOW_TRACKING_USERNAME");
        if (!token.isEmpty()) {
            return Optional.of("Bearer " + token);
        }
        return user.isEmpty()
                ? Optional.empty()
                : Optional.of("Basic "
                        + Base64.getEncoder()
                                .encodeToString((user + ":" + environment.apply("MLFLOW_TRACKING_PASSWORD"))
                                        .getBytes(StandardCharsets.UTF_8)));
    }

    /** The id of the experiment with a name, which is created if there is none. */
    String experiment(String name) throws IOException {
        String query = "experiments/get-by-name?experiment_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        HttpResponse<String> found = repeated(request(query).GET().build());
        JsonNode answer = found.statusCode() == NOT_FOUND
                ? post("experiments/create", Map.of("name", name))
                : checked(found).path("experiment");
        return text(answer, "experiment_id");
    }

    /** The id of the run that has a tag; empty if the experiment has none. */
    Optional<String> run(String experiment, String tag, String value) throws IOException {
        JsonNode runs = post(
                        "runs/search",
                        Map.of(
                                "experiment_ids",
                                List.of(experiment),
                                "filter",
                                "tags.`" + tag + "` = \"" + value + "\"",
                                "max_results",
                                1))
                .path("runs");
        return runs.isEmpty() ? Optional.empty() : Optional.of(text(runs.path(0).path("info"), "run_id"));
    }

    /** Creates a run and returns its id. Not repeated at once if it fails, as the server may have created it. */
    String createRun(String experiment, String name, Instant started, List<Map<String, String>> tags)
            throws IOException {
        return text(
                checked(exchange(posting(
                                "runs/create",
                                Map.of(
                                        "experiment_id",
                                        experiment,
                                        "run_name",
                                        name,
                                        "start_time",
                                        started.toEpochMilli(),
                                        "tags",
                                        tags))))
                        .path("run")
                        .path("info"),
                "run_id");
    }

    /**
     * Posts to an end point, some times if the server is at fault or busy, and returns the answer.
     *
     * @throws TrackingException if the server refuses
     * @throws IOException if it cannot be reached
     */
    JsonNode post(String path, Map<String, ?> body) throws IOException {
        return checked(repeated(posting(path, body)));
    }

    private HttpRequest posting(String path, Map<String, ?> body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(VERSION + path)).timeout(PATIENCE);
        authorization.ifPresent(header -> request.header("Authorization", header));
        return request;
    }

    private HttpResponse<String> repeated(HttpRequest request) throws IOException {
        HttpResponse<String> response = exchange(request);
        for (int attempt = 1; attempt < ATTEMPTS && isPassing(response.statusCode()); attempt++) {
            try {
                Thread.sleep(PAUSE_MILLISECONDS << attempt);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for " + address, e);
            }
            response = exchange(request);
        }
        return response;
    }

    private static boolean isPassing(int status) {
        return status >= FAULTS || status == TOO_MANY;
    }

    private HttpResponse<String> exchange(HttpRequest request) throws IOException {
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + address, e);
        } catch (IOException e) {
            throw new IOException(
                    address + " cannot be reached (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private JsonNode checked(HttpResponse<String> response) {
        String body = response.body();
        if (response.statusCode() >= ERRORS) {
            throw new TrackingException(address + " refuses with status " + response.statusCode() + ": "
                    + body.substring(0, Math.min(body.length(), MOST_SHOWN)));
        }
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw notMlflow(body);
        }
    }

    private String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isString()) {
            throw notMlflow(node.toString());
        }
        return value.stringValue();
    }

    private TrackingException notMlflow(String body) {
        return new TrackingException(address + " must answer as an MLflow server does, but said: "
                + body.substring(0, Math.min(body.length(), MOST_SHOWN)));
    }
}
