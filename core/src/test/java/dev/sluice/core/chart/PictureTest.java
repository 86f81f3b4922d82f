package dev.sluice.core.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knowm.xchart.XYChart;

final class PictureTest {
    private static XYChart line(double from, double by) {
        XYChart chart = Charts.points(300, 200, "title", "x", "y");
        double[] x = IntStream.range(0, 20).asDoubleStream().toArray();
        double[] y = IntStream.range(0, 20).mapToDouble(i -> from + i * by).toArray();
        Charts.line(chart, "line", x, y, Color.BLACK, 1);
        return chart;
    }

    /** XChart by itself does not come back from the first and the last. */
    @ParameterizedTest
    @CsvSource({"1e15, 1", "5333741.5, 0.001", "-1e9, 0.5", "1, 1e-13", "1e16, 2"})
    void of_largeNumbersThatHardlyDiffer_isDrawn(double from, double by) {
        byte[] png = Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> Picture.of("p", "t", "c", line(from, by)).png());

        assertThat(png).isNotEmpty();
    }

    @Test
    void of_largeNumbersThatHardlyDiffer_haveWhatIsCommonInTheTitle() {
        XYChart chart = line(5_333_741.5, 0.001);

        Picture.of("p", "t", "c", chart);

        assertThat(chart.getYAxisTitle()).isEqualTo("y \u2212 5333741.5");
        assertThat(Arrays.stream(chart.getSeries("line").getYData())).allMatch(y -> y >= 0 && y < 0.02);
    }

    @Test
    void of_numbersThatDiffer_stayAsTheyAre() {
        XYChart chart = line(1, 0.1);

        Picture.of("p", "t", "c", chart);

        assertThat(chart.getYAxisTitle()).isEqualTo("y");
        assertThat(chart.getSeries("line").getYData()).startsWith(1);
    }
}
