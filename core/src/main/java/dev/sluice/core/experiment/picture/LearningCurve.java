package dev.sluice.core.experiment.picture;

import dev.sluice.core.chart.Charts;
import dev.sluice.core.chart.Picture;
import dev.sluice.core.train.EpochReport;
import dev.sluice.core.train.Scores;
import java.awt.Color;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A picture of a training: losses on the left axis, the main metric on the right one, over epochs. */
final class LearningCurve {
    private LearningCurve() {}

    /** Empty if there was no epoch. */
    static Optional<Picture> of(List<EpochReport> history) {
        if (history.isEmpty()) {
            return Optional.empty();
        }
        XYChart chart = Charts.points(Charts.WIDTH, Charts.HEIGHT, "Learning curve", "epoch", "loss");
        chart.getStyler().setXAxisDecimalPattern("#");
        boolean trained = history.stream().allMatch(epoch -> Double.isFinite(epoch.trainingLoss()));
        if (!trained && !finite(history, Scores.LOSS)) {
            return Optional.empty();
        }
        if (trained) {
            add(chart, "training loss", Charts.QUIET, history, EpochReport::trainingLoss);
        }
        if (finite(history, Scores.LOSS)) {
            add(
                    chart,
                    "validation loss",
                    Charts.FIRST,
                    history,
                    epoch -> epoch.validation().loss());
            String metric = history.getLast().validation().main();
            if (!metric.equals(Scores.LOSS) && finite(history, metric)) {
                XYSeries series = add(
                        chart,
                        "validation " + metric,
                        Charts.SECOND,
                        history,
                        epoch -> epoch.validation().figure(metric));
                series.setYAxisGroup(1);
                chart.setYAxisGroupTitle(1, metric);
                chart.getStyler().setYAxisGroupPosition(1, Styler.YAxisPosition.Right);
            }
        }
        history.stream()
                .filter(EpochReport::best)
                .reduce((first, second) -> second)
                .filter(best -> Double.isFinite(best.validation().loss()))
                .ifPresent(best -> Charts.dots(
                        chart,
                        "best epoch",
                        new double[] {best.epoch()},
                        new double[] {best.validation().loss()},
                        Charts.FIRST,
                        SeriesMarkers.CIRCLE));
        return Optional.of(Picture.of(
                "learning-curve",
                "Learning curve",
                "Losses and the main metric after each epoch. Where the validation loss rises while the training loss falls, the model"
                        + " learns its examples by heart.",
                chart));
    }

    private static boolean finite(List<EpochReport> history, String figure) {
        return history.stream()
                .allMatch(epoch -> Double.isFinite(epoch.validation().figure(figure)));
    }

    private static XYSeries add(
            XYChart chart, String name, Color color, List<EpochReport> history, ToDoubleFunction<EpochReport> figure) {
        double[] epochs = history.stream().mapToDouble(EpochReport::epoch).toArray();
        double[] figures = history.stream().mapToDouble(figure).toArray();
        // A single epoch has no line to see.
        return history.size() == 1
                ? Charts.dots(chart, name, epochs, figures, color, SeriesMarkers.CIRCLE)
                : Charts.line(chart, name, epochs, figures, color, 2);
    }
}
