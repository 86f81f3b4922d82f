package dev.sluice.core.data.prepare;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** One change to the columns of a series, with everything that was fitted. */
sealed interface Step extends Serializable
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

    /** Changes some columns one by one. */
    static Frame each(Frame frame, List<String> columns, UnaryOperator<double[]> change) {
        Map<String, double[]> changed = new LinkedHashMap<>();
        columns.forEach(name -> changed.put(name, change.apply(frame.column(name))));
        return frame.with(changed);
    }
}
