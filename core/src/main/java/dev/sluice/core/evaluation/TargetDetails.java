package dev.sluice.core.evaluation;

import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.baseline.ForecastWindow;
import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.Yardstick;
import dev.sluice.core.model.OutputForm;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.train.AnswerInterval;
import dev.sluice.core.train.metric.CalibrationBins;
import dev.sluice.core.train.metric.ConfusionCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Collects what a model does about one target, example by example. */
final class TargetDetails {
    private static final int MOST_NUMBERS = 2000;
    private static final int MOST_COLUMNS = 4;
    private static final int MOST_FORECASTS = 6;
    /** The past that is shown is so many times as long as the forecast. */
    private static final int PAST = 3;

    private static final int LEAST_PAST = 12;

    private final BaselineTask task;
    private final TargetEncoding columns;
    private final Optional<Scaler> scaler;
    private final OutputForm form;
    private final Optional<AnswerInterval> interval;
    private final Judge judge;
    private final Optional<ConfusionCounts> confusion;
    private final Optional<CalibrationBins> calibration;
    private final int tests;
    private final List<String> names;
    /** By place in the test part: examples come in the order of batches. */
    private final Map<Integer, Matrix[]> rows = new TreeMap<>();

    private final Map<Integer, ForecastSample> forecasts = new TreeMap<>();

    TargetDetails(
            BaselineTask task,
            Measures measures,
            Optional<AnswerInterval> interval,
            Optional<Function<Example, String>> kind,
            int tests) {
        this.task = task;
        this.interval = interval;
        form = measures.family().<OutputForm>map(family -> family).orElse(OutputForm.POINT);
        this.tests = tests;
        columns = task.encoding().columns();
        scaler = columns instanceof TargetEncoding.Numeric numbers ? Optional.of(numbers.scaler()) : Optional.empty();
        // Over all examples the evaluation counts already.
        boolean parts = task.forecast().isPresent() || kind.isPresent();
        judge = new Judge(
                parts ? measures.ofModel() : List.of(),
                task.everyStep(),
                task.forecast(),
                kind.orElse(task.forecast().isPresent() ? Example::name : example -> ""));
        confusion = !task.isText()
                        && columns instanceof ClassEncoding classes
                        && !classes.severalMayHold()
                        && ConfusionMatrix.suits(classes.size())
                ? Optional.of(new ConfusionCounts())
                : Optional.empty();
        calibration = task.isClassification() && !task.isNextSymbol() && !task.isText()
                ? Optional.of(Calibration.empty(task.severalMayHold()))
                : Optional.empty();
        names = task.contract().columns().of(task.target());
    }

    /** Takes the point answers of the network for an example, the parameters of its outputs, and its targets as they were trained on. */
    void add(int place, Example example, Matrix points, Matrix parameters, Matrix targets, List<Yardstick> yardsticks) {
        Matrix said = inUnits(points);
        Matrix right = inUnits(targets);
        judge.add(
                example,
                new JudgedAnswer(said, scaler.isPresent() ? scaler.get().undo(parameters, form) : parameters),
                right,
                yardsticks);
        confusion.ifPresent(
                count -> count.add(columns instanceof ClassEncoding classes ? classes.decided(said) : said, right));
        calibration.ifPresent(count -> count.add(said, right));
        if (task.forecast().isPresent()) {
            if (isChosen(place, MOST_FORECASTS)) {
                forecasts.put(place, forecast(task.forecast().get(), place, example, said, right, band(parameters)));
            }
        } else if (columns instanceof TargetEncoding.Numbers && isChosen(place, MOST_NUMBERS)) {
            rows.put(place, new Matrix[] {said, right});
        }
    }

    private Matrix inUnits(Matrix values) {
        return scaler.isPresent() ? scaler.get().undo(values) : values;
    }

    /** An even sample over the test part: the places at which a count up to {@code most} moves on. */
    private boolean isChosen(int place, int most) {
        return tests <= most || (long) place * most / tests != ((long) place - 1) * most / tests || place == 0;
    }

    private Optional<AnswerInterval.Band> band(Matrix parameters) {
        return interval.map(around -> {
            AnswerInterval.Band band = around.of(parameters);
            return new AnswerInterval.Band(inUnits(band.low()), inUnits(band.high()));
        });
    }

    private ForecastSample forecast(
            ForecastWindow horizon,
            int place,
            Example example,
            Matrix said,
            Matrix right,
            Optional<AnswerInterval.Band> band) {
        // Another column each time, so that all are seen.
        int variable = (int) ((long) place * MOST_FORECASTS / Math.max(1, tests)) % horizon.variables();
        double[] past = horizon.past(example, variable);
        int from = Math.max(0, past.length - Math.max(LEAST_PAST, PAST * horizon.horizon()));
        return new ForecastSample(
                example.name(),
                name(
                        horizon.task().columns().get(variable),
                        task.contract().columns().of(horizon.task().input())),
                Arrays.stream(past, from, past.length).boxed().toList(),
                steps(right, horizon, variable),
                steps(said, horizon, variable),
                band.map(bounds -> new ForecastSample.Band(
                                interval.orElseThrow().level(),
                                steps(bounds.low(), horizon, variable),
                                steps(bounds.high(), horizon, variable)))
                        .orElse(null));
    }

    /** The numbers of one variable, step by step. */
    private static List<Double> steps(Matrix row, ForecastWindow horizon, int variable) {
        return IntStream.range(0, horizon.horizon())
                .mapToObj(step -> row.array()[horizon.place(step, variable)])
                .toList();
    }

    private static String name(int column, List<String> names) {
        return column < names.size() ? names.get(column) : "";
    }

    Figures figures() {
        return judge.figures();
    }

    Optional<ConfusionMatrix> confusion() {
        return columns instanceof ClassEncoding classes
                ? confusion.flatMap(
                        counts -> ConfusionMatrix.of(classes.labels().names(), counts))
                : Optional.empty();
    }

    Optional<Calibration> calibration() {
        return calibration.flatMap(Calibration::of);
    }

    /** A sample of predictions of the first columns; none for classes and forecasts. */
    List<NumberSample> numbers() {
        List<NumberSample> samples = new ArrayList<>();
        for (int column = 0; column < Math.min(MOST_COLUMNS, columns.size()) && !rows.isEmpty(); column++) {
            List<Double> said = new ArrayList<>();
            List<Double> right = new ArrayList<>();
            for (Matrix[] row : rows.values()) {
                for (int t = 0; t < row[0].rows() && said.size() < MOST_NUMBERS; t++) {
                    said.add(row[0].get(t, column));
                    right.add(row[1].get(t, column));
                }
            }
            samples.add(new NumberSample(name(column, names), right, said));
        }
        return samples;
    }

    List<ForecastSample> forecasts() {
        return List.copyOf(forecasts.values());
    }
}
