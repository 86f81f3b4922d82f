package dev.sluice.testkit;

import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.data.Batch;
import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Preparation;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Split;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.ForecastTask;
import dev.sluice.core.tensor.Matrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Small tasks of all kinds to try a baseline on, each with examples to predict. */
record BaselineTrial(String words, BaselineTask task, List<Example> asked) {
    private static final int TRAINING = 60;
    private static final int VALIDATION = 12;
    private static final int ASKED = 20;
    private static final int WINDOW = 24;
    private static final int HORIZON = 4;
    private static final List<String> LABELS = List.of("down", "level", "up");

    /** Makes an example from its number. */
    private interface Maker {
        Example make(int number);
    }

    /** All tasks. */
    static List<BaselineTrial> all() {
        List<BaselineTrial> trials = new ArrayList<>();
        trials.add(of("classes of series", ClassEncoding.Form.DISTRIBUTION, false, BaselineTrial::classified));
        trials.add(of(
                "classes of series of which several may hold",
                ClassEncoding.Form.ZEROS_AND_ONES,
                false,
                BaselineTrial::classified));
        trials.add(of("classes of texts", ClassEncoding.Form.DISTRIBUTION, false, BaselineTrial::text));
        trials.add(of("tags of symbols", ClassEncoding.Form.DISTRIBUTION, false, BaselineTrial::tagged));
        trials.add(of("numbers", ClassEncoding.Form.DISTRIBUTION, false, BaselineTrial::measured));
        trials.add(of(
                "numbers at every step",
                ClassEncoding.Form.DISTRIBUTION,
                false,
                number -> steps(number, BaselineTrial::measured)));
        trials.add(of("next symbols of texts", ClassEncoding.Form.NUMBER, false, BaselineTrial::spoken));
        trials.add(of("texts to write", ClassEncoding.Form.NUMBER, false, BaselineTrial::translated));
        trials.add(of("next frames", ClassEncoding.Form.ZEROS_AND_ONES, false, BaselineTrial::frames));
        trials.add(of("forecasts", ClassEncoding.Form.DISTRIBUTION, true, BaselineTrial::window));
        return trials;
    }

    private static BaselineTrial of(String words, ClassEncoding.Form form, boolean forecast, Maker maker) {
        List<Example> training = new ArrayList<>();
        List<Example> validation = new ArrayList<>();
        List<Example> asked = new ArrayList<>();
        for (int number = 0; number < TRAINING + VALIDATION + ASKED; number++) {
            Example example = maker.make(number);
            if (number < TRAINING) {
                training.add(example);
            } else if (number < TRAINING + VALIDATION) {
                validation.add(example);
            } else {
                asked.add(example.withoutTargets());
            }
        }
        DataContract contract = forecast
                ? forecast()
                : DataContract.fit(Preparation.of(TextConfig.defaults(), form), Split.ofTraining(training));
        return new BaselineTrial(
                words, new BaselineTask(Example.TARGET, named(contract), training, validation, ASKED, 0), asked);
    }

    /** A series of two columns is of those that are called as two labels are. */
    private static DataContract named(DataContract contract) {
        ColumnNames columns = new ColumnNames(Map.of(Batch.FEATURES, LABELS.subList(0, 2)), "");
        return new DataContract(contract.inputs(), contract.lengths(), contract.targets(), columns);
    }

    private static DataContract forecast() {
        Scaler asTheyAre = Scaler.identity(2);
        return DataContract.of(
                new InputEncoding.Series(asTheyAre),
                new TargetEncoding.Horizon(
                        new ForecastTask(Batch.FEATURES, List.of(0, 1), WINDOW, HORIZON, List.of()), asTheyAre));
    }

