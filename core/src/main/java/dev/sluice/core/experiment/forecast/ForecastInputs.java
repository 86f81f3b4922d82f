package dev.sluice.core.experiment.forecast;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.model.ForecastTask;
import dev.sluice.core.tensor.Matrix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The inputs of a model that forecasts the steps after a series, made of the series as it was read. */
public final class ForecastInputs {
    private final DataContract contract;
    private final ForecastTask task;

    /**
     * The inputs of a model.
     *
     * @throws DataException if it forecasts no series
     */
    public ForecastInputs(DataContract contract) {
        this.contract = contract;
        if (!(contract.targets().values().iterator().next() instanceof TargetEncoding.Horizon horizon)) {
            throw new DataException("the run's model does not forecast: its data have no data.forecast; take 'sluice"
                    + " predict --file' for its predictions");
        }
        task = horizon.task();
    }

    /** The columns, window and horizon of the forecasts. */
    public ForecastTask task() {
        return task;
    }

    /** Names of the columns that are forecast. */
    public List<String> columns() {
        List<String> names = contract.columns().of(task.input());
        return task.columns().stream()
                .map(column -> names.isEmpty() ? "value_" + (column + 1) : names.get(column))
                .toList();
    }

    /**
     * The inputs of a forecast of the next steps.
     *
     * @param series with all steps up to the forecast; where columns are known ahead, with their later rows
     * @throws DataException if the series does not fit
     */
    public Map<String, Sequence> after(Example series) {
        return course(series).inputs();
    }

    Course course(Example series) {
        return new Course(prepared(series), task, columns());
    }

    /** What follows the last measured value of a column that is forecast stays unknown, whatever fills gaps. */
    private Example prepared(Example example) {
        if (contract.changes().isEmpty()) {
            return example;
        }
        int measured = example.inputs().get(task.input()) instanceof Sequence.Series series ? measured(series) : 0;
        Map<String, Sequence> inputs = new LinkedHashMap<>(contract.changes().apply(example.inputs()));
        inputs.computeIfPresent(task.input(), (name, sequence) -> {
            Sequence.Series series = (Sequence.Series) sequence;
            Matrix values = series.values().rows(0, series.steps());
            double[] numbers = values.array().clone();
            for (int step = measured; step < series.steps(); step++) {
                for (int column : task.columns()) {
                    numbers[step * values.columns() + column] = Double.NaN;
                }
            }
            return new Sequence.Series(Matrix.wrap(series.steps(), values.columns(), numbers), series.times());
        });
        return example.with(inputs, example.targets());
    }

    /** Preparation adds columns behind those that were read, so the places of these are the same before it. */
    private int measured(Sequence.Series read) {
        for (int step = read.steps(); step > 0; step--) {
            for (int column : task.columns()) {
                if (column < read.values().columns()
                        && !Double.isNaN(read.values().get(step - 1, column))) {
                    return step;
                }
            }
        }
        return 0;
    }
}
