package dev.sluice.export.show;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.TranscriptEncoding;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.data.WrittenEncoding;
import dev.sluice.core.file.Fingerprint;
import dev.sluice.core.model.DerivedInput;
import dev.sluice.export.metadata.ModelMetadata;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxValue;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Describes a model file of any origin as lines of text: inputs and outputs, origin and proof. */
public final class ModelDescription {
    private static final int FEW = 8;
    private static final int NAME_COLUMNS = 12;
    /** Names that a proof calls the files by that it is about, beside the model. */
    private static final List<String> BESIDE = List.of("streaming", "raw", "encoder", "decoder");

    private final Path file;
    private final OnnxModel model;
    private final Map<String, String> facts;
    /** Meanings of the outputs of heads that give more than points or classes, by name. */
    private final Map<String, String> answers = new LinkedHashMap<>();

    private final Optional<WritingParts> parts;
    private final List<String> lines = new ArrayList<>();

    private ModelDescription(Path file, OnnxModel model) {
        this.file = file;
        this.model = model;
        this.facts = model.metadata();
        parts = WritingParts.of(model, facts);
    }

    /**
     * Describes a file.
     *
     * @throws dev.sluice.export.onnx.OnnxFormatException if it is not an ONNX model
     * @throws IOException if it cannot be read
     */
    public static List<String> of(Path file) throws IOException {
        return new ModelDescription(file, OnnxModel.read(file)).describe();
    }

    private List<String> describe() throws IOException {
        if (facts.containsKey("sluice.contract")) {
            ModelMetadata metadata = ModelMetadata.of(facts);
            metadata.contract()
                    .targets()
                    .keySet()
                    .forEach(head -> answers.putAll(metadata.answers(head).meanings()));
        }
        head();
        values("inputs", model.inputs());
        values("outputs", model.outputs());
        layers();
        contract();
        origin();
        proof();
        line("programs", "sluice show " + file + " --code java | python | csharp | javascript");
        return List.copyOf(lines);
    }

    private void head() throws IOException {
        String producer = (model.proto().getProducerName() + " " + model.proto().getProducerVersion()).strip();
        line(
                "model",
                String.format(
                        Locale.ROOT,
                        "%s, %,d kB, %,d weights, opset %d, written by %s",
                        file,
                        (Files.size(file) + 999) / 1000,
                        weights(),
                        model.opset(),
                        producer.isEmpty() ? "an unknown program" : producer));
    }

    private long weights() {
        long weights = 0;
        for (TensorProto tensor : model.proto().getGraph().getInitializerList()) {
            weights += tensor.getDimsList().stream().reduce(1L, (a, b) -> a * b);
        }
        return weights;
    }

    private void values(String name, List<OnnxValue> values) {
        String label = name;
        for (OnnxValue value : values) {
            String what = value.name() + " " + value.type() + " " + value.shape();
            line(label, what + meaning(value.name()));
            label = "";
        }
    }

