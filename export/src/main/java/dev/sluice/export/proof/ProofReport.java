package dev.sluice.export.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The results of a proof.
 *
 * @param runtime version of ONNX Runtime
 * @param inputs the inputs tried
 * @param inParts whether a sequence was also run in two parts with the states carried over
 * @param differences differences by output
 * @param figures loss and metrics of both on real rows
 * @param range of the real rows
 * @param startsAt for a failed proof, a sentence about the place of the first difference
 */
public record ProofReport(
        String runtime,
        List<String> inputs,
        boolean inParts,
        Differences differences,
        Figures figures,
        DataRange range,
        Optional<String> startsAt) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Copies the list. */
    public ProofReport {
        inputs = List.copyOf(inputs);
    }

    ProofReport startingAt(String sentence) {
        return new ProofReport(runtime, inputs, inParts, differences, figures, range, Optional.of(sentence));
    }

    /** Returns whether every output is within its limit. */
    public boolean passed() {
        return differences.passed();
    }

    /** A one-line summary. */
    public String summary() {
        return String.format(
                Locale.ROOT,
                "%s in ONNX Runtime %s: %d inputs, %s",
                passed() ? "equal" : "NOT equal",
                runtime,
                inputs.size(),
                differences.inWords());
    }

    /** The report as lines of text: the verdict, the figures on real rows, and for a failure the differences and their origin. */
    public List<String> describe() {
        List<String> lines = new ArrayList<>();
        lines.add(summary());
        lines.add("by the file: " + figures.describe());
        if (!passed()) {
            lines.add(differences.reason());
            startsAt.ifPresent(lines::add);
        }
        return lines;
    }

    /**
     * The content of {@code proof.json}.
     *
     * @param facts facts about the file, which come first
     */
    public String json(Map<String, ?> facts) {
        Tolerance tolerance = differences.tolerance();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("result", passed() ? "passed" : "failed");
        object.put("summary", summary());
        startsAt.ifPresent(sentence -> object.put("starts_at", sentence));
        object.putAll(facts);
        object.put("onnx_runtime", runtime);
        object.put("tolerance", tolerance.measuresRounding() ? "rounding" : tolerance.relative());
        object.put("largest_relative_difference", differences.largest());
        object.put("nearest_to_limit", differences.worstOutput());
        object.put("validation", figures.object());
        object.put("outputs", differences.object());
        object.put(
                "sequences_in_parts",
                inParts ? "equal to the whole" : "not tried: a layer runs in reverse, or there are no states");
        object.put("rules", rules());
        object.put("inputs", inputs);
        return JSON.writeValueAsString(object) + "\n";
    }

    private List<String> rules() {
        List<String> rules = new ArrayList<>(differences.rules());
        rules.add("what lies past a row's length is garbage in the file's inputs and zeros in the model's");
        rules.add("a row of length 0 keeps its initial states, as in Sluice; the file has nodes for that");
        return rules;
    }
}
