package dev.sluice.tuning.report;

import dev.sluice.core.chart.Charts;
import dev.sluice.core.search.ChoiceDomain;
import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.FloatDomain;
import dev.sluice.core.search.IntDomain;
import org.knowm.xchart.XYChart;

/** The placement and formatting of the values of a dimension on the axis of a chart. */
final class DimensionAxis {
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
     * Labels the axis of a dimension's places.
     *
     * @param bottom lowest place of the other axis, where the names of options are written
     */
    static void labelX(XYChart chart, Dimension dimension, double bottom) {
        if (dimension.domain() instanceof ChoiceDomain choice) {
            chart.getStyler().setXAxisMin(-0.5).setXAxisMax(choice.options().size() - 0.5);
            Charts.namesBelow(chart, choice.options(), bottom);
        } else {
            chart.getStyler()
                    .setXAxisTickLabelsFormattingFunction(
                            place -> Charts.number(isLog(dimension) ? Math.pow(10, place) : place));
        }
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
