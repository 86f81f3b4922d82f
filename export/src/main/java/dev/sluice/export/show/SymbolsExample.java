package dev.sluice.export.show;

import dev.sluice.core.model.ModelInput;
import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxValue;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * A complete program for a model that reads symbols one by one or all at once: one that writes what comes next, for a file of one step of a
 * language model, or one that tags words.
 *
 * @param task the templates, {@code generating} or {@code tagging}
 * @param output that answers
 * @param target its name without what stands behind it
 */
record SymbolsExample(OnnxModel model, Path file, String task, String output, String target) {
    private static final String PATH = ".path";
    private static final String LABELS = "sluice.labels";
    private static final String ONLY = "outputs";

    /** The example for a file that is one of the two; empty if it is not, or if there is no template for the language. */
    static Optional<SymbolsExample> of(OnnxModel model, Path file, CodeExample.Language language) {
        List<OnnxValue> tokens = words(model);
        boolean readsWords = tokens.size() == 1 && model.metadata().containsKey("sluice.vocabulary");
        if (!readsWords || language == CodeExample.Language.CSHARP) {
            return Optional.empty();
        }
        boolean oneStep = tokens.getFirst().shape().rank() == 1;
        return model.outputs().stream()
                .map(output -> of(model, file, oneStep, output))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<SymbolsExample> of(OnnxModel model, Path file, boolean oneStep, OnnxValue output) {
        String target = target(model, output.name());
        if (target.isEmpty()) {
            return Optional.empty();
        }
        boolean next = isNext(model, target);
        boolean tags =
                !next && !oneStep && output.shape().rank() == (output.name().endsWith(PATH) ? 2 : 3);
        return next && oneStep || tags
                ? Optional.of(new SymbolsExample(model, file, tags ? "tagging" : "generating", output.name(), target))
                : Optional.empty();
    }

    /** The target that an output answers: with a path it is the path, else the probabilities; empty for other outputs. */
    private static String target(OnnxModel model, String output) {
        List<String> targets = model.metadata().keySet().stream()
                .filter(key -> key.equals(LABELS) || key.startsWith(LABELS + "."))
                .map(key -> key.equals(LABELS) ? ONLY : key.substring(LABELS.length() + 1))
                .toList();
        List<String> outputs = model.outputs().stream().map(OnnxValue::name).toList();
        return targets.stream()
                .filter(target ->
                        output.equals(outputs.contains(target + PATH) ? target + PATH : Lowering.probabilities(target)))
                .findFirst()
                .orElse("");
    }

    /** Returns whether the labels are padding, the unknown symbol and those of the vocabulary that is read. */
    private static boolean isNext(OnnxModel model, String target) {
        List<?> labels = strings(model, labels(target));
        List<?> vocabulary = strings(model, "sluice.vocabulary");
        return labels.size() == vocabulary.size() + 2
                && labels.subList(2, labels.size()).equals(vocabulary);
    }

    private static List<?> strings(OnnxModel model, String key) {
        return JsonMapper.shared().readValue(model.metadata().getOrDefault(key, "[]"), List.class);
    }

    private static String labels(String target) {
        return target.equals(ONLY) ? LABELS : LABELS + "." + target;
    }

    private static List<OnnxValue> ofType(OnnxModel model, ElementType type) {
        return model.inputs().stream().filter(input -> input.type() == type).toList();
    }

    /** The inputs of symbols but for the characters beside them. */
    private static List<OnnxValue> words(OnnxModel model) {
        return ofType(model, ElementType.INT64).stream()
                .filter(input -> !input.name().endsWith(ModelInput.Characters.SUFFIX))
                .toList();
    }

    String in(CodeExample.Language language) {
        Map<String, String> values = new HashMap<>();
        values.put("file", CodeExample.quoted(file.toString()));
        values.put("facts", CodeExample.quoted(file.resolveSibling("model.json").toString()));
        values.put("token", CodeExample.quoted(words(model).getFirst().name()));
        values.put("lower", lower(language));
        values.put("spelling", "");
        values.put("spelled", "");
        ofType(model, ElementType.INT64).stream()
                .filter(input -> input.name().endsWith(ModelInput.Characters.SUFFIX))
                .forEach(characters -> spell(characters, language, values));
        values.put(
                "lengths",
                CodeExample.quoted(ofType(model, ElementType.INT32).stream()
                        .map(OnnxValue::name)
                        .findFirst()
                        .orElse("lengths")));
        values.put("output", CodeExample.quoted(output));
        values.put("target", CodeExample.quoted(target));
        values.put("labels", CodeExample.quoted(labels(target)));
        values.put(
                "states",
                ofType(model, ElementType.FLOAT).stream()
                        .map(state -> state(state, language))
                        .collect(Collectors.joining("\n")));
        return ProgramTemplate.filled(task, language, values);
    }

    /** Has the characters of words set beside them. Modified: values. */
    private static void spell(OnnxValue input, CodeExample.Language language, Map<String, String> values) {
        String name = CodeExample.quoted(input.name());
        List<OnnxDim> dims = input.shape().dims();
        String length = dims.getLast() instanceof OnnxDim.Fixed(long size) ? Long.toString(size) : "1";
        String token = Objects.requireNonNull(values.get("token"));
        Map<String, String> parts = Map.of("characters", name, "length", length, "token", token);
        values.put(
                "spelling", ProgramTemplate.filled("spelling", language, parts).stripTrailing());
        values.put(
                "spelled",
                "\n  [" + name + "]: new ort.Tensor(\"int64\", spelled, [1, words.length, " + length + "]),");
    }

    /** What makes a word one of the vocabulary, where that has no capitals. */
    private String lower(CodeExample.Language language) {
        String rules = model.metadata().getOrDefault("sluice.text", "{}");
        if (!JsonMapper.shared().readTree(rules).path("lowercase").asBoolean()) {
            return "";
        }
        return switch (language) {
            case JAVA -> ".toLowerCase(java.util.Locale.ROOT)";
            case PYTHON -> ".lower()";
            case JAVASCRIPT, CSHARP -> ".toLowerCase()";
        };
    }

    /** The line that sets a state to zeros. */
    private static String state(OnnxValue state, CodeExample.Language language) {
        List<String> sizes = state.shape().dims().stream()
                .map(dim -> dim instanceof OnnxDim.Fixed(long size) ? Long.toString(size) : "1")
                .toList();
        String name = CodeExample.quoted(state.name());
        return language == CodeExample.Language.JAVA
                ? "            VALUES.put(" + name + ", OnnxTensor.createTensor(ENVIRONMENT, new float["
                        + String.join("][", sizes) + "]));"
                : "  [" + name + "]: new ort.Tensor(\"float32\", new Float32Array(" + String.join(" * ", sizes) + "), ["
                        + String.join(", ", sizes) + "]),";
    }
}
