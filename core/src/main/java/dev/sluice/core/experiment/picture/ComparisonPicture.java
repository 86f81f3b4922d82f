package dev.sluice.core.experiment.picture;

import dev.sluice.core.chart.Charts;
import dev.sluice.core.chart.Legend;
import dev.sluice.core.chart.Picture;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.train.EpochReport;
import dev.sluice.core.train.Scores;
import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Several runs in one picture: their curves laid over each other, losses and validation metrics in a chart each; parallel coordinates
 * of more runs than curves can show.
 */
public final class ComparisonPicture {
    /** Of more runs the curves can no longer be told apart. */
    private static final int MOST_CURVES = 12;

    private static final int MOST_CHARTS = 6;
    private static final int WIDTH = 620;
    private static final int HEIGHT = 420;
    /** Hues that differ most from their neighbours, all of about the same weight on white. */
    private static final float FIRST_HUE = 0.58f;

    private static final float NEXT_HUE = 0.381966f;

    private ComparisonPicture() {}

    /**
     * The picture.
     *
     * @throws RunException if none of the runs has an epoch
     */
    public static Picture of(List<Run> runs) throws IOException {
        if (runs.size() > MOST_CURVES) {
            return RunCoordinates.of(runs);
        }
        Map<String, List<EpochReport>> histories = new LinkedHashMap<>();
        Set<String> metrics = new LinkedHashSet<>();
        for (Run run : runs) {
            List<EpochReport> history = run.metrics();
            if (!history.isEmpty()) {
                histories.put(run.id(), history);
                metrics.addAll(history.getLast().validation().metrics().keySet());
            }
        }
        if (histories.isEmpty()) {
            throw new RunException("none of the runs has ended an epoch, so there are no curves to draw");
        }
        List<XYChart> charts = new ArrayList<>();
        charts.add(chart("training loss", histories, EpochReport::trainingLoss));
        charts.add(
                chart("validation loss", histories, epoch -> epoch.validation().figure(Scores.LOSS)));
        for (String metric : metrics) {
            if (charts.size() < MOST_CHARTS) {
                charts.add(chart(
                        "validation " + metric,
                        histories,
                        epoch -> epoch.validation().metrics().getOrDefault(metric, Double.NaN)));
            }
        }
        return Picture.of(
                "comparison",
                "Comparison",
                "The figures of each epoch, a line for each run.",
                charts,
                Math.min(2, charts.size()),
                legend(List.copyOf(histories.keySet())));
    }

    private static Legend legend(List<String> runs) {
        return new Legend(IntStream.range(0, runs.size())
                .mapToObj(number -> new Legend.Entry(runs.get(number), color(number)))
                .toList());
    }

    private static Color color(int number) {
        return Color.getHSBColor(FIRST_HUE + NEXT_HUE * number, 0.75f, 0.7f);
    }

    private static XYChart chart(
            String title, Map<String, List<EpochReport>> histories, ToDoubleFunction<EpochReport> figure) {
        XYChart chart = Charts.points(WIDTH, HEIGHT, title, "epoch", "");
        chart.getStyler().setXAxisDecimalPattern("#");
        chart.getStyler().setLegendVisible(false);
        int number = 0;
        for (Map.Entry<String, List<EpochReport>> history : histories.entrySet()) {
            Color color = color(number++);
            List<EpochReport> told = history.getValue().stream()
                    .filter(epoch -> Double.isFinite(figure.applyAsDouble(epoch)))
                    .toList();
            double[] epochs = told.stream().mapToDouble(EpochReport::epoch).toArray();
            double[] figures = told.stream().mapToDouble(figure).toArray();
            if (told.size() == 1) {
                Charts.dots(chart, history.getKey(), epochs, figures, color, SeriesMarkers.CIRCLE);
            } else if (!told.isEmpty()) {
                Charts.line(chart, history.getKey(), epochs, figures, color, 2);
            }
        }
        return chart;
    }
}
