package dev.sluice.export.proof;

import dev.sluice.export.lowering.Lowering;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
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
    }

    /** Copies the list. */
    public ProofReport {
        inputs = List.copyOf(inputs);
    }

    ProofReport startingAt(String sentence) {
        return new ProofReport(runtime, tolerance, inputs, inParts, differences, figures, Optional.of(sentence));
    }

    /** The output that is nearest to its limit or furthest beyond it; probabilities only if what they come from is within. */
    public String worstOutput() {
        return worst(output -> !isProbability(output) && !holds(output))
                .or(() -> worst(output -> true))
                .orElseThrow(() -> new IllegalStateException("the model has no outputs"));
    }

    private Optional<String> worst(Predicate<String> among) {
        return differences.fileFromEngine().keySet().stream()
                .filter(among)
                .max(Comparator.comparingDouble(output -> tolerance.severity(difference(output))));
    }

    private static boolean isProbability(String output) {
        return output.endsWith(Lowering.PROBABILITIES);
    }

    /** Its difference, from the reference from which it differs more. */
    public Difference worst() {
        return difference(worstOutput());
    }

    private Difference difference(String output) {
        Difference fromEngine = of(differences.fileFromEngine(), output);
        Difference fromFloat64 = of(differences.fileFromFloat64(), output);
        boolean engine = !tolerance.measuresRounding() && !(fromFloat64.relative() >= fromEngine.relative());
        return engine ? fromEngine : fromFloat64;
    }

    /** The largest difference of any output, relative to its scale, from either reference. */
    public double largest() {
        return Stream.concat(
                        differences.fileFromEngine().values().stream(), differences.fileFromFloat64().values().stream())
                .mapToDouble(Difference::relative)
                .max()
                .orElse(0);
    }

    private boolean holds(String output) {
        return tolerance.holds(of(differences.fileFromEngine(), output), of(differences.fileFromFloat64(), output));
    }

    /** Whether every output is within its limit. */
    public boolean passed() {
        return differences.fileFromEngine().keySet().stream().allMatch(this::holds);
    }

    /** One line for people. */
    public String summary() {
        String limit = tolerance.measuresRounding()
                ? String.format(
                        Locale.ROOT,
                        "at most %s of what rounding to float32 can cause",
                        share(tolerance.severity(worst())))
                : String.format(Locale.ROOT, "limit %.1e", tolerance.relative());
        return String.format(
                Locale.ROOT,
                "%s in ONNX Runtime %s: %d inputs, largest difference %.1e of the output's scale (%s)",
                passed() ? "equal" : "NOT equal",
                runtime,
                inputs.size(),
                largest(),
                limit);
    }

    private static String share(double ratio) {
        return ratio <= 1
                ? String.format(Locale.ROOT, "%.0f %%", 100 * ratio)
                : String.format(Locale.ROOT, "%.3g times", ratio);
    }

    /** Lines for people: the verdict, the figures on real rows, and for a failure what differs and where it starts. */
    public List<String> describe() {
        List<String> lines = new ArrayList<>();
        lines.add(summary());
        lines.add("by the file: " + figures.describe());
        if (!passed()) {
            lines.add(reason());
            startsAt.ifPresent(lines::add);
        }
        return lines;
    }

    /** Why a proof failed, as what follows {@code but}. */
    public String reason() {
        if (tolerance.measuresRounding() && worst().excess() <= 1) {
            return "'" + worstOutput()
                    + "' depends so strongly on rounding that float32 cannot tell a right file from a"
                    + " wrong one at any input";
        }
        String place = tolerance.measuresRounding()
                ? String.format(
                        Locale.ROOT,
                        "'%s' is wrong for %s: the difference is %.3g times what rounding to float32 can cause there",
                        worstOutput(),
                        worst().excessAt(),
                        worst().excess())
                : String.format(Locale.ROOT, "'%s' differs most for %s", worstOutput(), worst().at());
        return String.format(
                Locale.ROOT,
                "%s; the largest is %.3g where the scale is %.3g, and the trained model itself is %.1e from float64",
                place,
                worst().absolute(),
                worst().scale(),
                of(differences.engineFromFloat64(), worstOutput()).relative());
    }

    /** The smallest tolerance of two digits with which this proof would pass; empty if it is above {@code most}. */
    public OptionalDouble acceptedBy(double most) {
        if (!(largest() <= most)) {
            return OptionalDouble.empty();
        }
        double digit = Math.pow(10, Math.floor(Math.log10(Math.max(largest(), Float.MIN_NORMAL))) - 1);
        return OptionalDouble.of((Math.floor(largest() / digit) + 1) * digit);
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
        object.put("tolerance", tolerance.measuresRounding() ? "rounding" : tolerance.relative());
        object.put("largest_relative_difference", largest());
        object.put("nearest_to_limit", worstOutput());
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
        if (tolerance.measuresRounding()) {
            rules.add("a number may be as far from float64 as "
                    + (int) Expected.ROUNDINGS
                    + " times the spread of the same equations under random rounding to float32"
                    + " for the same input; 'limit_used' is the largest share of that");
            rules.add("inputs too large for float64 are held to the engine within " + Tolerance.NEAR
                    + " of the output's scale; where that fails, the row that differs most is held to float64");
        }
        return rules;
    }

    private Map<String, Object> outputs() {
        Map<String, Object> outputs = new LinkedHashMap<>();
        differences.fileFromEngine().forEach((name, difference) -> {
            Map<String, Object> output = new LinkedHashMap<>();
            if (tolerance.measuresRounding()) {
                output.put(
                        "limit_used",
                        finite(of(differences.fileFromFloat64(), name).excess()));
                output.put(
                        "limit_used_at", of(differences.fileFromFloat64(), name).excessAt());
                output.put(
                        "numbers_told", of(differences.fileFromFloat64(), name).told());
            }
            output.put("file_from_model", object(difference));
            output.put("file_from_float64", object(of(differences.fileFromFloat64(), name)));
            output.put("model_from_float64", object(of(differences.engineFromFloat64(), name)));
            outputs.put(name, output);
        });
        return outputs;
    }

    private static Map<String, Object> object(Difference difference) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("absolute", finite(difference.absolute()));
        object.put("relative", finite(difference.relative()));
        object.put("scale", finite(difference.scale()));
        object.put("at", difference.at());
        return object;
    }

    /** JSON has no infinity. */
    private static Object finite(double number) {
        return Double.isFinite(number) ? (Object) number : Double.toString(number);
    }

    private static Difference of(Map<String, Difference> differences, String output) {
        return Objects.requireNonNull(differences.get(output), output);
    }
}