    private static Matrix series(int number, int steps) {
        CounterRandom noise = CounterRandom.of(3, "series", number);
        Matrix series = Matrix.zeros(steps, 2);
        for (int t = 0; t < steps; t++) {
            series.array()[2 * t] = (number % 3 - 1) * t * 0.2 + noise.normal(2L * t);
            series.array()[2 * t + 1] = 5 * Math.sin(t * Math.PI / 3 + number) + noise.normal(2L * t + 1);
        }
        return series;
    }

    private static Example classified(int number) {
        return new Example(
                new Sequence.Series(series(number, 10 + number % 4)),
                new Target.Labels(new TreeSet<>(List.of(LABELS.get(number % 3)))));
    }

    private static Example measured(int number) {
        Matrix series = series(number, 12);
        double sum = 0;
        for (double value : series.array()) {
            sum += value;
        }
        return new Example(new Sequence.Series(series), new Target.Numbers(List.of(100 + sum, (double) number % 3)));
    }

    private static Example steps(int number, Maker each) {
        Example whole = each.make(number);
        List<Target> targets = new ArrayList<>();
        for (int t = 0; t < 12; t++) {
            targets.add(new Target.Numbers(List.of((double) t, (double) number)));
        }
        return new Example(whole.sequence(), new Target.Steps(targets));
    }

    private static Example text(int number) {
        CounterRandom letters = CounterRandom.of(4, "text", number);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            text.append((char) ('a' + 3 * (number % 3) + letters.below(i, 6)));
        }
        return new Example(
                new Sequence.Text(text.toString()), new Target.Labels(new TreeSet<>(List.of(LABELS.get(number % 3)))));
    }

    private static Example tagged(int number) {
        List<String> symbols = new ArrayList<>();
        List<Target> tags = new ArrayList<>();
        for (int i = 0; i < 4 + number % 3; i++) {
            int word = CounterRandom.of(5, "tags", number).below(i, 9);
            symbols.add("word" + word);
            tags.add(new Target.Labels(new TreeSet<>(List.of(LABELS.get(word % 3)))));
        }
        return new Example(new Sequence.Symbols(symbols), new Target.Steps(tags));
    }

    private static Example spoken(int number) {
        return text(number).with(text(number).inputs(), Map.of(Example.TARGET, new Target.Next()));
    }

    private static Example translated(int number) {
        Example source = text(number);
        String text = ((Sequence.Text) source.sequence()).text();
        return source.with(source.inputs(), Map.of(Example.TARGET, new Target.Text(text.toUpperCase(Locale.ROOT))));
    }

    private static Example frames(int number) {
        CounterRandom on = CounterRandom.of(6, "frames", number);
        Matrix frames = Matrix.zeros(10, 2);
        List<Target> next = new ArrayList<>();
        for (int t = 0; t < frames.rows(); t++) {
            TreeSet<String> labels = new TreeSet<>();
            for (int c = 0; c < 2; c++) {
                frames.array()[2 * t + c] = on.below(2L * t + c, 2);
                if (on.below(2L * (t + 1) + c, 2) == 1) {
                    labels.add(LABELS.get(c));
                }
            }
            next.add(new Target.Labels(labels));
        }
        return new Example(new Sequence.Series(frames), new Target.Steps(next));
    }

    private static Example window(int number) {
        Matrix whole = series(number, WINDOW + HORIZON);
        return new Example(
                new Sequence.Series(whole.rows(0, WINDOW)), new Target.Horizon(whole.rows(WINDOW, WINDOW + HORIZON)));
    }

    /** All numbers of the examples to fit to, to see whether they are changed. */
    Map<Integer, List<Double>> numbers() {
        Map<Integer, List<Double>> numbers = new LinkedHashMap<>();
        for (int i = 0; i < task.training().size(); i++) {
            List<Double> own = new ArrayList<>();
            for (Sequence input : task.training().get(i).inputs().values()) {
                if (input instanceof Sequence.Series series) {
                    for (double value : series.values().array()) {
                        own.add(value);
                    }
                }
            }
            numbers.put(i, own);
        }
        return numbers;
    }
}
