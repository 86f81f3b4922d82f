package dev.sluice.export.importer.proof;

import dev.sluice.export.proof.Differences;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The result of an import's proof.
 *
 * @param runtime version of ONNX Runtime
 * @param inputs the inputs tried
 * @param notes the checks skipped, with reasons
 * @param differences differences by output of the file
 */
public record ArrivalReport(String runtime, List<String> inputs, List<String> notes, Differences differences) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Copies the lists. */
    public ArrivalReport {
        inputs = List.copyOf(inputs);
        notes = List.copyOf(notes);
    }

    /** Returns whether every output is within its limit. */
    public boolean passed() {
        return differences.passed();
    }

    /** A one-line summary. */
    public String summary() {
        return String.format(
                Locale.ROOT,
                "%s in ONNX Runtime %s: %d %s, %s",
                passed() ? "equal to the file" : "NOT equal to the file",
                runtime,
                inputs.size(),
                inputs.size() == 1 ? "input" : "inputs",
                differences.inWords());
    }

    /**
     * The content of {@code proof.json}.
     *
     * @param facts facts about the file, which come first
     */
    public String json(Map<String, ?> facts) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("result", passed() ? "passed" : "failed");
        object.put("summary", summary());
        object.putAll(facts);
        object.put("onnx_runtime", runtime);
        object.put("inputs", inputs);
        object.put("notes", notes);
        object.put("differences", differences.object());
        object.put("rules", new ArrayList<>(differences.rules()));
        return JSON.writeValueAsString(object) + "\n";
    }
}
