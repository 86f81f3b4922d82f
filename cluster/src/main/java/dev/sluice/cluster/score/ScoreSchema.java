package dev.sluice.cluster.score;

import dev.sluice.cluster.connection.ClusterException;
import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.experiment.exchange.Details;
import dev.sluice.core.experiment.exchange.Output;
import dev.sluice.core.experiment.exchange.Prediction;
import dev.sluice.core.experiment.forecast.ForecastInputs;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The columns that scoring adds.
 *
 * @param targets by name, in the model's order
 * @param prefix of all columns
 */
record ScoreSchema(LinkedHashMap<String, Shape> targets, String prefix) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String PREDICTION = "prediction";
    private static final String PROBABILITY = "probability";
    private static final String ERROR = "error";
    private static final DataType NUMBERS = DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType);

    /**
     * The form of a target's predictions.
     *
     * @param everyStep whether there is one for each step, read or ahead
     * @param forecast names of the columns that are forecast; none if the target is no forecast
     */
    record Shape(Output.Kind kind, boolean everyStep, ArrayList<String> forecast) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    static ScoreSchema of(DataContract contract, String prefix) {
        LinkedHashMap<String, Shape> targets = new LinkedHashMap<>();
        contract.targets().forEach((name, target) -> {
            boolean forecast = target instanceof TargetEncoding.Horizon;
            List<String> columns = forecast ? new ForecastInputs(contract).columns() : List.of();
            targets.put(
                    name, new Shape(kind(target.columns()), forecast || target.everyStep(), new ArrayList<>(columns)));
        });
        return new ScoreSchema(targets, prefix);
    }

    private static Output.Kind kind(TargetEncoding columns) {
        if (!(columns instanceof ClassEncoding classes)) {
            return Output.Kind.NUMBERS;
        }
        return classes.severalMayHold() ? Output.Kind.LABELS : Output.Kind.CLASSES;
    }

    /**
     * The columns of a table and those of the result.
     *
     * @throws ClusterException if they have a name in common
     */
    StructType after(StructType table) {
        StructType all = table;
        for (Map.Entry<String, Shape> target : targets.entrySet()) {
            Shape shape = target.getValue();
            DataType single = switch (shape.kind()) {
                case CLASSES -> DataTypes.StringType;
                case LABELS -> DataTypes.createArrayType(DataTypes.StringType);
                case NUMBERS -> NUMBERS;
            };
            all = with(all, name(target.getKey(), PREDICTION), steps(single, shape));
            all = with(all, name(target.getKey(), PROBABILITY), steps(NUMBERS, shape));
        }
        return with(all, prefix + ERROR, DataTypes.StringType);
    }

    private static DataType steps(DataType single, Shape shape) {
        return shape.everyStep() ? DataTypes.createArrayType(single) : single;
    }

    private static StructType with(StructType all, String name, DataType type) {
        if (List.of(all.fieldNames()).contains(name)) {
            throw new ClusterException("the table has a column '" + name
                    + "' already, the name of a column of the result; begin those with a text of your own (--prefix)"
                    + " [Sluice/TableColumns]");
        }
        return all.add(name, type, true);
    }

    private String name(String target, String part) {
        return prefix + (targets.size() > 1 ? target + "_" : "") + part;
    }

    /** The values of the columns for a row that was predicted. */
    List<@Nullable Object> values(List<Output> outputs) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Output whole : outputs) {
            Output output = ahead(whole);
            List<Object> predictions = new ArrayList<>();
            List<Object> probabilities = new ArrayList<>();
            for (int step = 0; step < output.steps().size(); step++) {
                predictions.add(prediction(output, step));
                probabilities.add(beside(output, step));
            }
            values.add(output.everyStep() ? sequence(predictions) : predictions.getFirst());
            values.add(output.everyStep() ? sequence(probabilities) : probabilities.getFirst());
        }
        values.add(null);
        return values;
    }

    /** The values of the columns for a row that does not fit. */
    List<@Nullable Object> refused(String reason) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < 2 * targets.size(); i++) {
            values.add(null);
        }
        values.add(reason);
        return values;
    }

    /** A forecast as one answer for each step ahead; other outputs as they are. */
    private Output ahead(Output output) {
        List<String> columns =
                Objects.requireNonNull(targets.get(output.name())).forecast();
        if (columns.isEmpty()) {
            return output;
        }
        List<List<Prediction>> steps = new ArrayList<>();
        List<Prediction> all = output.steps().getFirst();
        for (int from = 0; from < all.size(); from += columns.size()) {
            List<Prediction> step = new ArrayList<>();
            for (int column = 0; column < columns.size(); column++) {
                step.add(new Prediction(
                        columns.get(column), all.get(from + column).probability()));
            }
            steps.add(step);
        }
        Map<String, List<List<Double>>> details = new LinkedHashMap<>();
        output.details().numbers().forEach((part, numbers) -> {
            List<List<Double>> each = new ArrayList<>();
            for (int from = 0; from < all.size(); from += columns.size()) {
                each.add(numbers.getFirst().subList(from, from + columns.size()));
            }
            details.put(part, each);
        });
        return new Output(
                output.name(),
                output.kind(),
                true,
                steps,
                new Details(details, output.details().interval()));
    }

    private static Object prediction(Output output, int step) {
        List<Prediction> predictions = output.steps().get(step);
        return switch (output.kind()) {
            case CLASSES -> predictions.getFirst().label();
            case LABELS ->
                sequence(predictions.stream()
                        .filter(Prediction::holds)
                        .map(Prediction::label)
                        .sorted()
                        .toList());
            case NUMBERS -> numbers(predictions);
        };
    }

    private static Object beside(Output output, int step) {
        if (output.kind() != Output.Kind.NUMBERS) {
            return numbers(output.steps().get(step));
        }
        Map<String, Double> details = new LinkedHashMap<>();
        output.details().numbers().forEach((part, steps) -> {
            for (int column = 0; column < steps.get(step).size(); column++) {
                String label = output.steps().get(step).get(column).label();
                details.put(label + "." + part, steps.get(step).get(column));
            }
        });
        return map(details);
    }

    private static Object numbers(List<Prediction> predictions) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        predictions.forEach(prediction -> numbers.put(prediction.label(), prediction.probability()));
        return map(numbers);
    }

    private static Object map(Map<String, Double> numbers) {
        return scala.jdk.javaapi.CollectionConverters.asScala(numbers);
    }

    private static Object sequence(List<?> values) {
        return scala.jdk.javaapi.CollectionConverters.asScala(values).toSeq();
    }
}
