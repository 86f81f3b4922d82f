package dev.sluice.core.experiment.record;

import dev.sluice.core.tensor.Safetensors;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.EpochReport;
import dev.sluice.core.train.Scores;
import dev.sluice.core.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A training's state as one file: tensors in the format of safetensors, everything else as JSON in its metadata, and a
 * checksum over both.
 *
 * <pre>
 *   tensors    parameters/NAME  optimizer/NAME.SLOT  pruned/NAME  best/NAME  dense/NAME
 *   metadata   format, state (JSON), crc32c
 * </pre>
 *
 * @param state of the training
 * @param events length of the event log at that moment, in bytes
 * @param initial checksum of the weights that the training began with
 */
public record Checkpoint(TrainingState state, long events, String initial) {
    private static final String FORMAT = "1";

    private static final String PARAMETERS = "parameters/";
    private static final String OPTIMIZER = "optimizer/";
    private static final String PRUNED = "pruned/";
    private static final String BEST = "best/";
    private static final String DENSE = "dense/";

    /** The file's content; tensors are shared. */
    Safetensors file() {
        Tensors tensors = below(PARAMETERS, state.parameters())
                .with(below(OPTIMIZER, state.optimizer()))
                .with(below(PRUNED, state.pruned()))
                .with(below(BEST, state.best().weights()))
                .with(below(DENSE, state.dense().weights()));
        String facts = Json.line(facts());
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("state", facts);
        metadata.put("crc32c", Checksum.of(facts, tensors));
        return new Safetensors(tensors, metadata);
    }

    /**
     * Reads a file and checks its sum.
     *
     * @throws IOException if it cannot be read, is of another format, or not what was written
     * @throws dev.sluice.core.tensor.SafetensorsException if it is torn or damaged
     */
    static Checkpoint read(Path path) throws IOException {
        Safetensors file = Safetensors.read(path);
        Map<String, String> metadata = file.metadata();
        String facts = metadata.getOrDefault("state", "");
        if (!FORMAT.equals(metadata.get("format"))) {
            throw new IOException(
                    path + ": its format must be " + FORMAT + ", but is " + metadata.getOrDefault("format", "none"));
        }
        String sum = Checksum.of(facts, file.tensors());
        if (!sum.equals(metadata.get("crc32c"))) {
            throw new IOException(path + ": its checksum must be " + metadata.get("crc32c") + ", but is " + sum);
        }
        try {
            return of(Json.parse(facts), file.tensors());
        } catch (JacksonException | ClassCastException | NullPointerException | NumberFormatException e) {
            throw new IOException(path + ": its state does not describe a training: " + e.getMessage(), e);
        }
    }

    private Map<String, Object> facts() {
        TrainingState.Position position = state.position();
        Map<String, Object> at = new LinkedHashMap<>();
        at.put("batches", position.batches());
        at.put("sequences", position.sequences());
        at.put("mean_loss", position.meanLoss());
        at.put("norm_sum", position.normSum());
        at.put("step", position.step());
        at.put("loss", position.loss());
        at.put("learning_rate", position.learningRate());
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("position", at);
        facts.put("best", facts(state.best()));
        facts.put("dense", facts(state.dense()));
        facts.put("history", state.history().stream().map(Checkpoint::facts).toList());
        facts.put("events", events);
        facts.put("initial", initial);
        return facts;
    }

    private static Map<String, Object> facts(TrainingState.Best best) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("figure", best.figure());
        facts.put("epoch", best.epoch());
        facts.put("waited", best.waited());
        return facts;
    }

    private static Map<String, Object> facts(EpochReport report) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("epoch", report.epoch());
        facts.put("training_loss", report.trainingLoss());
        facts.put("validation_loss", report.validation().loss());
        facts.put("metrics", report.validation().metrics());
        facts.put("learning_rate", report.learningRate());
        facts.put("gradient_norm", report.gradientNorm());
        facts.put("best", report.best());
        return facts;
    }

    private static Checkpoint of(Map<String, Object> facts, Tensors tensors) {
        Map<String, Object> at = map(facts.get("position"));
        TrainingState.Position position = new TrainingState.Position(
                (int) whole(at.get("batches")),
                (int) whole(at.get("sequences")),
                number(at.get("mean_loss")),
                number(at.get("norm_sum")),
                whole(at.get("step")),
                number(at.get("loss")),
                number(at.get("learning_rate")));
        List<EpochReport> history = new ArrayList<>();
        for (Object report : (List<?>) Objects.requireNonNull(facts.get("history"))) {
            history.add(report(map(report)));
        }
        TrainingState state = new TrainingState(
                position,
                tensors.under(PARAMETERS),
                tensors.under(OPTIMIZER),
                tensors.under(PRUNED),
                best(map(facts.get("best")), tensors.under(BEST)),
                best(map(facts.get("dense")), tensors.under(DENSE)),
                history);
        return new Checkpoint(state, whole(facts.get("events")), String.valueOf(facts.get("initial")));
    }

    private static TrainingState.Best best(Map<String, Object> facts, Tensors weights) {
        return new TrainingState.Best(weights, number(facts.get("figure")), (int) whole(facts.get("epoch")), (int)
                whole(facts.get("waited")));
    }

    private static EpochReport report(Map<String, Object> facts) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        map(facts.get("metrics")).forEach((name, value) -> metrics.put(name, number(value)));
        return new EpochReport(
                (int) whole(facts.get("epoch")),
                number(facts.get("training_loss")),
                new Scores(number(facts.get("validation_loss")), metrics),
                number(facts.get("learning_rate")),
                number(facts.get("gradient_norm")),
                (Boolean) Objects.requireNonNull(facts.get("best")));
    }

    private static Tensors below(String prefix, Tensors part) {
        return part.renamed(name -> prefix + name);
    }

    @SuppressWarnings("unchecked") // keys of JSON objects are strings
    private static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    private static long whole(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).longValue();
    }

    /** JSON has no NaN and no infinity: these are written as words. */
    private static double number(@Nullable Object value) {
        return value instanceof String word
                ? Double.parseDouble(word)
                : ((Number) Objects.requireNonNull(value)).doubleValue();
    }
}
