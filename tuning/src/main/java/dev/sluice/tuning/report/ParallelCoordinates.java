package dev.sluice.tuning.report;

import dev.sluice.core.chart.Charts;
import dev.sluice.core.chart.Picture;
import dev.sluice.core.search.ChoiceDomain;
import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.Trial;
import dev.sluice.tuning.evidence.Observation;
import java.awt.Color;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A parallel coordinates plot: a line for each trial through its values, the best trials on top and in color. */
final class ParallelCoordinates {
    private static final int MOST_LINES = 200;
    private static final double BEST_PART = 0.1;
    private static final int AXIS_WIDTH = 150;
    private static final int LONGEST_LABEL = 14;
    private static final double BEYOND = 0.035;
    private static final double BESIDE = 0.16;

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
        XYChart chart =
                Charts.points(Math.max(Charts.WIDTH, AXIS_WIDTH * dimensions.size()), Charts.HEIGHT, "", "", "");
        chart.getStyler().setXAxisMin(-0.5).setXAxisMax(dimensions.size() - 0.5);
        chart.getStyler().setYAxisMin(-0.13).setYAxisMax(1.08);
        chart.getStyler().setYAxisTicksVisible(false);
        chart.getStyler().setPlotGridLinesVisible(false);
        chart.getStyler().setLegendVisible(false);
        for (int i = 0; i < dimensions.size(); i++) {
            Charts.line(chart, "axis " + i, new double[] {i, i}, new double[] {0, 1}, Charts.QUIET, 1);
        }
        for (int i = 0; i < shown.size(); i++) {
            boolean isBest = shown.size() - i <= best;
            line(chart, dimensions, shown.get(i), isBest);
        }
        Charts.namesBelow(chart, dimensions.stream().map(Dimension::name).toList(), -0.1);
        for (int i = 0; i < dimensions.size(); i++) {
            values(chart, dimensions.get(i), i);
        }
        return Picture.of(
                "parallel",
                "All settings of each trial",
                "A line is a trial; an axis goes from the first possible value at the bottom to the last at the top, and a line has a gap"
                        + " where a trial has no such setting. The best tenth is blue, with stopped trials judged by their estimated"
                        + " final values."
                        + (shown.size() < worstFirst.size() ? " Only the best " + MOST_LINES + " are drawn." : ""),
                chart);
    }

    /** The first and the last value of a dimension at the ends of its axis, and further options beside it. */
    private static void values(XYChart chart, Dimension dimension, int axis) {
        String first = DimensionAxis.value(dimension.domain().fromUnit(0));
        String last = DimensionAxis.value(dimension.domain().fromUnit(1));
        chart.addAnnotation(new AnnotationText(shortened(first), axis, -BEYOND, false));
        chart.addAnnotation(new AnnotationText(shortened(last), axis, 1 + BEYOND, false));
        if (dimension.domain() instanceof ChoiceDomain choice) {
            int steps = choice.options().size() - 1;
            for (int option = 1; option < steps; option++) {
                chart.addAnnotation(new AnnotationText(
                        shortened(choice.options().get(option)), axis + BESIDE, option / (double) steps, false));
            }
        }
    }

    private static String shortened(String label) {
        return label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL - 1) + "…";
    }

    /** Pieces between neighbouring axes that the trial has both of; a point on one that stands alone. */
    private static void line(XYChart chart, List<Dimension> dimensions, Trial trial, boolean isBest) {
        Color color = isBest ? Charts.FIRST : new Color(0x9a, 0xa5, 0xb1, 0x60);
        for (int from = 0; from < dimensions.size(); from++) {
            int to = from;
            while (to < dimensions.size()
                    && trial.assignment().has(dimensions.get(to).name())) {
                to++;
            }
            double[] xs = IntStream.range(from, to).asDoubleStream().toArray();
            double[] ys = IntStream.range(from, to)
                    .mapToDouble(axis -> place(dimensions.get(axis), trial))
                    .toArray();
            String name = "trial " + trial.number() + " from " + from;
            if (xs.length == 1) {
                Charts.dots(chart, name, xs, ys, color, SeriesMarkers.CIRCLE);
            } else if (xs.length > 1) {
                Charts.line(chart, name, xs, ys, color, isBest ? 2.5f : 1f);
            }
            from = to;
        }
    }

    /** From 0 for the first possible value to 1 for the last. */
    private static double place(Dimension dimension, Trial trial) {
        double first = DimensionAxis.place(dimension, dimension.domain().fromUnit(0));
        double last = DimensionAxis.place(dimension, dimension.domain().fromUnit(1));
        double here = DimensionAxis.place(dimension, trial.assignment().get(dimension.name()));
        return last == first ? 0.5 : (here - first) / (last - first);
    }
}
