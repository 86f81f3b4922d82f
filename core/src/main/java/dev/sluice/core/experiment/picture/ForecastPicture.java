package dev.sluice.core.experiment.picture;

import dev.sluice.core.chart.Charts;
import dev.sluice.core.chart.Picture;
import dev.sluice.core.evaluation.ForecastSample;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A picture of some forecasts beside what came: a panel for each. */
final class ForecastPicture {
    private static final int WIDTH = 520;
    private static final int HEIGHT = 270;
    private static final int COLUMNS = 2;
    private static final int ROUND = 10;
    private static final Color CAME = new Color(0x33, 0x3d, 0x47);

    private ForecastPicture() {}

    static Picture of(String name, List<ForecastSample> samples) {
        List<XYChart> panels = samples.stream().map(ForecastPicture::panel).toList();
        return Picture.of(
                name,
                "Forecasts",
                "Forecasts at even distances over the test part, with their intervals if the model gives some, beside what came; step 1 is the first that is forecast.",
                panels,
                Math.min(COLUMNS, panels.size()));
    }

    private static XYChart panel(ForecastSample sample) {
        String column = sample.column().isEmpty() ? "value" : sample.column();
        String title = sample.series().isEmpty() ? column : column + " of " + sample.series();
        XYChart chart = Charts.points(WIDTH, HEIGHT, title, "step from the forecast on", column);
        chart.getStyler().setXAxisDecimalPattern("#");
        chart.getStyler().setMarkerSize(5);
        List<Double> past = rounded(sample.past());
        List<Double> truth = new ArrayList<>(past);
        truth.addAll(sample.right());
        ForecastSample.Band band = sample.band();
        if (band != null) {
            band(chart, band);
        }
        add(chart, "measured", 1 - past.size(), truth, CAME, 1.5f);
        add(chart, "forecast", 1, sample.said(), Charts.SECOND, 2.5f);
        return chart;
    }

    private static void band(XYChart chart, ForecastSample.Band band) {
        Charts.band(
                chart,
                String.format(Locale.ROOT, "interval, %.0f %%", 100 * band.level()),
                steps(1, band.low().size()),
                numbers(band.low()),
                numbers(band.high()),
                Charts.PALE);
    }

    /** A few steps fewer of a long past: XChart labels an axis from its first point on, so that should be a round number. */
    private static List<Double> rounded(List<Double> past) {
        return past.size() <= 2 * ROUND ? past : past.subList((past.size() - 1) % ROUND, past.size());
    }

    private static void add(XYChart chart, String name, int first, List<Double> values, Color color, float width) {
        double[] steps = steps(first, values.size());
        if (values.size() == 1) {
            Charts.dots(chart, name, steps, numbers(values), color, SeriesMarkers.CIRCLE);
        } else {
            Charts.line(chart, name, steps, numbers(values), color, width);
        }
    }

    private static double[] steps(int first, int count) {
        return IntStream.range(0, count).mapToDouble(i -> first + i).toArray();
    }

    private static double[] numbers(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
