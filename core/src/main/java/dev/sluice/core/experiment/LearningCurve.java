package dev.sluice.core.experiment;

import dev.sluice.core.train.EpochReport;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A plot of a training: losses on the left axis, the main metric on the right one, over epochs. */
final class LearningCurve {
    private static final Color TRAINING = new Color(0x9a, 0xa5, 0xb1);
    private static final Color VALIDATION = new Color(0x1f, 0x5f, 0xa8);
    private static final Color METRIC = new Color(0xc8, 0x55, 0x2b);
    private static final int WIDTH = 900;
    private static final int HEIGHT = 520;

    private LearningCurve() {}

    /** Writes a PNG file; nothing if there was no epoch. */
    static void write(Path file, String title, List<EpochReport> history, String mainMetric) throws IOException {
        if (history.isEmpty()) {
            return;
        }
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("epoch")
                .yAxisTitle("loss")
                .build();
        style(chart);
        add(chart, "training loss", TRAINING, history, EpochReport::trainingLoss);
        if (history.stream()
                .allMatch(report -> Double.isFinite(report.validation().loss()))) {
            add(
                    chart,
                    "validation loss",
                    VALIDATION,
                    history,
                    report -> report.validation().loss());
            if (history.stream()
                    .allMatch(report -> Double.isFinite(report.validation().figure(mainMetric)))) {
                XYSeries metric = add(
                        chart,
                        "validation " + mainMetric,
                        METRIC,
                        history,
                        report -> report.validation().figure(mainMetric));
                metric.setYAxisGroup(1);
                chart.setYAxisGroupTitle(1, mainMetric);
                chart.getStyler().setYAxisGroupPosition(1, Styler.YAxisPosition.Right);
            }
        }
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        chart.paint(graphics, WIDTH, HEIGHT);
        graphics.dispose();
        ImageIO.write(image, "png", file.toFile());
    }

    private static void style(XYChart chart) {
        chart.getStyler()
                .setLegendPosition(Styler.LegendPosition.OutsideS)
                .setLegendLayout(Styler.LegendLayout.Horizontal)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setLegendBorderColor(Color.WHITE);
        chart.getStyler().setXAxisDecimalPattern("#");
    }

    private static XYSeries add(
            XYChart chart, String name, Color color, List<EpochReport> history, ToDoubleFunction<EpochReport> figure) {
        double[] epochs = history.stream().mapToDouble(EpochReport::epoch).toArray();
        double[] figures = history.stream().mapToDouble(figure).toArray();
        XYSeries series = chart.addSeries(name, epochs, figures);
        series.setLineColor(color);
        series.setMarkerColor(color);
        // A single epoch has no line to see.
        series.setMarker(history.size() == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        return series;
    }
}
