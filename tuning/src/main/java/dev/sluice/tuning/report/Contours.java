package dev.sluice.tuning.report;

import dev.sluice.core.chart.Charts;
import dev.sluice.core.chart.Picture;
import dev.sluice.core.search.Direction;
import dev.sluice.core.search.Objective;
import dev.sluice.tuning.explain.Landscape;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.style.Styler;

/** A chart of an objective over the two most important dimensions. */
final class Contours {
    /** From good to bad. */
    private static final Color[] COLORS = {
        new Color(0x08, 0x30, 0x6b),
        new Color(0x2b, 0x7b, 0xba),
        new Color(0x9c, 0xca, 0xe1),
        new Color(0xf2, 0xe3, 0xd3),
        new Color(0xe0, 0x8a, 0x5b)
    };

    private Contours() {}

    static Picture of(Landscape landscape, Objective objective) {
        HeatMapChart chart = new HeatMapChartBuilder()
                .width(Charts.WIDTH)
                .height(Charts.HEIGHT)
                .xAxisTitle(landscape.x().name())
                .yAxisTitle(landscape.y().name())
                .build();
        Charts.styleCells(chart.getStyler());
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setLegendLayout(Styler.LegendLayout.Vertical);
        List<Color> goodFirst = List.of(COLORS);
        boolean smallIsGood = objective.direction() == Direction.MINIMIZE;
        chart.getStyler().setRangeColors((smallIsGood ? goodFirst : goodFirst.reversed()).toArray(Color[]::new));
        chart.getStyler().setHeatMapDecimalValueFormatter(Charts::number);
        double[] all = Arrays.stream(landscape.values())
                .flatMapToDouble(Arrays::stream)
                .toArray();
        // The chart prints the ends of the scale with all digits unless a pattern limits them.
        chart.getStyler()
                .setMin(Double.parseDouble(
                        Charts.number(Arrays.stream(all).min().orElse(0))));
        chart.getStyler()
                .setMax(Double.parseDouble(
                        Charts.number(Arrays.stream(all).max().orElse(1))));
        List<String> xs = landscape.xs().stream().map(DimensionAxis::value).toList();
        List<String> ys = landscape.ys().stream().map(DimensionAxis::value).toList();
        List<Number[]> cells = new ArrayList<>();
        for (int row = 0; row < ys.size(); row++) {
            for (int column = 0; column < xs.size(); column++) {
                cells.add(new Number[] {column, row, landscape.values()[row][column]});
            }
        }
        chart.addSeries(objective.name(), xs, ys, cells);
        return Picture.of(
                "contours",
                landscape.x().name() + " and " + landscape.y().name() + " together",
                "Blue is good: " + objective.name()
                        + ", smoothed over nearby trials, stopped ones at their estimated final values.",
                chart);
    }
}
