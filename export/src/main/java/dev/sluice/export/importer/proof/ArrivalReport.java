package dev.sluice.export.importer.proof;

import dev.sluice.export.proof.Difference;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a proof of an import has found.
 *
 * @param runtime the version of ONNX Runtime
 * @param tolerance largest difference allowed, relative to the size of an output
 * @param inputs what was tried
 * @param notes what was not, and why
 * @param differences by output of the file
 */
public record ArrivalReport(
        String runtime,
        double tolerance,
        List<String> inputs,
        List<String> notes,
        Map<String, Difference> differences) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public ArrivalReport {
        inputs = List.copyOf(inputs);
        notes = List.copyOf(notes);
        differences = new LinkedHashMap<>(differences);
    }

    public Difference worst() {
        return differences.values().stream()
                .max(Comparator.comparingDouble(Difference::relative))
                .orElseThrow(() -> new IllegalStateException("the model has no outputs"));
    }

    public boolean passed() {
        return differences.values().stream().allMatch(difference -> difference.relative() <= tolerance);
    }

    /** One line for people. */
    public String summary() {
        return String.format(
                Locale.ROOT,
                "%s in ONNX Runtime %s: %d %s, largest difference %.1e of the output's scale (tolerance %.0e)",
                passed() ? "equal to the file" : "NOT equal to the file",
                runtime,
                inputs.size(),
                inputs.size() == 1 ? "input" : "inputs",
                worst().relative(),
                tolerance);
    }

    /** The text of {@code proof.json}. */
    public String json(Map<String, ?> facts) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("result", passed() ? "passed" : "failed");
        object.put("summary", summary());
        object.putAll(facts);
        object.put("onnx_runtime", runtime);
        object.put("tolerance", tolerance);
        object.put("inputs", inputs);
        object.put("notes", notes);
        Map<String, Object> outputs = new LinkedHashMap<>();
        differences.forEach((name, difference) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("absolute", difference.absolute());
            one.put("relative", difference.relative());
            one.put("at", difference.at());
            outputs.put(name, one);
        });
        object.put("differences", outputs);
        return JSON.writeValueAsString(object) + "\n";
    }
}
