package dev.sluice.export.metadata;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Tokenizers;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.experiment.PluginTokenizers;
import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.record.ModelFile;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.export.lowering.FrontPadding;
import dev.sluice.export.lowering.LoweredModel;
import dev.sluice.export.onnx.OnnxModelBuilder;
import dev.sluice.export.preparation.RawInputs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apiguardian.api.API;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The part of the data contract that ONNX nodes cannot express: the preprocessing of inputs and the meaning of outputs.
 * All keys begin with {@code sluice.}; lists and objects are JSON.
 *
 * <pre>
 *   sluice.format        1
 *   sluice.run …         the model's origin, one key for each fact
 *   sluice.licence       the licence, if the experiment states one
 *   sluice.usage         the inputs and outputs in a sentence
 *   sluice.contract      all of the following and more, as in the run's model.json
 *   sluice.text          {"unit": "character", "normalize": true, "lowercase": false, "max_length": 256}
 *   sluice.vocabulary    the symbols in order; the first has the id sluice.first_id
 *   sluice.characters    the characters in order where those of tokens are read beside them, in their own case
 *   sluice.padding_id    0
 *   sluice.unknown_id    1
 *   sluice.padding       left if sequences, including outputs at every step, are padded in front
 *   sluice.lengths       the length input of each such sequence, for example {"tokens": "lengths"}
 *   sluice.features      the number of features of a step; the file standardizes them itself
 *   sluice.feature_names their names in order, if the data source has them; likewise sluice.static and sluice.static_names
 *   sluice.labels        the names of the output columns
 *   sluice.numbers       the number of predicted numbers, in the units of the data; sluice.number_names
 *   sluice.activation    softmax, sigmoid or none: the function that converts outputs to probabilities
 *   sluice.states        [{"input": "state.encoder.l0.h", "output": "next_state.encoder.l0.h"}, …]
 *   sluice.layers        {"encoder.l0": "bidirectional GRU"}
 * </pre>
 *
 * <p>With several named inputs or outputs, the name follows the key: {@code sluice.labels.slot}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ModelMetadata {
    /** Key of the licence under which the model is distributed. */
    @API(status = API.Status.INTERNAL)
    public static final String LICENCE = "sluice.licence";

    private static final String PREFIX = "sluice.";

    /** Key of the inputs of a file that prepares data itself. */
    private static final String RAW = PREFIX + "raw";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, String> entries;

    private ModelMetadata(Map<String, String> entries) {
        this.entries = entries;
    }

    /** The metadata of a file. */
    public static ModelMetadata of(Map<String, String> entries) {
        return new ModelMetadata(new LinkedHashMap<>(entries));
    }

    /** Adds the metadata of a model over whole sequences. Modified: lowered's builder. */
    @API(status = API.Status.INTERNAL)
    public static void write(TrainedModel model, Network network, LoweredModel lowered, FrontPadding padding) {
        write(model, network, lowered, UsageText.of(model, network, padding));
        if (!padding.isEmpty()) {
            lowered.builder().metadata(PREFIX + "padding", "left");
            lowered.builder().metadata(PREFIX + "lengths", JSON.writeValueAsString(padding.lengths()));
        }
    }

    /** Adds the metadata of a single-step model. Modified: lowered's builder. */
    @API(status = API.Status.INTERNAL)
    public static void writeStep(TrainedModel model, Network network, LoweredModel lowered) {
        write(model, network, lowered, UsageText.ofStep(model, network));
    }

    /** Adds the metadata of a model that prepares data itself. Modified: lowered's builder. */
    @API(status = API.Status.INTERNAL)
    public static void writeRaw(TrainedModel model, Network network, LoweredModel lowered, RawInputs raw) {
        RawUsage usage = new RawUsage(model.contract(), raw);
        write(model, network, lowered, usage.inWords() + " " + UsageText.of(model, network, FrontPadding.NONE));
        lowered.builder().metadata(RAW, JSON.writeValueAsString(usage.object()));
    }

    /** Adds the metadata of one of the two files of a model that writes texts. Modified: lowered's builder. */
    @API(status = API.Status.INTERNAL)
    public static void writePart(TrainedModel model, Network network, LoweredModel lowered) {
        write(model, network, lowered, UsageText.ofPart(model, network));
    }

    private static void write(TrainedModel model, Network network, LoweredModel lowered, String usage) {
        OnnxModelBuilder builder = lowered.builder();
        String version = model.origin().getOrDefault("sluice", "");
        builder.producer("sluice", version);
        builder.documentation(usage);
        builder.metadata(PREFIX + "format", "1");
        model.origin()
                .forEach((key, value) ->
                        builder.metadata(key.equals("sluice") ? PREFIX + "version" : PREFIX + key, value));
        builder.metadata(PREFIX + "usage", usage);
        builder.metadata(PREFIX + "contract", ModelFile.write(model.contract()));
        model.contract().inputs().forEach((name, input) -> {
            String suffix = suffix(name, ModelInput.TOKENS, ModelInput.FEATURES);
            switch (input) {
                case InputEncoding.Text text -> text(builder, text, suffix);
                case InputEncoding.Series series -> {
                    builder.metadata(
                            PREFIX + "features" + suffix,
                            Integer.toString(series.scaler().features()));
                    columns(builder, "feature_names" + suffix, model.contract(), name);
                }
                case InputEncoding.Category category -> {
                    builder.metadata(PREFIX + "categories" + suffix, Integer.toString(category.categories()));
                    if (!category.words().isEmpty()) {
                        builder.metadata(PREFIX + "vocabulary" + suffix, JSON.writeValueAsString(category.words()));
                    }
                }
                case InputEncoding.Static fixed -> {
                    builder.metadata(
                            PREFIX + "static" + suffix,
                            Integer.toString(fixed.scaler().features()));
                    columns(builder, "static_names" + suffix, model.contract(), name);
                }
            }
        });
        boolean words = model.contract().inputs().values().stream()
                .anyMatch(input -> input instanceof InputEncoding.Text
                        || (input instanceof InputEncoding.Category category
                                && !category.words().isEmpty()));
        if (words) {
            builder.metadata(PREFIX + "padding_id", Integer.toString(Vocabulary.PADDING));
            builder.metadata(PREFIX + "unknown_id", Integer.toString(Vocabulary.UNKNOWN));
            builder.metadata(PREFIX + "first_id", Integer.toString(Vocabulary.UNKNOWN + 1));
        }
        model.contract().targets().forEach((name, target) -> {
            String suffix = suffix(name, Network.OUTPUTS);
            switch (target.columns()) {
                case ClassEncoding classes ->
                    builder.metadata(
                            PREFIX + "labels" + suffix,
                            JSON.writeValueAsString(classes.labels().names()));
                default -> {
                    builder.metadata(PREFIX + "numbers" + suffix, Integer.toString(target.size()));
                    columns(builder, "number_names" + suffix, model.contract(), name);
                }
            }
            OutputActivation activation = model.activations().getOrDefault(name, OutputActivation.NONE);
            builder.metadata(PREFIX + "activation" + suffix, activation.name().toLowerCase(Locale.ROOT));
            AnswerOutputs answers = AnswerOutputs.of(model, name);
            if (!answers.parts().isEmpty()) {
                builder.metadata(PREFIX + "answers" + suffix, answers.json());
            }
        });
        builder.metadata(PREFIX + "states", JSON.writeValueAsString(states(network)));
        builder.metadata(PREFIX + "layers", JSON.writeValueAsString(lowered.layers()));
    }

    /** Adds the names of columns in order, if the data source has them. */
    private static void columns(OnnxModelBuilder builder, String key, DataContract contract, String name) {
        List<String> columns = contract.columns().of(name);
        if (!columns.isEmpty()) {
            builder.metadata(PREFIX + key, JSON.writeValueAsString(columns));
        }
    }

    /** The suffix of a key; empty for the default names of a model with one input and one output. */
    private static String suffix(String name, String... usual) {
        return List.of(usual).contains(name) || name.equals(Batch.STATIC) ? "" : "." + name;
    }

    private static void text(OnnxModelBuilder builder, InputEncoding.Text text, String suffix) {
        Map<String, Object> preparation = new LinkedHashMap<>();
        preparation.put("unit", text.config().unit().recipe().id());
        preparation.put("normalize", text.config().normalize());
        preparation.put("lowercase", text.config().lowercase());
        preparation.put("max_length", text.config().maxLength());
        builder.metadata(PREFIX + "text" + suffix, JSON.writeValueAsString(preparation));
        builder.metadata(
                PREFIX + "vocabulary" + suffix,
                JSON.writeValueAsString(text.vocabulary().symbols()));
        text.spelling()
                .ifPresent(spelling -> builder.metadata(
                        PREFIX + "characters" + suffix,
                        JSON.writeValueAsString(spelling.characters().symbols())));
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

    /**
     * The required preprocessing of inputs and the meaning of outputs.
     *
     * @throws ExportException if the file was not written by Sluice
     */
    public DataContract contract() {
        return contract(PluginTokenizers.usual());
    }

    /**
     * The required preprocessing of inputs and the meaning of outputs.
     *
     * @param tokenizers makes those of plugins, when they are first needed
     * @throws ExportException if the file was not written by Sluice
     */
    public DataContract contract(Tokenizers tokenizers) {
        try {
            return ModelFile.read(Objects.requireNonNullElse(entries.get(PREFIX + "contract"), "null"), tokenizers);
        } catch (JacksonException | RunException e) {
            throw damaged(e);
        }
    }

    /**
     * The outputs of a head besides its point answers.
     *
     * @throws ExportException if the file was not written by Sluice
     */
    @API(status = API.Status.INTERNAL)
    public AnswerOutputs answers(String head) {
        String written = entries.get(PREFIX + "answers" + suffix(head, Network.OUTPUTS));
        try {
            return written == null ? AnswerOutputs.points(head) : AnswerOutputs.read(head, written);
        } catch (JacksonException e) {
            throw damaged(e);
        }
    }

    /** Returns whether the file takes data as they were read, and prepares them itself. */
    @API(status = API.Status.INTERNAL)
    public boolean preparesData() {
        return entries.containsKey(RAW);
    }

    /**
     * The padding of sequences.
     *
     * @throws ExportException if the file was not written by Sluice
     */
    @API(status = API.Status.INTERNAL)
    public FrontPadding padding() {
        Map<String, String> lengths = new LinkedHashMap<>();
        try {
            JSON.readTree(entries.getOrDefault(PREFIX + "lengths", "{}"))
                    .propertyStream()
                    .forEach(entry ->
                            lengths.put(entry.getKey(), entry.getValue().asString()));
        } catch (JacksonException e) {
            throw damaged(e);
        }
        return new FrontPadding(lengths);
    }

    private static ExportException damaged(RuntimeException cause) {
        ExportException damaged =
                new ExportException("the file's metadata do not describe its inputs and outputs as Sluice"
                        + " writes them (" + cause.getMessage() + "); export the model again");
        damaged.initCause(cause);
        return damaged;
    }
}
