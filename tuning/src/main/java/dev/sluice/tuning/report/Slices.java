package dev.sluice.tuning.report;

import dev.sluice.core.chart.Charts;
import dev.sluice.core.chart.Picture;
import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Trial;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A chart of an objective over each single dimension: a panel for each, a point for each trial. */
final class Slices {
    private static final int COLUMNS = 3;
    private static final int PANEL_WIDTH = Charts.WIDTH / COLUMNS;
    private static final int PANEL_HEIGHT = 260;
    private static final double MARGIN = 0.08;
    /** Relative to the values; below it they are one. */
    private static final double SAME = 1e-6;

    private Slices() {}

    static Picture of(List<Dimension> dimensions, List<Trial> all, Objective objective, int place) {
        List<XYChart> panels = new ArrayList<>();
        for (Dimension dimension : dimensions) {
            List<Trial> with = all.stream()
                    .filter(trial -> trial.assignment().has(dimension.name()))
                    .toList();
            TrialValues whole = TrialValues.whole(with, place);
            TrialValues stopped = TrialValues.stopped(with, place);
            if (!whole.isEmpty() || !stopped.isEmpty()) {
                panels.add(panel(dimension, whole, stopped, objective));
            }
        }
        return Picture.of(
                "slices",
                "Individual settings: " + objective.name(),
                "A blue point is a completed trial, a gray one was stopped early, at this value. Where the good end of the points clusters, the setting has a preferred value.",
                panels,
                COLUMNS);
    }

    private static XYChart panel(Dimension dimension, TrialValues whole, TrialValues stopped, Objective objective) {
        XYChart chart = Charts.points(PANEL_WIDTH, PANEL_HEIGHT, "", dimension.name(), objective.name());
        dots(chart, dimension, "stopped", stopped, Charts.QUIET);
        dots(chart, dimension, "whole", whole, Charts.FIRST);
        double[] values = DoubleStream.concat(Arrays.stream(whole.values()), Arrays.stream(stopped.values()))
                .toArray();
        double lowest = Arrays.stream(values).min().orElse(0);
        double highest = Arrays.stream(values).max().orElse(1);
        double range = highest - lowest;
        double margin = MARGIN * (range > SAME * Math.abs(highest) ? range : Math.max(Math.abs(highest), SAME));
        chart.getStyler().setYAxisMin(lowest - 3 * margin).setYAxisMax(highest + margin);
        chart.getStyler().setYAxisTickLabelsFormattingFunction(Charts::number);
        DimensionAxis.labelX(chart, dimension, lowest - 2 * margin);
        chart.getStyler().setLegendVisible(false);
        return chart;
    }

    private static void dots(XYChart chart, Dimension dimension, String name, TrialValues shown, Color color) {
        if (!shown.isEmpty()) {
            double[] places = shown.trials().stream()
                    .mapToDouble(trial ->
                            DimensionAxis.place(dimension, trial.assignment().get(dimension.name())))
                    .toArray();
            Charts.dots(chart, name, places, shown.values(), color, SeriesMarkers.CIRCLE);
        }
    }
}
