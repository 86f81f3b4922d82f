package dev.sluice.trackers.mlflow;

import dev.sluice.core.experiment.comparison.FactGroup;
import dev.sluice.core.experiment.comparison.RunFacts;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.tracking.Sent;
import dev.sluice.core.experiment.tracking.Tracker;
import dev.sluice.core.experiment.tracking.TrackingException;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.trackers.figures.Figures;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Mirrors a run on an MLflow server by its REST interface (version 2.0): the values of the experiment as parameters, the figures of each
 * epoch as metrics with the epoch as their step, figures on the test part, the state and a few facts as tags.
 *
 * <p>Who may write is told by the environment variables of MLflow's own clients: {@code MLFLOW_TRACKING_TOKEN}, or {@code
 * MLFLOW_TRACKING_USERNAME} and {@code MLFLOW_TRACKING_PASSWORD}.
 */
public final class MlflowTracker implements Tracker {
    private static final String RUN_TAG = "sluice.run";
    private static final String URI_VARIABLE = "MLFLOW_TRACKING_URI";
    /** The server's limits of a batch. */
    private static final int MOST_PARAMETERS = 100;

    private static final int MOST_METRICS = 1000;
    private static final int MOST_VALUE = 6000;
    private static final int MOST_KEY = 250;

    private final Options options;
    private final Function<String, String> environment;

    /** Options of the tracker. */
    @Description("A run on an MLflow server.")
    public record Options(
            @Description("Address of the server, for example http://localhost:5000; by default $MLFLOW_TRACKING_URI")
            @Default("''")
            String url,

            @Description("Name of the experiment on the server; by default, the name of this experiment") @Default("''")
            String experiment) {}

    /** A tracker with the given options. */
    public MlflowTracker(Options options) {
        this(options, name -> System.getenv().getOrDefault(name, ""));
    }

    MlflowTracker(Options options, Function<String, String> environment) {
        this.options = options;
        this.environment = environment;
    }

    @Override
    public Sent send(Run run, Sent before) throws IOException {
        RunState state = run.state();
        if (run.provenance().isEmpty()) {
            // It has only just begun.
            return before;
        }
        MlflowServer server = new MlflowServer(address(), environment);
        String id = before.reference().isEmpty() ? begin(server, run) : before.reference();
        List<Figures> epochs = Figures.ofEpochs(run, before.epochs());
        List<Map<String, Object>> metrics = new ArrayList<>();
        epochs.forEach(epoch -> metrics.addAll(metrics(epoch)));
        boolean ended = state == RunState.FINISHED;
        if (ended) {
            Figures.ofTest(run).forEach(test -> metrics.addAll(metrics(test)));
        }
        for (int from = 0; from < metrics.size(); from += MOST_METRICS) {
            server.post(
                    "runs/log-batch",
                    Map.of(
                            "run_id",
                            id,
                            "metrics",
                            metrics.subList(from, Math.min(metrics.size(), from + MOST_METRICS))));
        }
        server.post("runs/update", status(run, id, state));
        return new Sent(
                id, epochs.isEmpty() ? before.epochs() : epochs.getLast().step(), ended);
    }

    private URI address() {
        String url = options.url().isEmpty() ? environment.apply(URI_VARIABLE) : options.url();
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw new TrackingException(
                    "the tracker mlflow must know the address of a server, as http://… or https://…, but has "
                            + (url.isEmpty() ? "none" : "'" + url + "'") + "; set its option url, or $" + URI_VARIABLE);
        }
        return URI.create(url.endsWith("/") ? url : url + "/");
    }

    /** Creates the run on the server, with everything that does not change, and returns its id. */
    private String begin(MlflowServer server, Run run) throws IOException {
        Map<String, String> parameters = RunFacts.of(run).groups().getOrDefault(FactGroup.OPTIONS, Map.of());
        String experiment = server.experiment(
                options.experiment().isEmpty() ? parameters.getOrDefault("name", "sluice") : options.experiment());
        // A run whose creation was not answered, or not followed by its parameters, is there already.
        Optional<String> known = server.run(experiment, RUN_TAG, run.id());
        String id = known.isPresent() ? known.get() : server.createRun(experiment, run.id(), run.started(), tags(run));
        List<Map<String, Object>> all = parameters.entrySet().stream()
                .map(entry -> Map.<String, Object>of(
                        "key", cut(entry.getKey(), MOST_KEY), "value", cut(entry.getValue(), MOST_VALUE)))
                .toList();
        for (int from = 0; from < all.size(); from += MOST_PARAMETERS) {
            server.post(
                    "runs/log-batch",
                    Map.of("run_id", id, "params", all.subList(from, Math.min(all.size(), from + MOST_PARAMETERS))));
        }
        return id;
    }

    private static List<Map<String, String>> tags(Run run) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put(RUN_TAG, run.id());
        run.provenance().ifPresent(provenance -> {
            tags.put("sluice.version", provenance.sluice());
            tags.put("mlflow.source.type", "LOCAL");
            if (provenance.git().commit() != null) {
                tags.put("mlflow.source.git.commit", provenance.git().commit());
            }
        });
        return tags.entrySet().stream()
                .map(tag -> Map.of("key", tag.getKey(), "value", tag.getValue()))
                .toList();
    }

    private static List<Map<String, Object>> metrics(Figures figures) {
        List<Map<String, Object>> metrics = new ArrayList<>();
        figures.values()
                .forEach((name, value) -> metrics.add(Map.of(
                        "key",
                        cut(name, MOST_KEY),
                        "value",
                        // JSON has no such numbers; the server takes these words.
                        Double.isFinite(value) ? (Object) value : Double.toString(value),
                        "timestamp",
                        figures.time().toEpochMilli(),
                        "step",
                        figures.step())));
        return metrics;
    }

    private static Map<String, Object> status(Run run, String id, RunState state) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("run_id", id);
        status.put(
                "status",
                switch (state) {
                    case RUNNING -> "RUNNING";
                    case FINISHED, TRAINED -> "FINISHED";
                    case INTERRUPTED -> "KILLED";
                    case FAILED, DAMAGED -> "FAILED";
                });
        run.ended().ifPresent(ended -> status.put("end_time", ended.toEpochMilli()));
        return status;
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
