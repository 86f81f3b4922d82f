package dev.sluice.core.experiment.picture;

import dev.sluice.core.chart.Charts;
import dev.sluice.core.chart.Picture;
import dev.sluice.core.evaluation.NumberSample;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A picture of predicted numbers: for each column, predictions over the truth and how their differences are distributed. */
final class PredictionPicture {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 400;
    private static final int BINS = 30;
    private static final Color FILL = new Color(0x9e, 0xc5, 0xe8);

    private PredictionPicture() {}

    static Picture of(String name, List<NumberSample> columns) {
        List<Chart<?, ?>> panels = new ArrayList<>();
        for (NumberSample column : columns) {
            panels.add(points(column));
            panels.add(residuals(column));
        }
        return Picture.of(
                name,
                "Predictions",
                "Left: predictions over the truth; on the diagonal they are right. Right: how far they are off.",
                panels,
                2);
    }

    private static String called(NumberSample column) {
        return column.column().isEmpty() ? "value" : column.column();
    }

    private static XYChart points(NumberSample column) {
        double[] right = numbers(column.right());
        double[] said = numbers(column.said());
        XYChart chart = Charts.points(
                WIDTH,
                HEIGHT,
                "Predicted and true " + called(column),
                "true " + called(column),
                "predicted " + called(column));
        double least = Math.min(least(right), least(said));
        double greatest = Math.max(greatest(right), greatest(said));
        Charts.line(chart, "right", new double[] {least, greatest}, new double[] {least, greatest}, Charts.QUIET, 1);
        Charts.dots(chart, right.length + " test examples", right, said, Charts.FIRST, SeriesMarkers.CIRCLE);
        chart.getStyler().setMarkerSize(4);
        return chart;
    }

    private static XYChart residuals(NumberSample column) {
        double[] right = numbers(column.right());
        double[] said = numbers(column.said());
        double[] off = new double[right.length];
        double mean = 0;
        for (int i = 0; i < off.length; i++) {
            off[i] = said[i] - right[i];
            mean += off[i] / off.length;
        }
        double width = roundStep((greatest(off) - least(off)) / BINS);
        double from = Math.floor(least(off) / width) * width;
        // The lower border of each bin, and the upper one of the last.
        double[] borders = IntStream.rangeClosed(0, (int) Math.floor((greatest(off) - from) / width) + 1)
                .mapToDouble(bin -> from + bin * width)
                .toArray();
        double[] counts = new double[borders.length];
        for (double each : off) {
            counts[Math.clamp((long) ((each - from) / width), 0, borders.length - 2)]++;
        }
        XYChart chart = Charts.points(
                WIDTH,
                HEIGHT,
                "Residuals, mean " + Charts.number(mean),
                "predicted − true " + called(column),
                "test examples");
        XYSeries series = Charts.line(chart, "residuals", borders, counts, Charts.FIRST, 1);
        series.setFillColor(FILL);
        chart.getStyler().setXAxisTickLabelsFormattingFunction(Charts::number);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.StepArea);
        Charts.line(chart, "right", new double[] {0, 0}, new double[] {0, greatest(counts)}, Charts.QUIET, 1);
        chart.getStyler().setYAxisMin(0.0);
        return chart;
    }

    /** The next larger of 1, 2 and 5 times a power of ten; 1 for a spread of 0. */
    private static double roundStep(double least) {
        if (!(least > 0)) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        double times = least / power;
        return power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
    }

    private static double[] numbers(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double least(double[] values) {
        return Arrays.stream(values).min().orElse(0);
    }

    private static double greatest(double[] values) {
        return Arrays.stream(values).max().orElse(0);
    }
}
