package dev.sluice.core.chart;

import java.awt.Color;
import java.awt.Font;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.HeatMapStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The style that all charts share, and the parts that they are made of. */
public final class Charts {
    public static final Color BACKGROUND = Color.WHITE;
    public static final Color FIRST = new Color(0x1f, 0x5f, 0xa8);
    public static final Color SECOND = new Color(0xc8, 0x55, 0x2b);
    public static final Color PALE = new Color(0xf3, 0xd9, 0xcd);
    public static final Color QUIET = new Color(0x9a, 0xa5, 0xb1);
    public static final int WIDTH = 900;
    public static final int HEIGHT = 460;

    /** Half the width of a bar, in units of the first axis. */
    private static final double BAR = 0.2;

    private static final int FEW_DIGITS = 4;
    private static final int LONGEST_NAME = 24;

    private Charts() {}

    /** An empty chart of points and lines. */
    public static XYChart points(int width, int height, String title, String x, String y) {
        XYChart chart = new XYChartBuilder()
                .width(width)
                .height(height)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        style(chart.getStyler());
        chart.getStyler().setMarkerSize(7);
        return chart;
    }

    /** Applies the style that all charts share. */
    public static void style(AxesChartStyler style) {
        style.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 13));
        style.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        style.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
        style.setLegendPosition(Styler.LegendPosition.OutsideS);
        style.setLegendLayout(Styler.LegendLayout.Horizontal);
        style.setChartBackgroundColor(BACKGROUND);
        style.setPlotBorderVisible(false);
        style.setLegendBorderColor(BACKGROUND);
    }

    /** The style of a map of cells, which has lines of its own and fills its axes. */
    public static void styleCells(HeatMapStyler style) {
        style(style);
        style.setPlotGridLinesVisible(false);
        style.setPlotContentSize(1);
    }

    /** The number with two digits that is next to a positive one, away from zero: an end of a scale that is written out. */
    public static double roundedUp(double number) {
        return BigDecimal.valueOf(number)
                .round(new MathContext(2, RoundingMode.UP))
                .doubleValue();
    }

    /** Adds points without lines. */
    public static XYSeries dots(XYChart chart, String name, double[] x, double[] y, Color color, Marker marker) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        series.setMarker(marker);
        series.setMarkerColor(color);
        return series;
    }

    /** Adds a line without points. */
    public static XYSeries line(XYChart chart, String name, double[] x, double[] y, Color color, float width) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineStyle(SeriesLines.SOLID);
        series.setLineColor(color);
        series.setLineWidth(width);
        return series;
    }

    /** Fills what lies between two lines; a bar if they have one point. */
    public static XYSeries band(XYChart chart, String name, double[] x, double[] low, double[] high, Color color) {
        if (x.length == 1) {
            double[] sides = {x[0] - BAR, x[0] + BAR};
            return band(chart, name, sides, new double[] {low[0], low[0]}, new double[] {high[0], high[0]}, color);
        }
        int steps = x.length;
        double[] around = new double[2 * steps];
        double[] bounds = new double[2 * steps];
        for (int i = 0; i < steps; i++) {
            around[i] = x[i];
            bounds[i] = low[i];
            around[2 * steps - 1 - i] = x[i];
            bounds[2 * steps - 1 - i] = high[i];
        }
        XYSeries series = chart.addSeries(name, around, bounds);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
        series.setFillColor(color);
        series.setLineColor(color);
        series.setMarker(SeriesMarkers.NONE);
        return series;
    }

    /** Writes names at the places 0, 1, … of the first axis: XChart's own ticks are for numbers. */
    public static void namesBelow(XYChart chart, List<String> names, double bottom) {
        Map<Double, String> placed = new LinkedHashMap<>();
        names.forEach(name -> placed.put((double) placed.size(), name));
        namesAt(chart, placed, bottom);
    }

    /** Writes names at places of the first axis in place of its ticks. */
    public static void namesAt(XYChart chart, Map<Double, String> names, double bottom) {
        chart.getStyler().setXAxisTicksVisible(false);
        chart.getStyler().setAnnotationTextFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
        chart.getStyler().setAnnotationTextFontColor(Color.DARK_GRAY);
        names.forEach((place, name) -> chart.addAnnotation(new AnnotationText(shortened(name), place, bottom, false)));
    }

    private static String shortened(String name) {
        // The end of a path is more informative than its start.
        return name.length() <= LONGEST_NAME ? name : "…" + name.substring(name.length() - LONGEST_NAME + 1);
    }

    /** All digits of a number, without an exponent. */
    static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /** Formats a number with few digits: {@code 0.00123}, {@code 64}, {@code 1.2e-07}. */
    public static String number(double number) {
        if (number == Math.rint(number) && Math.abs(number) < 1e6) {
            return String.valueOf((long) number);
        }
        String text = String.format(Locale.ROOT, "%." + FEW_DIGITS + "g", number);
        return text.contains("e") || !text.contains(".")
                ? text
                : text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
