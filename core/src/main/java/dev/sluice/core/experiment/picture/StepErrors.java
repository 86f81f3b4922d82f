package dev.sluice.core.experiment.picture;

import dev.sluice.core.chart.Charts;
import dev.sluice.core.chart.Picture;
import dev.sluice.core.evaluation.BaselineFigures;
import dev.sluice.core.experiment.record.Results;
import java.awt.Color;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A picture of a forecast's main figure over the steps ahead, beside the best baselines. */
final class StepErrors {
    private static final List<Color> BESIDE = List.of(Charts.SECOND, new Color(0x5a, 0x8f, 0x3c), Charts.QUIET);

    private StepErrors() {}

    /** Empty if it is no forecast. */
    static Optional<Picture> of(Results results) {
        Map<String, List<Double>> steps = results.details().byStep();
        Optional<String> main = steps.keySet().stream().findFirst();
        if (main.isEmpty() || !finite(steps.getOrDefault(main.get(), List.of()))) {
            return Optional.empty();
        }
        String metric = main.get();
        XYChart chart =
                Charts.points(Charts.WIDTH, Charts.HEIGHT, "Error by horizon: " + metric, "steps ahead", metric);
        chart.getStyler().setXAxisDecimalPattern("#");
        chart.getStyler().setYAxisMin(0.0);
        add(chart, "this model", steps.getOrDefault(metric, List.of()), Charts.FIRST, 3);
        List<BaselineFigures> beside = results.baselines().stream()
                .filter(baseline -> finite(baseline.figures().byStep().getOrDefault(metric, List.of())))
                .sorted(Comparator.comparingDouble(
                        baseline -> baseline.figures().metrics().getOrDefault(metric, Double.POSITIVE_INFINITY)))
                .limit(BESIDE.size())
                .toList();
        for (int i = 0; i < beside.size(); i++) {
            BaselineFigures baseline = beside.get(i);
            add(
                    chart,
                    baseline.description(),
                    baseline.figures().byStep().getOrDefault(metric, List.of()),
                    BESIDE.get(i),
                    1.5f);
        }
        return Optional.of(Picture.of(
                "errors-by-horizon",
                "Error by horizon",
                "The main figure for each step ahead, of the model and of the best baselines.",
                chart));
    }

    private static boolean finite(List<Double> values) {
        return !values.isEmpty() && values.stream().allMatch(Double::isFinite);
    }

    private static void add(XYChart chart, String name, List<Double> values, Color color, float width) {
        double[] steps =
                IntStream.rangeClosed(1, values.size()).asDoubleStream().toArray();
        double[] errors = values.stream().mapToDouble(Double::doubleValue).toArray();
        if (values.size() == 1) {
            Charts.dots(chart, name, steps, errors, color, SeriesMarkers.CIRCLE);
        } else {
            Charts.line(chart, name, steps, errors, color, width);
        }
    }
}
