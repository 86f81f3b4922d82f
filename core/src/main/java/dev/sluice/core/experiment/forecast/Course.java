package dev.sluice.core.experiment.forecast;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Times;
import dev.sluice.core.model.ForecastTask;
import dev.sluice.core.tensor.Matrix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A series as far as it is known: its measured steps, and after them those that were forecast and go on being read. Mutable. */
final class Course {
    private final Example example;
    private final ForecastTask task;
    private final Sequence.Series given;
    /** Steps up to the last one with a measured value of a variable that is forecast. */
    private final int measured;

    private Matrix known;

    /** The course of a series, with the names of the columns that are forecast. */
    Course(Example example, ForecastTask task, List<String> columns) {
        this.example = example;
        this.task = task;
        if (!(example.inputs().get(task.input()) instanceof Sequence.Series series)) {
            throw new DataException("a forecast needs the series '" + task.input() + "', but the file brings "
                    + example.inputs().keySet());
        }
        given = series;
        measured = measured();
        if (measured == 0) {
            throw new DataException("a forecast needs measured steps, but no step of "
                    + (example.origin().isKnown() ? example.origin().at(-1) : "the series")
                    + (example.name().isEmpty() ? "" : " (series '" + example.name() + "')") + " has a number in "
                    + (columns.size() == 1 ? "the column '" : "one of the columns '") + String.join("', '", columns)
                    + "'; give it some measured steps, or leave its rows out of the file");
        }
        known = given.values().rows(0, measured);
    }

    private Course(Course other) {
        example = other.example;
        task = other.task;
        given = other.given;
        measured = other.measured;
        known = other.known;
    }

    /** This as it is now, to go on in another way. */
    Course copy() {
        return new Course(this);
    }

    private int measured() {
        for (int step = given.steps(); step > 0; step--) {
            for (int column : task.columns()) {
                if (!Double.isNaN(given.values().get(step - 1, column))) {
                    return step;
                }
            }
        }
        return 0;
    }

    String name() {
        return example.name();
    }

    /** The variables that are forecast, as they were measured, {@code [P, C]}. */
    Matrix past() {
        return columns(given.values().rows(0, measured));
    }

    private Matrix columns(Matrix values) {
        Matrix some = Matrix.zeros(values.rows(), task.columns().size());
        for (int row = 0; row < values.rows(); row++) {
            for (int c = 0; c < some.columns(); c++) {
                some.array()[row * some.columns() + c] =
                        values.get(row, task.columns().get(c));
            }
        }
        return some;
    }

    /** The number of measured steps. */
    int steps() {
        return measured;
    }

    /** Times of the steps after the measured ones, at the usual distance. */
    Times timesAhead(int steps) {
        return times(measured, measured + steps);
    }

    private Times times(int from, int to) {
        if (given.times().isEmpty()) {
            return Times.none();
        }
        double last = given.time(measured - 1);
        double gap = usualDistance();
        double[] times = new double[to - from];
        for (int i = 0; i < times.length; i++) {
            int step = from + i;
            times[i] = step < given.steps() ? given.time(step) : last + gap * (step - measured + 1);
        }
        return Times.of(times);
    }

    /** The median of the distances between measured steps, which a gap does not change; 1 if there is none. */
    private double usualDistance() {
        double[] distances = IntStream.range(1, measured)
                .mapToDouble(step -> given.time(step) - given.time(step - 1))
                .sorted()
                .toArray();
        return distances.length == 0 ? 1 : distances[distances.length / 2];
    }

    /** The inputs of a model that forecasts the next steps. */
    Map<String, Sequence> inputs() {
        Example window = example.steps(Math.max(0, measured - task.window()), measured);
        Map<String, Sequence> inputs = new LinkedHashMap<>(window.inputs());
        if (known.rows() > measured) {
            int from = Math.max(0, known.rows() - task.window());
            inputs.put(task.input(), new Sequence.Series(known.rows(from, known.rows()), times(from, known.rows())));
        }
        if (!task.known().isEmpty()) {
            inputs.put(task.knownInput(), new Sequence.Static(knownAhead()));
        }
        return inputs;
    }

    private Matrix knownAhead() {
        Matrix ahead = Matrix.zeros(1, task.horizon() * task.known().size());
        for (int h = 0; h < task.horizon(); h++) {
            for (int k = 0; k < task.known().size(); k++) {
                ahead.array()[h * task.known().size() + k] =
                        ahead(known.rows() + h, task.known().get(k), known.rows() > measured);
            }
        }
        return ahead;
    }

    /**
     * A value that the file gives for a step to come.
     *
     * @param fewer whether a forecast of fewer steps would do without it
     */
    private double ahead(int step, int column, boolean fewer) {
        double value = step < given.steps() ? given.values().get(step, column) : Double.NaN;
        if (Double.isNaN(value)) {
            throw new DataException("the forecast" + (example.name().isEmpty() ? "" : " of " + example.name())
                    + " needs the known columns for all steps that the model forecasts at once, "
                    + task.horizon() + " after step " + known.rows() + ", but step " + (step + 1)
                    + " has none; add rows with these columns filled in and the others empty"
                    + (fewer ? ", or forecast fewer steps" : ""));
        }
        return value;
    }

    /** Goes on with the next steps as if they had been measured, {@code [H, C]}. */
    void goOn(Matrix next) {
        Matrix more = Matrix.zeros(known.rows() + next.rows(), known.columns());
        System.arraycopy(known.array(), 0, more.array(), 0, known.rows() * known.columns());
        for (int h = 0; h < next.rows(); h++) {
            for (int column = 0; column < more.columns(); column++) {
                int c = task.columns().indexOf(column);
                int step = known.rows() + h;
                more.array()[step * more.columns() + column] = c >= 0 ? next.get(h, c) : ahead(step, column, true);
            }
        }
        known = more;
    }
}
