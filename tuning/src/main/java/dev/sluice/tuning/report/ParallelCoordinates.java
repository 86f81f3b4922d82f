package dev.sluice.tuning.report;

import dev.sluice.core.chart.Charts;
import dev.sluice.core.chart.Picture;
import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.Trial;
import dev.sluice.tuning.evidence.Observation;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.knowm.xchart.XYChart;

/** A parallel coordinates plot: a line for each trial through its values, the best trials on top and in color. */
final class ParallelCoordinates {
    private static final int MOST_LINES = 200;
    private static final double BEST_PART = 0.1;

    private ParallelCoordinates() {}

    static Picture of(List<Dimension> dimensions, List<Observation> judged, int place) {
        List<Trial> worstFirst = judged.stream()
                .sorted(Comparator.comparingDouble(
                                (Observation each) -> each.losses().get(place))
                        .reversed())
                .map(Observation::trial)
                .toList();
        List<Trial> shown = worstFirst.subList(Math.max(0, worstFirst.size() - MOST_LINES), worstFirst.size());
        int best = Math.max(1, (int) Math.round(BEST_PART * worstFirst.size()));
        XYChart chart = Charts.points(Charts.WIDTH, Charts.HEIGHT, "", "", "lowest to highest value");
        Charts.namesBelow(chart, dimensions.stream().map(Dimension::name).toList(), -0.05);
        chart.getStyler().setXAxisMin(-0.5).setXAxisMax(dimensions.size() - 0.5);
        chart.getStyler().setYAxisMin(-0.1).setYAxisMax(1.0);
        chart.getStyler().setLegendVisible(false);
        for (int i = 0; i < shown.size(); i++) {
            boolean isBest = shown.size() - i <= best;
            line(chart, dimensions, shown.get(i), isBest);
        }
        return Picture.of(
                "parallel",
                "All settings of each trial",
                "A line is a trial, from its lowest possible values at the bottom to the highest at the top; the best tenth is blue,"
                        + " with stopped trials judged by their estimated final values."
                        + (shown.size() < worstFirst.size() ? " Only the best " + MOST_LINES + " are drawn." : ""),
                chart);
    }

    private static void line(XYChart chart, List<Dimension> dimensions, Trial trial, boolean isBest) {
        List<Double> xs = new ArrayList<>();
        List<Double> ys = new ArrayList<>();
        for (int i = 0; i < dimensions.size(); i++) {
            Dimension dimension = dimensions.get(i);
            if (trial.assignment().has(dimension.name())) {
                xs.add((double) i);
                ys.add(dimension.domain().toUnit(trial.assignment().get(dimension.name())));
            }
        }
        Color color = isBest ? Charts.FIRST : new Color(0x9a, 0xa5, 0xb1, 0x60);
        Charts.line(
                chart,
                "trial " + trial.number(),
                xs.stream().mapToDouble(Double::doubleValue).toArray(),
                ys.stream().mapToDouble(Double::doubleValue).toArray(),
                color,
                isBest ? 2.5f : 1f);
    }
}
