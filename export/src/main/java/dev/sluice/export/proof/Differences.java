package dev.sluice.export.proof;

import dev.sluice.export.lowering.Lowering;
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

/**
 * The largest differences of each output, and the verdict on a file. Differences from float64 cover the inputs that are
 * small enough for the interpreter.
 *
 * @param tolerance allowed difference
 * @param fileFromEngine differences between the file and the engine
 * @param fileFromFloat64 the file's error
 * @param engineFromFloat64 the engine's error, from rounding
 * @param longRows rows of inputs too large for the interpreter that differ from the engine by more than is near
 */
public record Differences(
        Tolerance tolerance,
        Map<String, Difference> fileFromEngine,
        Map<String, Difference> fileFromFloat64,
        Map<String, Difference> engineFromFloat64,
        LongRows.Counts longRows) {
    /** Copies the maps, keeping their order. */
    public Differences {
        fileFromEngine = Collections.unmodifiableMap(new LinkedHashMap<>(fileFromEngine));
        fileFromFloat64 = Collections.unmodifiableMap(new LinkedHashMap<>(fileFromFloat64));
        engineFromFloat64 = Collections.unmodifiableMap(new LinkedHashMap<>(engineFromFloat64));
    }

    /** Returns whether every output is within its limit. */
    public boolean passed() {
        return fileFromEngine.keySet().stream().allMatch(this::holds);
    }

    private boolean holds(String output) {
        return tolerance.holds(of(fileFromEngine, output), of(fileFromFloat64, output));
    }

    /**
     * The output nearest to its limit or furthest beyond it; probabilities only if the outputs they are computed from are
     * within theirs.
     */
    public String worstOutput() {
        return worst(output -> !output.endsWith(Lowering.PROBABILITIES) && !holds(output))
                .or(() -> worst(output -> true))
                .orElseThrow(() -> new IllegalStateException("the model has no outputs"));
    }

    private Optional<String> worst(Predicate<String> among) {
        return fileFromEngine.keySet().stream()
                .filter(among)
                .max(Comparator.comparingDouble(output -> tolerance.severity(difference(output))));
    }

    /** The worst output's difference, from the reference with the larger difference. */
    public Difference worst() {
        return difference(worstOutput());
    }

    private Difference difference(String output) {
        Difference fromEngine = of(fileFromEngine, output);
        Difference fromFloat64 = of(fileFromFloat64, output);
        boolean engine = !tolerance.measuresRounding() && !(fromFloat64.relative() >= fromEngine.relative());
        return engine ? fromEngine : fromFloat64;
    }

    /** The largest difference of any output, relative to its scale, from either reference. */
    public double largest() {
        return Stream.concat(fileFromEngine.values().stream(), fileFromFloat64.values().stream())
                .mapToDouble(Difference::relative)
                .max()
                .orElse(0);
    }

    /**
     * The largest difference and the fraction of its limit as text:
     * {@code largest difference 1.2e-07 of the output's scale (…)}.
     */
    public String inWords() {
        String limit = tolerance.measuresRounding()
                ? String.format(
                        Locale.ROOT,
                        "at most %s of what rounding to float32 can cause",
                        share(tolerance.severity(worst())))
                : String.format(Locale.ROOT, "limit %.1e", tolerance.relative());
        return String.format(Locale.ROOT, "largest difference %.1e of the output's scale (%s)", largest(), limit);
    }

    private static String share(double ratio) {
        return ratio <= 1
                ? String.format(Locale.ROOT, "%.0f %%", 100 * ratio)
                : String.format(Locale.ROOT, "%.3g times", ratio);
    }

    /** The reason a proof failed, worded to follow {@code but}. */
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
                "%s; the largest is %.3g where the scale is %.3g, and our engine itself is %.1e from float64",
                place,
                worst().absolute(),
                worst().scale(),
                of(engineFromFloat64, worstOutput()).relative());
    }

    /** The smallest two-digit tolerance that the file satisfies; empty if it is above {@code most}. */
    public OptionalDouble acceptedBy(double most) {
        if (!(largest() <= most)) {
            return OptionalDouble.empty();
        }
        double digit = Math.pow(10, Math.floor(Math.log10(Math.max(largest(), Float.MIN_NORMAL))) - 1);
        return OptionalDouble.of((Math.floor(largest() / digit) + 1) * digit);
    }

    /** The content for {@code proof.json}, by output. */
    public Map<String, Object> object() {
        Map<String, Object> outputs = new LinkedHashMap<>();
        fileFromEngine.forEach((name, difference) -> {
            Map<String, Object> output = new LinkedHashMap<>();
            Difference fromFloat64 = of(fileFromFloat64, name);
            if (tolerance.measuresRounding()) {
                output.put("limit_used", finite(fromFloat64.excess()));
                output.put("limit_used_at", fromFloat64.excessAt());
                output.put("numbers_told", fromFloat64.told());
            }
            output.put("file_from_model", object(difference));
            output.put("file_from_float64", object(fromFloat64));
            output.put("model_from_float64", object(of(engineFromFloat64, name)));
            outputs.put(name, output);
        });
        return outputs;
    }

    /** The rules by which the differences were judged, as text. */
    public List<String> rules() {
        String relative = "differences are relative to the largest magnitude of an output over all inputs";
        return tolerance.measuresRounding()
                ? List.of(
                        relative,
                        "a number may be as far from float64 as " + (int) Expected.ROUNDINGS
                                + " times the spread of the same equations under random rounding to float32 for the same"
                                + " input; 'limit_used' is the largest share of that",
                        "inputs too large for float64 are held to the engine within " + Tolerance.NEAR
                                + " of the output's scale; where that fails, the row that differs most is held to float64, or"
                                + " left after some seconds of this if one that was held differed more: "
                                + longRows.held() + " rows were held, " + longRows.left() + " left")
                : List.of(relative);
    }

    private static Map<String, Object> object(Difference difference) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("absolute", finite(difference.absolute()));
        object.put("relative", finite(difference.relative()));
        object.put("scale", finite(difference.scale()));
        object.put("at", difference.at());
        return object;
    }

    /** Replaces infinite numbers, which JSON does not have. */
    private static Object finite(double number) {
        return Double.isFinite(number) ? (Object) number : Double.toString(number);
    }

    private static Difference of(Map<String, Difference> differences, String output) {
        return Objects.requireNonNull(differences.get(output), output);
    }
}
