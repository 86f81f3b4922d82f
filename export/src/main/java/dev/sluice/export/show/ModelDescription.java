package dev.sluice.export.show;

import dev.sluice.export.ModelMetadata;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxValue;
import dev.sluice.export.onnx.WholeFile;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a model file is, reads and answers, where it comes from and how it was proven, in lines for people. Anybody's file. */
public final class ModelDescription {
    private static final int FEW = 8;
    private static final int NAME_COLUMNS = 12;

    private final Path file;
    private final OnnxModel model;
    private final Map<String, String> facts;
    private final List<String> lines = new ArrayList<>();

    private ModelDescription(Path file, OnnxModel model) {
        this.file = file;
        this.model = model;
        this.facts = model.metadata();
    }

    /**
     * Describes a file.
     *
     * @throws dev.sluice.export.onnx.OnnxFormatException if it is no ONNX model
     * @throws IOException if it cannot be read
     */
    public static List<String> of(Path file) throws IOException {
        return new ModelDescription(file, OnnxModel.read(file)).describe();
    }

    private List<String> describe() throws IOException {
        head();
        values("inputs", model.inputs());
        values("outputs", model.outputs());
        layers();
        preparation();
        answers();
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

    private static String meaning(String name) {
        if (name.startsWith("next_state.")) {
            return ": to be given back as " + name.substring("next_".length());
        }
        if (name.startsWith("state.")) {
            return ": zeros at the beginning of a sequence";
        }
        return switch (name) {
            case "tokens" -> ": numbers of symbols, padded with 0";
            case "features" -> ": as measured, padded with anything";
            case "lengths" -> ": valid steps of each row";
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
        line(
                "layers",
                layers.propertyStream()
                        .map(layer -> layer.getKey() + " as " + layer.getValue().asString())
                        .collect(Collectors.joining(", ")));
    }

    private void preparation() {
        JsonNode text = json("text");
        JsonNode vocabulary = json("vocabulary");
        if (text != null && vocabulary != null) {
            line(
                    "reads",
                    "texts cut into " + text.path("unit").asString() + "s, at most "
                            + text.path("max_length").asInt()
                            + (text.path("normalize").asBoolean() ? ", Unicode normalized" : "")
                            + (text.path("lowercase").asBoolean() ? ", in lower case" : ""));
            line(
                    "vocabulary",
                    String.format(
                            Locale.ROOT,
                            "%,d symbols with numbers from %s on: %s; %s is padding, %s every other symbol",
                            vocabulary.size(),
                            facts.get("sluice.first_id"),
                            first(vocabulary),
                            facts.get("sluice.padding_id"),
                            facts.get("sluice.unknown_id")));
        } else if (facts.containsKey("sluice.features")) {
            line(
                    "reads",
                    facts.get("sluice.features") + " numbers a step, as they are measured: the file standardizes them");
        }
    }

    private void answers() {
        JsonNode labels = json("labels");
        if (labels != null) {
            line("labels", String.format(Locale.ROOT, "%,d: %s", labels.size(), first(labels)));
        } else if (facts.containsKey("sluice.numbers")) {
            line("answers", facts.get("sluice.numbers") + " numbers, in the units of the data");
        }
    }

    private static String first(JsonNode list) {
        List<String> few = new ArrayList<>();
        for (int i = 0; i < Math.min(FEW, list.size()); i++) {
            few.add(list.get(i).asString());
        }
        return String.join(" ", few) + (list.size() > FEW ? " …" : "");
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

    /** The proof beside a file counts only if it is about these bytes. */
    private void proof() throws IOException {
        Path beside = file.resolveSibling("proof.json");
        if (!Files.exists(beside)) {
            line("proof", "none beside the file");
            return;
        }
        try {
            JsonNode proof = JsonMapper.shared().readTree(Files.readString(beside));
            String hash = WholeFile.sha256(file);
            boolean same = hash.equals(proof.path("sha256").asString())
                    || hash.equals(proof.path("streaming").path("sha256").asString());
            line("proof", same ? proof.path("summary").asString() : "proof.json beside it is about another file");
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
