package dev.sluice.tuning.report;

import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** An objective over each dimension by itself: a panel for each, a point for each trial. */
final class Slices {
    private static final int COLUMNS = 3;
    private static final int PANEL_WIDTH = Charts.WIDTH / COLUMNS;
    private static final int PANEL_HEIGHT = 260;
    private static final double MARGIN = 0.08;

    private Slices() {}

    static Picture of(List<Dimension> dimensions, List<Trial> all, Objective objective, int place) {
        List<XYChart> panels = new ArrayList<>();
        for (Dimension dimension : dimensions) {
            FinishedTrials with = FinishedTrials.of(
                    all.stream()
                            .filter(trial -> trial.assignment().has(dimension.name()))
                            .toList(),
                    place);
            if (!with.isEmpty()) {
                panels.add(panel(dimension, with, objective));
            }
        }
        return Picture.of(
                "slices",
                "Each setting by itself: " + objective.name(),
                "A point is a trial. Where the good end of the points clusters, the setting has a preferred value.",
                panels,
                COLUMNS);
    }

    private static XYChart panel(Dimension dimension, FinishedTrials with, Objective objective) {
        XYChart chart = Charts.points(PANEL_WIDTH, PANEL_HEIGHT, "", dimension.name(), objective.name());
        double[] places = with.trials().stream()
                .mapToDouble(trial -> Charts.place(dimension, trial.assignment().get(dimension.name())))
                .toArray();
        Charts.dots(chart, "trials", places, with.values(), Charts.BEST, SeriesMarkers.CIRCLE);
        double lowest = Arrays.stream(with.values()).min().orElse(0);
        double highest = Arrays.stream(with.values()).max().orElse(1);
        double margin = MARGIN * Math.max(highest - lowest, Math.ulp((float) highest));
        chart.getStyler().setYAxisMin(lowest - 2 * margin).setYAxisMax(highest + margin);
        Charts.labelX(chart, dimension, lowest - margin);
        chart.getStyler().setLegendVisible(false);
        return chart;
    }
}
