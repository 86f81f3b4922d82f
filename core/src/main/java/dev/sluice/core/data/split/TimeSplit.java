package dev.sluice.core.data.split;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Divides data by time: the last part is the test, the part before it is for validation. Series whose steps have answers of their own, or
 * none, are cut: at one time for all where the shares are relative and every step has a time, else each by its own steps. Examples with one
 * answer for all their steps are not cut, but put in the order of their last times.
 */
final class TimeSplit {
    private final SplitConfig config;
    private final List<Example> examples;
    private final Dividing dividing;
    private final Survey survey;

    TimeSplit(SplitConfig config, List<Example> examples, Dividing dividing, Survey survey) {
        this.config = config;
        this.examples = examples;
        this.dividing = dividing;
        this.survey = survey;
    }

    /** The parts. */
    Division divide() {
        return survey.cut() ? steps() : whole();
    }

    static boolean hasStepsOfItsOwn(Example example) {
        return example.steps() > 0
                && example.targets().values().stream().allMatch(target -> target instanceof Target.Steps);
    }

    private Division steps() {
        List<Double> common = survey.borders();
        Steps training = new Steps();
        Steps validation = new Steps();
        Steps test = new Steps();
        for (int i = 0; i < examples.size(); i++) {
            Example example = examples.get(i);
            Borders at = common.isEmpty()
                    ? Borders.of(config, example.steps())
                    : new Borders(
                            first(example, common.get(0)),
                            first(example, common.get(1)),
                            first(example, common.get(2)),
                            first(example, common.get(3)));
            switch (example.part()) {
                case TRAINING -> training.add(i, 0, example.steps());
                case VALIDATION -> (config.merge() ? training : validation).add(i, 0, example.steps());
                case TEST -> test.add(i, 0, example.steps());
                case BY_HASH -> {
                    training.add(i, at.start(), (config.merge() ? at.test() : at.validation()) - config.gap());
                    if (!config.merge()) {
                        validation.add(i, at.validation(), at.test() - config.gap());
                    }
                    test.add(i, at.test(), at.end());
                }
            }
        }
        note(validation.empty, config.validation(), "validation");
        note(test.empty, config.test(), "test");
        return new Division(training.portions(examples), validation.portions(examples), test.portions(examples));
    }

    private void note(int empty, double wanted, String part) {
        dividing.report()
                .note(
                        "series_without_" + part + "_steps",
                        wanted > 0 ? empty : 0,
                        String.format(
                                Locale.ROOT,
                                "Series without a step in the %s part, because they are too short or end before it: %,d of %,d"
                                        + " (data.split)",
                                part,
                                empty,
                                examples.size()));
    }

    private static int first(Example example, double time) {
        Sequence.Series series = timed(example);
        int low = 0;
        int high = series.steps();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (series.time(middle) < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    static boolean hasTimes(Example example) {
        return example.inputs().values().stream()
                .anyMatch(input -> input instanceof Sequence.Series series
                        && !series.times().isEmpty());
    }

    static Sequence.Series timed(Example example) {
        return example.inputs().values().stream()
                .filter(input -> input instanceof Sequence.Series series
                        && !series.times().isEmpty())
                .map(Sequence.Series.class::cast)
                .findFirst()
                .orElseThrow(() -> new DataException(
                        "examples that are split by time must have times, but this one has none (" + example.origin()
                                + "); name the column of times, or split by order or hash (data.split.by)"));
    }

    private Division whole() {
        WholeExamples whole = new WholeExamples(config, examples);
        double[] times = new double[examples.size()];
        List<Integer> sorted = new ArrayList<>();
        for (int i : whole.open()) {
            Sequence.Series series = timed(examples.get(i));
            times[i] = series.steps() == 0 ? Double.NEGATIVE_INFINITY : series.time(series.steps() - 1);
            sorted.add(i);
        }
        sorted.sort(Comparator.comparingDouble(i -> times[i]));
        int[] order = sorted.stream().mapToInt(Integer::intValue).toArray();
        Borders at = Borders.of(config, order.length);
        Borders apart = new Borders(
                together(order, times, at.start()),
                together(order, times, at.validation()),
                together(order, times, at.test()),
                together(order, times, at.end()));
        return whole.divide(order, apart);
    }

    /** A border moved back until what has equal times is on one side. */
    private static int together(int[] order, double[] times, long border) {
        int at = (int) border;
        while (at > 0 && at < order.length && times[order[at - 1]] == times[order[at]]) {
            at--;
        }
        return at;
    }

    /** Steps of examples, gathered. */
    private static final class Steps {
        private final List<int[]> rows = new ArrayList<>();
        private int empty;

        void add(int example, long from, long to) {
            if (to > from) {
                rows.add(new int[] {example, (int) from, (int) to});
            } else {
                empty++;
            }
        }

        Portions portions(List<Example> examples) {
            return Portions.of(examples, column(0), column(1), column(2));
        }

        private int[] column(int column) {
            return rows.stream().mapToInt(row -> row[column]).toArray();
        }
    }
}
