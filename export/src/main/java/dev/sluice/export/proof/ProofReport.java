package dev.sluice.export.proof;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a proof has found.
 *
 * @param runtime the version of ONNX Runtime
 * @param tolerance largest difference allowed, relative to the size of an output
 * @param inputs what was tried
 * @param inParts whether a sequence was also given in parts, states carried over
 * @param differences by output: the file from the engine
 * @param float64Differences by output: the file from the float64 interpreter, on the smaller inputs
 */
public record ProofReport(
        String runtime,
        double tolerance,
        List<String> inputs,
        boolean inParts,
        Map<String, Difference> differences,
        Map<String, Difference> float64Differences) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Copies the collections, keeping their order. */
    public ProofReport {
        inputs = List.copyOf(inputs);
        differences = new LinkedHashMap<>(differences);
        float64Differences = new LinkedHashMap<>(float64Differences);
    }

    /** The output that differs most, from either reference. */
    public String worstOutput() {
        return largest().getKey();
    }

    /** The largest difference, from either reference. */
    public Difference worst() {
        return largest().getValue();
    }

    private Map.Entry<String, Difference> largest() {
        return Stream.concat(differences.entrySet().stream(), float64Differences.entrySet().stream())
                .max(Comparator.comparingDouble(entry -> entry.getValue().relative()))
                .orElseThrow(() -> new IllegalStateException("the model has no outputs"));
    }

    /** Whether every output is within the tolerance, also from the float64 meaning. */
    public boolean passed() {
        return withinTolerance(differences) && withinTolerance(float64Differences);
    }

    private boolean withinTolerance(Map<String, Difference> all) {
        return all.values().stream().allMatch(difference -> difference.relative() <= tolerance);
    }

    /** One line for people. */
    public String summary() {
        return String.format(
                Locale.ROOT,
                "%s in ONNX Runtime %s: %d inputs, largest difference %.1e of the output's scale (tolerance %.0e)",
                passed() ? "equal" : "NOT equal",
                runtime,
                inputs.size(),
                worst().relative(),
                tolerance);
    }

    /**
     * The text of {@code proof.json}.
     *
     * @param facts about the file, put first
     */
    public String json(Map<String, ?> facts) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("result", passed() ? "passed" : "failed");
        object.put("summary", summary());
        object.putAll(facts);
        object.put("onnx_runtime", runtime);
        object.put("tolerance", tolerance);
        object.put("largest_relative_difference", worst().relative());
        object.put("largest_at", worstOutput() + ": " + worst().at());
        object.put("differences_from_engine", objects(differences));
        object.put("differences_from_float64", objects(float64Differences));
        object.put(
                "sequences_in_parts",
                inParts ? "equal to the whole" : "not tried: a layer runs in reverse, or there are no states");
        object.put(
                "rules",
                List.of(
                        "differences are relative to the largest magnitude of an output over all inputs",
                        "what lies past a row's length is garbage in the file's inputs and zeros in the model's",
                        "a row of length 0 keeps its initial states, as in Sluice; the file has nodes for that"));
        object.put("inputs", inputs);
        return JSON.writeValueAsString(object) + "\n";
    }

    private static Map<String, Object> objects(Map<String, Difference> differences) {
        Map<String, Object> objects = new LinkedHashMap<>();
        differences.forEach((name, difference) -> {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("absolute", difference.absolute());
            object.put("relative", difference.relative());
            object.put("scale", difference.scale());
            object.put("at", difference.at());
            objects.put(name, object);
        });
        return objects;
    }
}
