package dev.sluice.core.explain.report;

import dev.sluice.core.chart.Charts;
import dev.sluice.core.explain.Explanation;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;

/** Values of units over steps as heat maps. */
final class HeatMaps {
    /** Of more units those that vary most are drawn. */
    static final int MOST_UNITS = 64;

    private static final Color HIGH = new Color(0x1f, 0x5f, 0xa8);
    private static final Color LOW = new Color(0xc8, 0x55, 0x2b);
    private static final int CELL_WIDTH = 20;
    private static final int HEIGHT_OF_ALL = 420;
    private static final int LOWEST_CELL = 6;
    private static final int HIGHEST_CELL = 18;
    private static final int AROUND = 170;
    private static final int NARROWEST = 460;
    private static final int WIDEST = 1600;
    private static final int LOWEST = 200;
    private static final int LABEL_HEIGHT = 24;

    private HeatMaps() {}

    static HeatMapChart of(String title, Explanation.Inner inner, List<String> steps) {
        List<Integer> units = units(inner);
        int columns = inner.values().getFirst().size();
        HeatMapChart chart = new HeatMapChartBuilder()
                .width(Math.clamp(AROUND + (long) CELL_WIDTH * columns, NARROWEST, WIDEST))
                .height(Math.max(LOWEST, AROUND + cellHeight(inner, units.size()) * units.size()))
                .title(title)
                .xAxisTitle("")
                .yAxisTitle(isAttention(inner) ? "" : "unit")
                .build();
        Charts.styleCells(chart.getStyler());
        double largest = Charts.roundedUp(inner.values().stream()
                .flatMap(List::stream)
                .mapToDouble(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(1));
        boolean share = inner.values().stream().flatMap(List::stream).allMatch(value -> value >= 0 && value <= 1);
        chart.getStyler()
                .setRangeColors(share ? new Color[] {Color.WHITE, HIGH} : new Color[] {LOW, Color.WHITE, HIGH});
        chart.getStyler().setMin(share ? 0 : -Math.max(largest, Double.MIN_NORMAL));
        chart.getStyler()
                .setMax(
                        share && inner.kind() == Explanation.Inner.Kind.GATE
                                ? 1
                                : Math.max(largest, Double.MIN_NORMAL));
        chart.getStyler().setShowValue(false);
        chart.getStyler().setXAxisTickMarkSpacingHint(1);
        chart.getStyler().setYAxisTickMarkSpacingHint(isAttention(inner) ? 1 : LABEL_HEIGHT);
        chart.getStyler().setHeatMapDecimalValueFormatter(value -> Charts.number(value));
        chart.getStyler().setXAxisLabelRotation(StepLabels.rotation(steps));
        List<Number[]> cells = new ArrayList<>();
        for (int row = 0; row < units.size(); row++) {
            // The first unit is drawn on top.
            List<Double> values = inner.values().get(units.get(units.size() - 1 - row));
            for (int t = 0; t < columns; t++) {
                cells.add(new Number[] {t, row, values.get(t)});
            }
        }
        chart.addSeries(
                "value",
                StepLabels.of(columns == steps.size() ? steps : numbers(columns)),
                StepLabels.of(units.stream().map(inner.rows()::get).toList()).reversed(),
                cells);
        return chart;
    }

    private static boolean isAttention(Explanation.Inner inner) {
        return inner.kind() == Explanation.Inner.Kind.ATTENTION;
    }

    /** Each row of an attention has its label, whereas single units are not looked for. */
    private static int cellHeight(Explanation.Inner inner, int units) {
        return isAttention(inner)
                ? LABEL_HEIGHT
                : Math.clamp(HEIGHT_OF_ALL / Math.max(1, units), LOWEST_CELL, HIGHEST_CELL);
    }

    private static List<String> numbers(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(String::valueOf).toList();
    }

    private static List<Integer> units(Explanation.Inner inner) {
        List<List<Double>> values = inner.values();
        if (isAttention(inner)) {
            return IntStream.range(0, values.size()).boxed().toList();
        }
        return IntStream.range(0, values.size())
                .boxed()
                .sorted(Comparator.comparingDouble(unit -> -variance(values.get(unit))))
                .limit(MOST_UNITS)
                .sorted()
                .toList();
    }

    private static double variance(List<Double> values) {
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        return values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
    }
}
