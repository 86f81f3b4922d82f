package dev.sluice.core.experiment.forecast;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.experiment.exchange.Details;
import dev.sluice.core.experiment.exchange.Output;
import dev.sluice.core.experiment.exchange.Predictor;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.ForecastTask;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.train.distribution.Distribution;
import dev.sluice.core.train.distribution.DistributionFamily;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Forecasts series by an exported model. More steps than the model forecasts at once are made from its own answers, as if they had been
 * measured; a sampled path goes on from its own samples.
 */
public final class Forecaster {
    private static final String PURPOSE = "forecast/";

    private final DataContract contract;
    private final ForecastInputs inputs;
    private final ForecastTask task;
    private final @Nullable DistributionFamily family;
    private final Predictor predictor;
    private final Path folder;

    /**
     * A forecaster.
     *
     * @param families distributions that the model predicts, by target
     * @param predictor of the exported model
     * @param folder of the model
     * @throws DataException if the model forecasts no series
     */
    public Forecaster(
            DataContract contract, Map<String, DistributionFamily> families, Predictor predictor, Path folder) {
        this.contract = contract;
        this.predictor = predictor;
        this.folder = folder;
        inputs = new ForecastInputs(contract);
        task = inputs.task();
        family = families.get(contract.targets().keySet().iterator().next());
    }

    /** The steps that the model forecasts at once. */
    public int trained() {
        return task.horizon();
    }

    /** The most steps of a series that the model reads. */
    public int window() {
        return task.window();
    }

    /** Returns whether the model predicts distributions, of which paths can be drawn. */
    public boolean drawsPaths() {
        return family != null;
    }

    /**
     * Forecasts.
     *
     * @param series with all steps up to the forecast; where columns are known ahead, with their later rows
     * @param horizon steps ahead
     * @param paths number of courses to draw for each series; 0 for none
     * @param seed of the draws: the same seed gives the same courses
     * @throws DataException if a series does not fit, or the steps ahead need columns that nobody knows
     */
    public List<SeriesForecast> forecast(List<Example> series, int horizon, int paths, long seed) throws IOException {
        requireColumns(horizon);
        if (paths > 0 && family == null) {
            throw new DataException(
                    "paths are drawn from predicted distributions, but the loss of the run predicts points;"
                            + " take a loss such as gaussian or quantile");
        }
        List<SeriesForecast> forecasts = new ArrayList<>();
        for (Example example : series) {
            forecasts.add(forecast(inputs.course(example), horizon, paths, seed));
        }
        return forecasts;
    }

    private void requireColumns(int horizon) {
        InputEncoding input = Objects.requireNonNull(contract.inputs().get(task.input()));
        int features = ((InputEncoding.Series) input).scaler().features();
        List<String> names = contract.columns().of(task.input());
        List<String> unknown = IntStream.range(0, features)
                .filter(column ->
                        !task.columns().contains(column) && !task.known().contains(column))
                .mapToObj(column -> names.isEmpty() ? Integer.toString(column + 1) : names.get(column))
                .toList();
        boolean others = contract.inputs().entrySet().stream()
                .anyMatch(other ->
                        !other.getKey().equals(task.input()) && !(other.getValue() instanceof InputEncoding.Static));
        if (horizon > trained() && (!unknown.isEmpty() || others)) {
            throw new DataException(
                    "the model forecasts " + trained() + " steps at once, and more need the model's answers as its next"
                            + " input, but the columns " + unknown + (others ? " and other inputs" : "")
                            + " of the steps ahead are neither forecast nor known; forecast at most " + trained()
                            + " steps, or train with data.forecast.horizon: " + horizon);
        }
    }

