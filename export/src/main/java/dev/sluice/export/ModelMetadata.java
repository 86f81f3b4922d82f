package dev.sluice.export;

import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.experiment.ExportException;
import dev.sluice.core.experiment.RunException;
import dev.sluice.core.experiment.TrainedModel;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.Network;
import dev.sluice.core.option.OptionKey;
import dev.sluice.export.lowering.LoweredModel;
import dev.sluice.export.onnx.OnnxModelBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The part of the data contract that ONNX cannot express as nodes: what a user of the file must do before the network and how
 * to read its answers. All keys begin with {@code sluice.}; lists and objects are JSON.
 *
 * <pre>
 *   sluice.format        1
 *   sluice.run …         where the model comes from: one key for each fact of its origin
 *   sluice.licence       what the model may be used for, where the experiment says so
 *   sluice.usage         the inputs and outputs in a sentence
 *   sluice.text          {"unit": "character", "normalize": true, "lowercase": false, "max_length": 256}
 *   sluice.vocabulary    the symbols in order; the first has the id sluice.first_id
 *   sluice.padding_id    0
 *   sluice.unknown_id    1
 *   sluice.features      the number of features of a step; measured numbers, the file standardizes them itself
 *   sluice.labels        the names of the output columns
 *   sluice.activation    softmax, sigmoid or none: what makes probabilities of outputs
 *   sluice.states        [{"input": "state.encoder.l0.h", "output": "next_state.encoder.l0.h"}, …]
 *   sluice.layers        {"encoder.l0": "bidirectional GRU"}
 * </pre>
 */
public final class ModelMetadata {
    /** The key of the licence that the model is given away under. */
    public static final String LICENCE = "sluice.licence";

    private static final String PREFIX = "sluice.";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, String> entries;

    private ModelMetadata(Map<String, String> entries) {
        this.entries = entries;
    }

    /** The metadata of a file. */
    public static ModelMetadata of(Map<String, String> entries) {
        return new ModelMetadata(new LinkedHashMap<>(entries));
    }

    /** Adds all that is known of a model. Modified: lowered's builder. */
    static void write(TrainedModel model, Network network, LoweredModel lowered, boolean step) {
        OnnxModelBuilder builder = lowered.builder();
        String version = model.origin().getOrDefault("sluice", "");
        builder.producer("sluice", version);
        String usage = step ? stepUsage(model, network) : usage(model, network);
        builder.documentation(usage);
        builder.metadata(PREFIX + "format", "1");
        model.origin()
                .forEach((key, value) ->
                        builder.metadata(key.equals("sluice") ? PREFIX + "version" : PREFIX + key, value));
        builder.metadata(PREFIX + "usage", usage);
        switch (model.contract().input()) {
            case InputEncoding.Text text -> text(builder, text);
            case InputEncoding.Series series ->
                builder.metadata(
                        PREFIX + "features", Integer.toString(series.scaler().features()));
        }
        switch (model.contract().target()) {
            case TargetEncoding.Classes classes ->
                builder.metadata(
                        PREFIX + "labels",
                        JSON.writeValueAsString(classes.labels().names()));
            case TargetEncoding.Numbers numbers ->
                builder.metadata(PREFIX + "numbers", Integer.toString(numbers.size()));
        }
        builder.metadata(PREFIX + "activation", model.activation().name().toLowerCase(Locale.ROOT));
        builder.metadata(PREFIX + "states", JSON.writeValueAsString(states(network)));
        builder.metadata(PREFIX + "layers", JSON.writeValueAsString(lowered.layers()));
    }

    private static void text(OnnxModelBuilder builder, InputEncoding.Text text) {
        Map<String, Object> preparation = new LinkedHashMap<>();
        preparation.put("unit", OptionKey.written(text.config().unit()));
        preparation.put("normalize", text.config().normalize());
        preparation.put("lowercase", text.config().lowercase());
        preparation.put("max_length", text.config().maxLength());
        builder.metadata(PREFIX + "text", JSON.writeValueAsString(preparation));
        builder.metadata(
                PREFIX + "vocabulary", JSON.writeValueAsString(text.vocabulary().symbols()));
        builder.metadata(PREFIX + "padding_id", Integer.toString(Vocabulary.PADDING));
        builder.metadata(PREFIX + "unknown_id", Integer.toString(Vocabulary.UNKNOWN));
        builder.metadata(PREFIX + "first_id", Integer.toString(Vocabulary.UNKNOWN + 1));
    }

