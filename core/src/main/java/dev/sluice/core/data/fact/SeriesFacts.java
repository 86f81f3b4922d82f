package dev.sluice.core.data.fact;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.tensor.Matrix;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * What the tables say of each series, as an example has it.
 *
 * @param options name the columns
 * @param facts of all series
 * @param severalMayHold whether the loss lets several classes hold; numbers to predict are then classes by the names of their columns, which
 *     hold where there is a 1
 */
public record SeriesFacts(FactOptions options, Facts facts, boolean severalMayHold) {
    /** The targets of a series by name; none if the options name none. */
    public Map<String, Target> targets(String id) {
        if (!options.hasTargets()) {
            return Map.of();
        }
        if (options.labels().isEmpty() && severalMayHold) {
            TreeSet<String> holding = new TreeSet<>();
            options.targets().stream()
                    .filter(column -> facts.of(id, column).holds())
                    .forEach(holding::add);
            return Map.of(Example.TARGET, new Target.Labels(holding));
        }
        if (options.labels().isEmpty()) {
            List<Double> numbers = options.targets().stream()
                    .map(column -> facts.of(id, column).number())
                    .toList();
            return Map.of(Example.TARGET, new Target.Numbers(numbers));
        }
        TreeSet<String> labels = new TreeSet<>();
        options.labels().forEach(column -> labels.add(facts.of(id, column).required()));
        return Map.of(Example.TARGET, new Target.Labels(labels));
    }

    /** Numbers and words of a series that hold for all of its steps, by the names of inputs. */
    public Map<String, Sequence> inputs(String id) {
        return inputs(id, column -> facts.of(id, column).numberOrMissing());
    }

    /**
     * Numbers and words of a series that hold for all of its steps, by the names of inputs.
     *
     * @param measured the number of a name that no table has as a column; NaN if it is missing
     */
    public Map<String, Sequence> inputs(String id, ToDoubleFunction<String> measured) {
        Map<String, Sequence> inputs = new LinkedHashMap<>();
        if (!options.staticFeatures().isEmpty()) {
            double[] numbers = options.staticFeatures().stream()
                    .mapToDouble(column ->
                            facts.has(column) ? facts.of(id, column).numberOrMissing() : measured.applyAsDouble(column))
                    .toArray();
            inputs.put(Batch.STATIC, new Sequence.Static(Matrix.row(numbers)));
        }
        options.staticCategories().forEach(column -> {
            String word = facts.has(column) ? facts.of(id, column).text() : word(measured.applyAsDouble(column));
            inputs.put(column, new Sequence.Categories(List.of(word), false));
        });
        return inputs;
    }

    private static String word(double number) {
        return Double.isNaN(number)
                ? ""
                : BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /** The group of a series; empty if there is none. */
    public String group(String id) {
        return options.group().isEmpty() ? "" : facts.of(id, options.group()).required();
    }

    /** The weight of a series in the loss. */
    public double weight(String id) {
        return options.weight().isEmpty() ? 1 : facts.of(id, options.weight()).number();
    }

    /**
     * The part that a series belongs to.
     *
     * @param usual where the tables do not say
     */
    public Example.Part part(String id, Example.Part usual) {
        if (options.part().isEmpty()) {
            return usual;
        }
        FactOptions.Part part = options.parts().get(facts.of(id, options.part()).required());
        return part == null
                ? usual
                : switch (part) {
                    case TRAINING -> Example.Part.TRAINING;
                    case VALIDATION -> Example.Part.VALIDATION;
                    case TEST -> Example.Part.TEST;
                };
    }
}
