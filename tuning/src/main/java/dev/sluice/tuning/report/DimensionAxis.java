package dev.sluice.tuning.report;

import dev.sluice.core.chart.Charts;
import dev.sluice.core.search.ChoiceDomain;
import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.FloatDomain;
import dev.sluice.core.search.IntDomain;
import java.util.LinkedHashMap;
import java.util.Map;
import org.knowm.xchart.XYChart;

/** The placement and formatting of the values of a dimension on the axis of a chart. */
final class DimensionAxis {
    private static final int TICKS = 4;
    private static final double MARGIN = 0.06;

    private DimensionAxis() {}

    /** The place of a value on an axis: the number itself, its logarithm on a logarithmic scale, or the option's place. */
    static double place(Dimension dimension, Object value) {
        if (dimension.domain() instanceof ChoiceDomain choice) {
            return choice.options().indexOf(value);
        }
        double number = ((Number) value).doubleValue();
        return isLog(dimension) ? Math.log10(number) : number;
    }

    /**
     * Labels the axis of a dimension's places, which shows all that are possible.
     *
     * @param bottom lowest place of the other axis, where the names of options and whole numbers are written
     */
    static void labelX(XYChart chart, Dimension dimension, double bottom) {
        switch (dimension.domain()) {
            case ChoiceDomain choice -> {
                chart.getStyler().setXAxisMin(-0.5).setXAxisMax(choice.options().size() - 0.5);
                Charts.namesBelow(chart, choice.options(), bottom);
            }
            case IntDomain range -> {
                limit(chart, place(dimension, range.low()), place(dimension, range.high()));
                Map<Double, String> numbers = new LinkedHashMap<>();
                for (int tick = 0; tick < TICKS; tick++) {
                    Object number = range.fromUnit(tick / (TICKS - 1.0));
                    numbers.put(place(dimension, number), String.valueOf(number));
                }
                Charts.namesAt(chart, numbers, bottom);
            }
            case FloatDomain range -> {
                limit(chart, place(dimension, range.low()), place(dimension, range.high()));
                chart.getStyler()
                        .setXAxisTickLabelsFormattingFunction(
                                place -> Charts.number(range.log() ? Math.pow(10, place) : place));
            }
        }
    }

    private static void limit(XYChart chart, double low, double high) {
        double margin = high > low ? MARGIN * (high - low) : 1;
        chart.getStyler().setXAxisMin(low - margin).setXAxisMax(high + margin);
    }

    /** Formats a value of a dimension or an objective with few digits. */
    static String value(Object value) {
        return value instanceof Double number ? Charts.number(number) : String.valueOf(value);
    }

    private static boolean isLog(Dimension dimension) {
        return switch (dimension.domain()) {
            case IntDomain range -> range.log();
            case FloatDomain range -> range.log();
            case ChoiceDomain choice -> false;
        };
    }
}