    private static List<Map<String, String>> states(Network network) {
        return network.states().keySet().stream()
                .map(name -> {
                    Map<String, String> state = new LinkedHashMap<>();
                    state.put("input", InitialStates.PREFIX + name);
                    state.put("output", Network.NEXT_STATE_PREFIX + name);
                    return state;
                })
                .toList();
    }

    private static String stepUsage(TrainedModel model, Network network) {
        return "One step of each row. Inputs: "
                + (model.contract().input() instanceof InputEncoding.Series series
                        ? "features float [batch, " + series.scaler().features() + "] as measured"
                        : "tokens int64 [batch]")
                + "; state.* float [batch, size], zeros at the beginning of a sequence. Outputs: what the whole model gives"
                + " for the sequence so far, float [batch, " + network.outputSize()
                + "]; next_state.*, to be given as state.* with the next step.";
    }

    private static String usage(TrainedModel model, Network network) {
        String input = switch (model.contract().input()) {
            case InputEncoding.Text text -> "tokens int64 [batch, time], padded with 0";
            case InputEncoding.Series series ->
                "features float [batch, time, " + series.scaler().features() + "] as measured, padded with anything";
        };
        String answer = switch (model.activation()) {
            case SOFTMAX, SIGMOID -> "outputs (scores) and probabilities, float [batch, " + network.outputSize() + "]";
            case NONE -> "outputs, float [batch, " + network.outputSize() + "]";
        };
        return "Inputs: " + input + "; lengths int32 [batch], valid steps of each row;"
                + " state.* float [batch, size], zeros for a fresh sequence. Outputs: " + answer
                + "; next_state.*, to be given as state.* when a sequence goes on.";
    }

    /**
     * What must be done to texts.
     *
     * @throws RunException if the model does not read texts
     * @throws ExportException if the file was not written by Sluice
     */
    public InputEncoding.Text text() {
        if (!entries.containsKey(PREFIX + "text")) {
            throw new RunException("the model must read texts to answer about one, but it "
                    + (entries.containsKey(PREFIX + "features")
                            ? "reads numeric series"
                            : "says nothing about its inputs; was it exported by Sluice?"));
        }
        try {
            Map<String, Object> text = JSON.readValue(value("text"), new TypeReference<Map<String, Object>>() {});
            String unit = String.valueOf(text.get("unit")).toUpperCase(Locale.ROOT);
            TextConfig config = new TextConfig(
                    TextConfig.Unit.valueOf(unit),
                    1,
                    text.get("max_length") instanceof Number length ? length.intValue() : 1,
                    Boolean.TRUE.equals(text.get("lowercase")),
                    Boolean.TRUE.equals(text.get("normalize")));
            return new InputEncoding.Text(config, Vocabulary.of(strings("vocabulary")));
        } catch (JacksonException | IllegalArgumentException e) {
            throw damaged(e);
        }
    }

    /**
     * The names of the output columns.
     *
     * @throws ExportException if the model predicts numbers
     */
    public List<String> labels() {
        if (!entries.containsKey(PREFIX + "labels")) {
            throw new ExportException("the model must name classes to give labels, but it predicts numbers");
        }
        try {
            return strings("labels");
        } catch (JacksonException e) {
            throw damaged(e);
        }
    }

    private List<String> strings(String key) {
        return JSON.readValue(value(key), new TypeReference<List<String>>() {});
    }

    private String value(String key) {
        return Objects.requireNonNullElse(entries.get(PREFIX + key), "null");
    }

    private static ExportException damaged(RuntimeException cause) {
        ExportException damaged =
                new ExportException("the file's metadata do not describe its texts and labels as Sluice"
                        + " writes them (" + cause.getMessage() + "); export the model again");
        damaged.initCause(cause);
        return damaged;
    }
}
