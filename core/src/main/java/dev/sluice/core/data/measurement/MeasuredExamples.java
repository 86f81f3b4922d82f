package dev.sluice.core.data.measurement;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.Times;
import dev.sluice.core.data.fact.SeriesFacts;
import dev.sluice.core.data.table.Duplicates;
import dev.sluice.core.error.Printable;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.RandomAccess;

/** An example for each series of a file, made when it is asked for. Safe for several threads. */
final class MeasuredExamples extends AbstractList<Example> implements RandomAccess {
    private final Measured measured;
    private final MeasurementsOptions options;
    private final SeriesFacts facts;
    private final Example.Part part;
    private final boolean learning;

    private MeasuredExamples(
            Measured measured, MeasurementsOptions options, SeriesFacts facts, Example.Part part, boolean learning) {
        this.measured = measured;
        this.options = options;
        this.facts = facts;
        this.part = part;
        this.learning = learning;
    }

    /** Examples with targets, groups and parts. Modified: report. */
    static List<Example> of(
            Measured measured, MeasurementsOptions options, SeriesFacts facts, Example.Part part, DataReport report) {
        MeasuredExamples examples = new MeasuredExamples(measured, options, facts, part, true);
        examples.check(report);
        return examples;
    }

    /** Examples to predict from. Modified: report. */
    static List<Example> unlabelled(
            Measured measured, MeasurementsOptions options, SeriesFacts facts, DataReport report) {
        MeasuredExamples examples = new MeasuredExamples(measured, options, facts, Example.Part.BY_HASH, false);
        examples.check(report);
        return examples;
    }

    /** Finds measurements of the same at the same time, and what tables do not know. */
    private void check(DataReport report) {
        long several = 0;
        for (int series = 0; series < size(); series++) {
            int place = steps(series).duplicate();
            several += place < 0 ? 0 : 1;
            if (place >= 0 && options.duplicates() == Duplicates.REFUSE) {
                int row = measured.rows().row(series, place);
                throw measured.table()
                        .error(
                                row,
                                options.name(),
                                "'" + Printable.word(measured.names().get(measured.codes()[row]))
                                        + "' is measured twice at " + measured.written(row) + " in the series '"
                                        + Printable.word(measured.rows().name(series))
                                        + "'; remove one, or set duplicates: mean (or first, or last)");
            }
            if (learning) {
                get(series);
            }
        }
        report.note(
                "series_with_equal_measurements",
                several,
                String.format(
                        Locale.ROOT,
                        "Series with several measurements of the same quantity at the same time: %,d of %,d (duplicates: %s)",
                        several,
                        size(),
                        options.duplicates().name().toLowerCase(Locale.ROOT)));
    }

    private MeasuredSteps steps(int series) {
        return new MeasuredSteps(measured, series, options.features().size());
    }

    @Override
    public int size() {
        return measured.rows().size();
    }

    @Override
    public Example get(int series) {
        MeasuredSteps steps = steps(series);
        String id = measured.rows().name(series);
        Map<String, Sequence> inputs = new LinkedHashMap<>();
        inputs.put(Batch.FEATURES, new Sequence.Series(steps.values(options.duplicates()), Times.of(steps.times())));
        inputs.putAll(facts.inputs(id, name -> steps.first(measured.names().indexOf(name))));
        Map<String, Target> targets = learning ? facts.targets(id) : Map.of();
        return new Example(
                id,
                inputs,
                targets,
                measured.table().origin(steps.size(), steps::row),
                learning ? facts.part(id, part) : part,
                learning ? facts.group(id) : "",
                learning ? facts.weight(id) : 1);
    }
}
