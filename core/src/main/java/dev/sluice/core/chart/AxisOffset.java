package dev.sluice.core.chart;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * Axes for large numbers that hardly differ: what they have in common is taken off and stands in the axis' title. XChart looks for ticks whose labels differ,
 * and does not stop where none are.
 */
final class AxisOffset {
    /** Relative to the numbers: where they differ by more, XChart's own labels do. */
    private static final double CLOSE = 1e-4;

    private AxisOffset() {}

    /** Takes it off the numbers of the vertical axis where they are such. Modified: chart. */
    static void takeOff(Chart<?, ?> chart) {
        if (!(chart instanceof XYChart lines)) {
            return;
        }
        DoubleSummaryStatistics y = new DoubleSummaryStatistics();
        for (XYSeries series : lines.getSeriesCollection()) {
            Arrays.stream(series.getYData()).filter(Double::isFinite).forEach(y);
        }
        double range = y.getMax() - y.getMin();
        double size = Math.max(Math.abs(y.getMin()), Math.abs(y.getMax()));
        if (y.getCount() > 0 && range > 0 && range < CLOSE * size) {
            takeOff(lines, common(y.getMin(), range));
        }
    }

    /** A round number near all of them. */
    private static double common(double least, double range) {
        double unit = Math.pow(10, Math.ceil(Math.log10(range)));
        return Math.rint(least / unit) * unit;
    }

    private static void takeOff(XYChart chart, double common) {
        for (XYSeries series : List.copyOf(chart.getSeriesCollection())) {
            double[] less = Arrays.stream(series.getYData())
                    .map(value -> value - common)
                    .toArray();
            chart.updateXYSeries(series.getName(), series.getXData(), less, null);
        }
        chart.setYAxisTitle(chart.getYAxisTitle() + (common < 0 ? " + " : " \u2212 ") + Charts.plain(Math.abs(common)));
    }
}
