package dev.sluice.core.experiment;

import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.forecast.ForecastData;
import dev.sluice.core.data.prepare.FillStep;
import dev.sluice.core.data.prepare.Prepared;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Counts the numbers that a forecast is judged against although they were never measured: what steps of the preparation put into gaps. */
final class FilledAnswers {
    private FilledAnswers() {}

    /**
     * Counts them.
     *
     * @param examples series as they were read
     * @param given names of their columns
     * @param changes what is done to them
     * @param forecast of what comes of that
     * @param report takes the count. Modified.
     */
    static void count(
            List<Example> examples, ColumnNames given, Prepared changes, ForecastData forecast, DataReport report) {
        String input = forecast.task().input();
        List<String> columns = given.columns().getOrDefault(input, List.of());
        Set<String> filled = changes.steps().stream()
                .filter(FillStep.class::isInstance)
                .flatMap(step -> ((FillStep) step).columns().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        filled.retainAll(forecast.names());
        long missing = 0;
        long all = 0;
        for (String column : filled) {
            int at = columns.indexOf(column);
            for (Example example : examples) {
                if (at >= 0 && example.inputs().get(input) instanceof Sequence.Series series) {
                    for (int step = 0; step < series.steps(); step++) {
                        missing += Double.isNaN(series.values().get(step, at)) ? 1 : 0;
                    }
                    all += series.steps();
                }
            }
        }
        report.note(
                "answers_filled",
                missing,
                String.format(
                        Locale.ROOT,
                        "Missing numbers of what is forecast (%s) that data.prepare fills: %,d of %,d; the stand-ins are learned and judged as if"
                                + " they had been measured. To leave out windows whose answer has a gap, take data.series.missing in place of"
                                + " fill for these columns",
                        String.join(", ", filled),
                        missing,
                        all));
    }
}
