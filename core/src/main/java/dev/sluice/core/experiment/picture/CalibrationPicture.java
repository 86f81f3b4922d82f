package dev.sluice.core.experiment.picture;

import dev.sluice.core.chart.Charts;
import dev.sluice.core.chart.Picture;
import dev.sluice.core.evaluation.Calibration;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A reliability diagram: how often a model is right over how sure it is. */
final class CalibrationPicture {
    private static final int SIDE = 460;

    private CalibrationPicture() {}

    static Picture of(String name, Calibration calibration) {
        List<Calibration.Bin> bins = calibration.bins();
        XYChart chart =
                Charts.points(SIDE, SIDE, "Calibration", "probability that the model gives", "share that is right");
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0);
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0);
        Charts.line(chart, "perfect", new double[] {0, 1}, new double[] {0, 1}, Charts.QUIET, 1);
        double[] probabilities =
                bins.stream().mapToDouble(Calibration.Bin::probability).toArray();
        double[] right = bins.stream().mapToDouble(Calibration.Bin::right).toArray();
        if (bins.size() > 1) {
            Charts.line(chart, "line", probabilities, right, Charts.FIRST, 2).setShowInLegend(false);
        }
        long all = bins.stream().mapToLong(Calibration.Bin::count).sum();
        Charts.dots(
                chart,
                "this model, " + bins.size() + " bins of " + all + " decisions",
                probabilities,
                right,
                Charts.FIRST,
                SeriesMarkers.CIRCLE);
        return Picture.of(
                name,
                "Calibration",
                "Below the diagonal the model is surer than it is right, above it less sure.",
                chart);
    }
}