    private String meaning(String name) {
        String answer = answers.get(name);
        if (answer != null) {
            return ": " + answer;
        }
        Optional<String> passed = parts.flatMap(part -> part.meaning(name));
        if (passed.isPresent()) {
            return passed.get();
        }
        if (name.startsWith("next_state.")) {
            return ": to be given back as " + name.substring("next_".length());
        }
        if (name.startsWith("state.")) {
            return ": zeros at the beginning of a sequence";
        }
        boolean inFront = facts.getOrDefault("sluice.padding", "").equals("left");
        String padded = inFront ? "padded in front with " : "padded with ";
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "tokens" -> ": numbers of symbols, " + padded + "0";
            case "features" -> ": as measured, " + padded + "anything";
            case "lengths" -> inFront ? ": valid steps of each row, its last ones" : ": valid steps of each row";
            case "mask" -> ": 1 where a number was measured, else 0";
            case "delta" -> ": time since each number was measured last";
            case "gap" -> ": time since the step before";
            case "time" -> ": time since the first step";
            case "outputs" -> ": scores, or the predicted numbers";
            default -> "";
        };
    }

    private void layers() {
        JsonNode layers = json("layers");
        if (layers == null) {
            Map<String, Integer> operators = new TreeMap<>();
            for (NodeProto node : model.proto().getGraph().getNodeList()) {
                operators.merge(node.getOpType(), 1, Integer::sum);
            }
            line(
                    "operators",
                    operators.entrySet().stream()
                            .map(entry -> entry.getValue() + " " + entry.getKey())
                            .collect(Collectors.joining(", ")));
            return;
        }
        if (layers.isEmpty()) {
            return;
        }
        line(
                "layers",
                layers.propertyStream()
                        .map(layer -> layer.getKey() + " as " + layer.getValue().asString())
                        .collect(Collectors.joining(", ")));
    }

    /** Adds Sluice's metadata about inputs and outputs; nothing for files of other programs. */
    private void contract() {
        if (!facts.containsKey("sluice.contract")) {
            return;
        }
        if (ModelMetadata.of(facts).preparesData()) {
            line("takes", facts.getOrDefault("sluice.usage", ""));
        }
        DataContract contract = ModelMetadata.of(facts).contract();
        boolean several = contract.inputs().size() > 1;
        contract.inputs().forEach((name, input) -> {
            String prefix = several ? name + ": " : "";
            switch (input) {
                case InputEncoding.Text text -> text(prefix, text);
                case InputEncoding.Series series ->
                    line("reads", prefix + numbers(contract, name, series.scaler()) + " a step" + measured(series));
                case InputEncoding.Category category ->
                    line(
                            "reads",
                            prefix + "a category from 0 to " + (category.categories() - 1) + " for the whole sequence"
                                    + (category.words().isEmpty()
                                            ? ""
                                            : ": numbers from 2 on of "
                                                    + String.join(
                                                            ", ",
                                                            category.words().stream()
                                                                    .limit(20)
                                                                    .toList())
                                                    + (category.words().size() > 20 ? ", …" : "")
                                                    + "; 1 every other word"));
                case InputEncoding.Static fixed ->
                    line(
                            "reads",
                            prefix + numbers(contract, name, fixed.scaler()) + " for the whole sequence, as measured");
            }
        });
        contract.targets().forEach((name, target) -> {
            String prefix = contract.targets().size() > 1 ? name + ": " : "";
            answer(prefix, contract, name, target);
        });
    }

    private void text(String prefix, InputEncoding.Text text) {
        TextConfig config = text.config();
        line(
                "reads",
                prefix + "texts cut by the tokenizer " + config.unit().name()
                        + (config.isLimited() ? ", at most " + config.maxLength() : "")
                        + (config.normalize() ? ", Unicode normalized" : "")
                        + (config.lowercase() ? ", in lower case" : ""));
        List<String> symbols = text.vocabulary().symbols();
        line(
                "vocabulary",
                String.format(
                        Locale.ROOT,
                        "%s%,d symbols with numbers from %d on: %s; %d is padding, %d every other symbol",
                        prefix,
                        symbols.size(),
                        Vocabulary.UNKNOWN + 1,
                        first(symbols),
                        Vocabulary.PADDING,
                        Vocabulary.UNKNOWN));
    }

    private static String numbers(DataContract contract, String name, Scaler scaler) {
        List<String> columns = contract.columns().of(name);
        return scaler.features()
                + (scaler.features() == 1 ? " number" : " numbers")
                + (columns.isEmpty() ? "" : " (" + String.join(", ", columns) + ")");
    }

    private static String measured(InputEncoding.Series series) {
        return ", as measured: the file standardizes them"
                + (series.derived().isEmpty()
                        ? ""
                        : "; with "
                                + series.derived().stream()
                                        .map(DerivedInput::word)
                                        .collect(Collectors.joining(", ")));
    }

    private void answer(String prefix, DataContract contract, String name, TargetEncoding target) {
        String where = target.everyStep() ? " at every step" : "";
        switch (target.columns()) {
            case ClassEncoding classes ->
                line(
                        "labels",
                        String.format(
                                Locale.ROOT,
                                "%s%,d%s: %s",
                                prefix,
                                classes.size(),
                                where,
                                first(classes.labels().names())));
            case TargetEncoding.Horizon horizon ->
                line(
                        "answers",
                        String.format(
                                Locale.ROOT,
                                "%sthe next %,d steps of %,d numbers, in the units of the data",
                                prefix,
                                horizon.task().horizon(),
                                horizon.each().features()));
            case TargetEncoding.Numbers numbers ->
                line(
                        "answers",
                        prefix + numbers(contract, name, numbers.scaler()) + where + ", in the units of the data");
            case TargetEncoding.Next next ->
                line(
                        "answers",
                        String.format(
                                Locale.ROOT,
                                "%sscores of the next symbol at every step, out of %,d: %s",
                                prefix,
                                next.vocabulary().size(),
                                first(next.vocabulary().symbols())));
            case TranscriptEncoding text ->
                line(
                        "reads off",
                        String.format(
                                Locale.ROOT,
                                "%stexts of up to %,d symbols out of %,d: %s",
                                prefix,
                                text.longest(),
                                text.vocabulary().size(),
                                first(text.vocabulary().symbols())));
            case WrittenEncoding text ->
                line(
                        "writes",
                        String.format(
                                Locale.ROOT,
                                "%stexts of up to %,d symbols out of %,d: %s",
                                prefix,
                                text.config().maxLength(),
                                text.vocabulary().size(),
                                first(text.vocabulary().symbols())));
            case TargetEncoding.EveryStep steps -> throw new IllegalStateException("steps within steps");
        }
    }

    private static String first(List<String> list) {
        return String.join(" ", list.subList(0, Math.min(FEW, list.size()))) + (list.size() > FEW ? " …" : "");
    }

    private void origin() {
        List<String> origin = new ArrayList<>();
        for (String key : List.of("experiment", "run", "seed")) {
            if (facts.containsKey("sluice." + key)) {
                origin.add(key + " " + facts.get("sluice." + key));
            }
        }
        if (!origin.isEmpty()) {
            line("origin", String.join(", ", origin));
        }
        line("licence", facts.getOrDefault(ModelMetadata.LICENCE, "not stated"));
    }

    /** Adds the proof beside the file, which counts only if its checksum matches. */
    private void proof() throws IOException {
        Path beside = file.resolveSibling("proof.json");
        if (!Files.exists(beside)) {
            line("proof", "none beside the file");
            return;
        }
        try {
            JsonNode proof = JsonMapper.shared().readTree(Files.readString(beside));
            String hash = Fingerprint.of(file);
            // Files that were written together have one proof.
            String said = Stream.concat(Stream.of(proof), BESIDE.stream().map(proof::path))
                    .filter(about -> hash.equals(about.path("sha256").asString()))
                    .map(about ->
                            about.path("summary").asString(about.path("result").asString()))
                    .findFirst()
                    .orElse("proof.json beside it is about another file");
            line("proof", said);
        } catch (JacksonException e) {
            line("proof", "proof.json beside it is damaged");
        }
    }

    private @Nullable JsonNode json(String key) {
        String text = facts.get("sluice." + key);
        try {
            return text == null ? null : JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            return null;
        }
    }

    private void line(String name, String value) {
        lines.add(String.format(Locale.ROOT, "%-" + NAME_COLUMNS + "s %s", name, value));
    }
}
