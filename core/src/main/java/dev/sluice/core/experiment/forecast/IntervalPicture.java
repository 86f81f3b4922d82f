package dev.sluice.core.experiment.forecast;

import dev.sluice.core.chart.Charts;
import dev.sluice.core.chart.Picture;
import dev.sluice.core.tensor.Matrix;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A picture of forecasts with their intervals: a panel for each variable of each series, of the first ones if there are many. */
public final class IntervalPicture {
    private static final int WIDTH = 620;
    private static final int HEIGHT = 300;
    private static final int MOST = 8;
    /** Steps of the past beside one step ahead. */
    private static final int PAST = 3;

    private static final Color CAME = new Color(0x33, 0x3d, 0x47);

    private IntervalPicture() {}

    /**
     * The picture.
     *
     * @param name of its file, without the extension
     * @param forecasts at least one
     */
    public static Picture of(String name, List<SeriesForecast> forecasts) {
        List<XYChart> panels = new ArrayList<>();
        for (SeriesForecast forecast : forecasts) {
            for (int column = 0; column < forecast.columns().size() && panels.size() < MOST; column++) {
                panels.add(panel(forecast, column));
            }
        }
        return Picture.of(
                name,
                "Forecasts",
                "Forecasts with their intervals, after the last measured steps.",
                panels,
                Math.min(2, panels.size()));
    }

    private static XYChart panel(SeriesForecast forecast, int column) {
        String name = forecast.columns().get(column);
        String title = forecast.series().isEmpty() ? name : name + " of " + forecast.series();
        XYChart chart = Charts.points(WIDTH, HEIGHT, title, "step from the forecast on", name);
        Matrix past = forecast.past();
        int shown = Math.min(past.rows(), Math.max(2, PAST * forecast.horizon()));
        double[] ahead = steps(1, forecast.horizon());
        if (forecast.interval().level() > 0) {
            Charts.band(
                    chart,
                    String.format(
                            Locale.ROOT,
                            "interval, %.0f %%",
                            100 * forecast.interval().level()),
                    ahead,
                    bound(forecast, forecast.interval().low(), column),
                    bound(forecast, forecast.interval().high(), column),
                    Charts.PALE);
        }
        line(
                chart,
                "measured",
                steps(1 - shown, shown),
                column(past.rows(past.rows() - shown, past.rows()), column),
                CAME,
                1.5f);
        line(chart, "forecast", ahead, column(forecast.points(), column), Charts.SECOND, 2.5f);
        return chart;
    }

    private static double[] bound(SeriesForecast forecast, String part, int column) {
        return column(Objects.requireNonNull(forecast.details().get(part)), column);
    }

    /** A line; a dot if there is one step. */
    private static void line(XYChart chart, String name, double[] x, double[] y, Color color, float width) {
        if (x.length == 1) {
            Charts.dots(chart, name, x, y, color, SeriesMarkers.CIRCLE);
        } else {
            Charts.line(chart, name, x, y, color, width);
        }
    }

    private static double[] steps(int first, int count) {
        double[] steps = new double[count];
        for (int i = 0; i < count; i++) {
            steps[i] = first + i;
        }
        return steps;
    }

    private static double[] column(Matrix values, int column) {
        double[] numbers = new double[values.rows()];
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = values.get(row, column);
        }
        return numbers;
    }
}
