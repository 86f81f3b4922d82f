package dev.sluice.core.experiment.picture;

import dev.sluice.core.chart.Charts;
import dev.sluice.core.chart.Picture;
import dev.sluice.core.experiment.comparison.RunAxes;
import dev.sluice.core.experiment.comparison.RunFacts;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;

/** Parallel coordinates of many runs: an axis for each option that differs and each figure, a line for each run. */
final class RunCoordinates {
    private static final int AXIS_WIDTH = 150;
    private static final int HEIGHT = 480;
    private static final int LONGEST_LABEL = 14;
    private static final double BESIDE = 0.16;
    private static final double BEYOND = 0.035;
    private static final Color LOWEST = new Color(0x1f, 0x5f, 0xa8);
    private static final Color MIDDLE = new Color(0xb8, 0xbf, 0xc6);
    private static final Color HIGHEST = new Color(0xc8, 0x55, 0x2b);

    private RunCoordinates() {}

    /**
     * The picture.
     *
     * @throws RunException if the runs differ in nothing
     */
    static Picture of(List<Run> runs) {
        Map<String, List<String>> axes =
                RunAxes.of(runs.stream().map(RunFacts::of).toList());
        if (axes.isEmpty()) {
            throw new RunException("the runs differ in no option and have no figures, so there is nothing to draw");
        }
        List<String> names = List.copyOf(axes.keySet());
        List<AxisScale> scales = axes.values().stream().map(AxisScale::of).toList();
        XYChart chart = Charts.points(AXIS_WIDTH * Math.max(4, names.size()), HEIGHT, "", "", "");
        chart.getStyler().setXAxisMin(-0.5).setXAxisMax(names.size() - 0.5);
        chart.getStyler().setYAxisMin(-0.13).setYAxisMax(1.08);
        chart.getStyler().setYAxisTicksVisible(false);
        chart.getStyler().setPlotGridLinesVisible(false);
        chart.getStyler().setLegendVisible(false);
        List<Integer> drawn = new ArrayList<>();
        for (int run = 0; run < runs.size(); run++) {
            drawn.add(run);
        }
        // The runs with the lowest last figure, which is a loss or an error more often than not, in front.
        drawn.sort(Comparator.comparingDouble(
                        (Integer run) -> scales.getLast().places().get(run))
                .reversed());
        for (int i = 0; i < names.size(); i++) {
            Charts.line(chart, "axis " + i, new double[] {i, i}, new double[] {0, 1}, Charts.QUIET, 1);
        }
        drawn.forEach(run -> line(chart, scales, run));
        Charts.namesBelow(chart, names, -0.1);
        for (int i = 0; i < scales.size(); i++) {
            for (AxisScale.Tick tick : scales.get(i).ticks()) {
                chart.addAnnotation(label(tick, i));
            }
        }
        return Picture.of(
                "comparison",
                "Comparison",
                "A line for each run through its options and figures, blue for the lowest " + names.getLast()
                        + ", red for the highest.",
                chart);
    }

    /** The label of a tick: outside the axis at its ends, beside it between them, so that lines do not cross it. */
    private static AnnotationText label(AxisScale.Tick tick, int axis) {
        boolean isEnd = tick.place() == 0 || tick.place() == 1;
        return new AnnotationText(
                shortened(tick.label()),
                isEnd ? axis : axis + BESIDE,
                isEnd ? tick.place() + (tick.place() == 0 ? -BEYOND : BEYOND) : tick.place(),
                false);
    }

    private static void line(XYChart chart, List<AxisScale> scales, int run) {
        List<Double> xs = new ArrayList<>();
        List<Double> ys = new ArrayList<>();
        for (int i = 0; i < scales.size(); i++) {
            double place = scales.get(i).places().get(run);
            if (!Double.isNaN(place)) {
                xs.add((double) i);
                ys.add(place);
            }
        }
        if (!xs.isEmpty()) {
            Charts.line(
                    chart,
                    "run " + run,
                    xs.stream().mapToDouble(Double::doubleValue).toArray(),
                    ys.stream().mapToDouble(Double::doubleValue).toArray(),
                    color(scales.getLast().places().get(run)),
                    1.6f);
        }
    }

    private static Color color(double place) {
        if (Double.isNaN(place)) {
            return MIDDLE;
        }
        return place < 0.5 ? between(LOWEST, MIDDLE, 2 * place) : between(MIDDLE, HIGHEST, 2 * place - 1);
    }

    private static Color between(Color one, Color other, double part) {
        return new Color(
                (int) (one.getRed() + part * (other.getRed() - one.getRed())),
                (int) (one.getGreen() + part * (other.getGreen() - one.getGreen())),
                (int) (one.getBlue() + part * (other.getBlue() - one.getBlue())),
                0xc0);
    }

    private static String shortened(String label) {
        return label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL - 1) + "…";
    }
}
