package dev.sluice.export.proof;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a proof has found.
 *
 * @param runtime the version of ONNX Runtime
 * @param tolerance what was allowed
 * @param inputs what was tried
 * @param inParts whether a sequence was also given in parts, states carried over
 * @param differences by output
 * @param figures of both on real rows
 * @param startsAt for a failed proof: where the difference starts, in a sentence
 */
public record ProofReport(
        String runtime,
        Tolerance tolerance,
        List<String> inputs,
        boolean inParts,
        Differences differences,
        Figures figures,
        Optional<String> startsAt) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * Largest differences by output. Those from float64 are of the inputs that are small enough for the interpreter.
     *
     * @param fileFromEngine what the proof is about
     * @param fileFromFloat64 how exact the file is
     * @param engineFromFloat64 how exact the trained model is: its own rounding
     */
    public record Differences(
            Map<String, Difference> fileFromEngine,
            Map<String, Difference> fileFromFloat64,
            Map<String, Difference> engineFromFloat64) {
        /** Copies the maps, keeping their order. */
        public Differences {
            fileFromEngine = Collections.unmodifiableMap(new LinkedHashMap<>(fileFromEngine));
            fileFromFloat64 = Collections.unmodifiableMap(new LinkedHashMap<>(fileFromFloat64));
            engineFromFloat64 = Collections.unmodifiableMap(new LinkedHashMap<>(engineFromFloat64));
        }

        double rounding(String output) {
            return Objects.requireNonNull(engineFromFloat64.get(output)).relative();
        }
    }

    /** Copies the list. */
    public ProofReport {
        inputs = List.copyOf(inputs);
    }

    ProofReport startingAt(String sentence) {
        return new ProofReport(runtime, tolerance, inputs, inParts, differences, figures, Optional.of(sentence));
    }

    /** The output that differs most, from either reference. */
    public String worstOutput() {
        return largest().getKey();
    }

    /** The largest difference, from either reference. */
    public Difference worst() {
        return largest().getValue();
    }

    /** What the output that differs most may differ by. */
    public double limit() {
        return limit(worstOutput());
    }

    private double limit(String output) {
        return tolerance.limit(differences.rounding(output));
    }

    private Map.Entry<String, Difference> largest() {
        return all().max(Comparator.comparingDouble(entry -> entry.getValue().relative() / limit(entry.getKey())))
                .orElseThrow(() -> new IllegalStateException("the model has no outputs"));
    }

    private Stream<Map.Entry<String, Difference>> all() {
        return Stream.concat(
                differences.fileFromEngine().entrySet().stream(), differences.fileFromFloat64().entrySet().stream());
    }

    /** Whether every output is within its limit, also from the float64 meaning. */
    public boolean passed() {
        return all().allMatch(entry -> entry.getValue().relative() <= limit(entry.getKey()));
    }

    /** One line for people. */
    public String summary() {
        return String.format(
                Locale.ROOT,
                "%s in ONNX Runtime %s: %d inputs, largest difference %.1e of the output's scale (limit %.1e)",
                passed() ? "equal" : "NOT equal",
                runtime,
                inputs.size(),
                worst().relative(),
                limit());
    }

    /** Lines for people: the verdict, the figures on real rows, and for a failure what differs and where it starts. */
    public List<String> describe() {
        List<String> lines = new ArrayList<>();
        lines.add(summary());
        lines.add("by the file: " + figures.describe());
        if (!passed()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "'%s' differs most, by %.3g where its scale is %.3g, for %s; the trained model itself is %.1e from"
                            + " float64",
                    worstOutput(),
                    worst().absolute(),
                    worst().scale(),
                    worst().at(),
                    differences.rounding(worstOutput())));
            startsAt.ifPresent(lines::add);
        }
        return lines;
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
        startsAt.ifPresent(sentence -> object.put("starts_at", sentence));
        object.putAll(facts);
        object.put("onnx_runtime", runtime);
        object.put("tolerance", tolerance.relative());
        object.put("largest_relative_difference", worst().relative());
        object.put("largest_at", worstOutput() + ": " + worst().at());
        object.put("validation", figures.object());
        object.put("outputs", outputs());
        object.put(
                "sequences_in_parts",
                inParts ? "equal to the whole" : "not tried: a layer runs in reverse, or there are no states");
        object.put("rules", rules());
        object.put("inputs", inputs);
        return JSON.writeValueAsString(object) + "\n";
    }

    private List<String> rules() {
        List<String> rules = new ArrayList<>(List.of(
                "differences are relative to the largest magnitude of an output over all inputs",
                "what lies past a row's length is garbage in the file's inputs and zeros in the model's",
                "a row of length 0 keeps its initial states, as in Sluice; the file has nodes for that"));
        if (tolerance.widens()) {
            rules.add("an output's limit is the tolerance, or " + (int) Tolerance.ROUNDINGS
                    + " times what the trained model itself differs from float64, but not above " + Tolerance.MOST);
        }
        return rules;
    }

    private Map<String, Object> outputs() {
        Map<String, Object> outputs = new LinkedHashMap<>();
        differences.fileFromEngine().forEach((name, difference) -> {
            Map<String, Object> output = new LinkedHashMap<>();
            output.put("limit", limit(name));
            output.put("file_from_model", object(difference));
            output.put(
                    "file_from_float64",
                    object(Objects.requireNonNull(differences.fileFromFloat64().get(name))));
            output.put(
                    "model_from_float64",
                    object(Objects.requireNonNull(
                            differences.engineFromFloat64().get(name))));
            outputs.put(name, output);
        });
        return outputs;
    }

    private static Map<String, Object> object(Difference difference) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("absolute", difference.absolute());
        object.put("relative", difference.relative());
        object.put("scale", difference.scale());
        object.put("at", difference.at());
        return object;
    }
}
