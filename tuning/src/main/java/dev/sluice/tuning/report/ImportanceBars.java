package dev.sluice.tuning.report;

import dev.sluice.core.chart.Charts;
import dev.sluice.core.chart.Picture;
import dev.sluice.tuning.explain.Importance;
import java.util.List;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;

/** A bar chart of the importance of each dimension. */
final class ImportanceBars {
    private static final int BAR = 28;
    private static final int AROUND = 90;

    private ImportanceBars() {}

    static Picture of(List<Importance> importances, String objective) {
        HorizontalBarChart chart = new HorizontalBarChartBuilder()
                .width(Charts.WIDTH)
                .height(AROUND + BAR * importances.size())
                .xAxisTitle("share of importance")
                .build();
        Charts.style(chart.getStyler());
        chart.getStyler().setAvailableSpaceFill(0.7);
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisMax(1.0);
        // XChart spaces the names by this hint too, and omits names if it is larger.
        chart.getStyler().setXAxisTickMarkSpacingHint(BAR / 2);
        // Bars are drawn from the bottom up.
        List<Importance> shown = importances.reversed();
        chart.addSeries(
                        objective,
                        shown.stream().map(Importance::share).toList(),
                        shown.stream().map(Importance::dimension).toList())
                .setFillColor(Charts.FIRST);
        return Picture.of(
                "importance",
                "Importance of settings for " + objective,
                "Difference between the distributions of the best tenth and of all trials over a setting (PED-ANOVA)."
                        + " Shares sum to 1. Stopped trials count with their estimated final values.",
                chart);
    }
}