    private SeriesForecast forecast(Course course, int horizon, int paths, long seed) throws IOException {
        List<String> columns = inputs.columns();
        List<Matrix> points = new ArrayList<>();
        Map<String, List<Matrix>> details = new LinkedHashMap<>();
        Details.IntervalParts interval = Details.none().interval();
        List<List<Matrix>> drawn = new ArrayList<>();
        List<Course> courses = new ArrayList<>();
        for (int path = 0; path < paths; path++) {
            drawn.add(new ArrayList<>());
            courses.add(course.copy());
        }
        for (int from = 0; from < horizon; from += trained()) {
            Said said = said(List.of(course)).getFirst();
            points.add(said.points());
            said.details()
                    .forEach((part, numbers) -> details.computeIfAbsent(part, added -> new ArrayList<>())
                            .add(numbers));
            interval = said.interval();
            List<Said> own = from == 0 || courses.isEmpty() ? List.of() : said(courses);
            for (int path = 0; path < paths; path++) {
                CounterRandom random = CounterRandom.of(seed, PURPOSE + course.name(), path);
                Matrix sample = sample(own.isEmpty() ? said : own.get(path), random, from);
                drawn.get(path).add(sample);
                if (from + trained() < horizon) {
                    courses.get(path).goOn(sample);
                }
            }
            if (from + trained() < horizon) {
                course.goOn(said.points());
            }
        }
        Map<String, Matrix> all = new LinkedHashMap<>();
        details.forEach((part, numbers) -> all.put(part, first(numbers, horizon)));
        return new SeriesForecast(
                course.name(),
                columns,
                course.past(),
                course.timesAhead(horizon),
                first(points, horizon),
                all,
                interval,
                drawn.stream().map(path -> first(path, horizon)).toList());
    }

    /** The first steps of several blocks. */
    private static Matrix first(List<Matrix> blocks, int steps) {
        Matrix all = Matrix.zeros(steps, blocks.getFirst().columns());
        int at = 0;
        for (Matrix block : blocks) {
            int count = Math.min(block.array().length, all.array().length - at);
            System.arraycopy(block.array(), 0, all.array(), at, count);
            at += count;
        }
        return all;
    }

    /** What the model says of the next steps of a course. */
    private record Said(Matrix points, Map<String, Matrix> details, Details.IntervalParts interval) {}

    private List<Said> said(List<Course> courses) throws IOException {
        List<Map<String, Sequence>> given = courses.stream().map(Course::inputs).toList();
        return predictor.predict(folder, given, Integer.MAX_VALUE).stream()
                .map(outputs -> said(outputs.getFirst()))
                .toList();
    }

    private Said said(Output output) {
        Matrix points = steps(output.steps().getFirst().stream()
                .map(prediction -> prediction.probability())
                .toList());
        Map<String, Matrix> details = new LinkedHashMap<>();
        output.details().numbers().forEach((part, numbers) -> details.put(part, steps(numbers.getFirst())));
        Details.IntervalParts interval = output.details().interval();
        if (family != null && !output.details().hasInterval()) {
            interval = new Details.IntervalParts(family.usualLevel(), "low", "high");
            details.put("low", quantiles(points, details, (1 - interval.level()) / 2));
            details.put("high", quantiles(points, details, (1 + interval.level()) / 2));
        }
        return new Said(points, details, interval);
    }

    private Matrix steps(List<Double> numbers) {
        return Matrix.wrap(
                trained(),
                task.columns().size(),
                numbers.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private Distribution distribution(Matrix points, Map<String, Matrix> details, int element) {
        DistributionFamily known = Objects.requireNonNull(family);
        double[] parameters = new double[known.width()];
        for (int block = 0; block < parameters.length; block++) {
            Matrix numbers = block == known.pointBlock()
                    ? points
                    : Objects.requireNonNull(
                            details.get(known.blocks().get(block).name()));
            parameters[block] = numbers.array()[element];
        }
        return known.of(parameters);
    }

    private Matrix quantiles(Matrix points, Map<String, Matrix> details, double level) {
        Matrix quantiles = Matrix.zeros(points.rows(), points.columns());
        for (int i = 0; i < quantiles.array().length; i++) {
            quantiles.array()[i] = distribution(points, details, i).quantile(level);
        }
        return quantiles;
    }

    private Matrix sample(Said said, CounterRandom random, int from) {
        Matrix sample = Matrix.zeros(said.points().rows(), said.points().columns());
        for (int i = 0; i < sample.array().length; i++) {
            sample.array()[i] =
                    distribution(said.points(), said.details(), i).sample(random, (long) from * sample.columns() + i);
        }
        return sample;
    }
}
