package dev.sluice.core.data.prepare;

import dev.sluice.core.data.Times;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** One change to the columns of a series, with everything that was fitted. */
public sealed interface Step extends Serializable
        permits CalendarStep,
                ClipStep,
                DifferenceStep,
                FillStep,
                LagStep,
                MedianStep,
                OneHotStep,
                SeasonStep,
                TrendStep {
    /** The columns after the step. The frame is not modified. */
    Frame apply(Frame frame);

    /** The names of the columns of numbers after the step, given those before. */
    default List<String> columnsAfter(List<String> before) {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        before.forEach(name -> numbers.put(name, new double[1]));
        Map<String, List<String>> words = this instanceof OneHotStep hot ? Map.of(hot.column(), List.of("")) : Map.of();
        return List.copyOf(
                apply(new Frame(numbers, words, Times.of(0), 1)).numbers().keySet());
    }

    /** Changes some columns one by one. */
    static Frame each(Frame frame, List<String> columns, UnaryOperator<double[]> change) {
        Map<String, double[]> changed = new LinkedHashMap<>();
        columns.forEach(name -> changed.put(name, change.apply(frame.column(name))));
        return frame.with(changed);
    }
}
