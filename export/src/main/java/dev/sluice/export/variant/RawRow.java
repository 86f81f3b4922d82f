package dev.sluice.export.variant;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Times;
import dev.sluice.core.data.prepare.CalendarStep;
import dev.sluice.core.data.prepare.ClipStep;
import dev.sluice.core.data.prepare.Frame;
import dev.sluice.core.data.prepare.Prepared;
import dev.sluice.core.data.prepare.SeasonStep;
import dev.sluice.core.data.prepare.Step;
import dev.sluice.core.data.prepare.TrendStep;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.ForecastTask;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.export.preparation.RawInputs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A random example of data as they are read. */
final class RawRow {
    /** One number in so many is far from the others, and one missing. */
    private static final int RARE = 4;

    private static final double FAR = 8;
    private static final String NEVER_SEEN = "a word that training never had";

    private final DataContract contract;
    private final RawInputs raw;
    private final int length;
    private final Set<Integer> gaps;
    private final int number;
    private final long seed;
    final double[] times;
    /** {@code [steps, columns]}. */
    final double[] numbers;

    final Map<String, List<String>> words = new LinkedHashMap<>();
    final Map<String, String> fixedWords = new LinkedHashMap<>();
    final double[] fixed;

    /**
     * Draws a row.
     *
     * @param length measured steps
     * @param gaps columns that may have gaps
     * @param number of the row in its batch
     */
    RawRow(DataContract contract, RawInputs raw, int length, Set<Integer> gaps, int number, long seed) {
        this.contract = contract;
        this.raw = raw;
        this.length = length;
        this.gaps = gaps;
        this.number = number;
        this.seed = seed;
        times = drawnTimes();
        numbers = drawnNumbers();
        raw.words().forEach((name, known) -> words.put(name, drawnWords(name, known, steps())));
        raw.fixedWords()
                .forEach((name, known) ->
                        fixedWords.put(name, drawnWords(name, known, 1).getFirst()));
        fixed = drawn("fixed", 1, raw.fixed(), raw.fixedColumns());
    }

    /** The measured steps and those to come. */
    int steps() {
        return length + raw.ahead();
    }

    private List<Step> preparation() {
        return contract.changes() instanceof Prepared prepared ? prepared.steps() : List.of();
    }

    private CounterRandom random(String purpose) {
        return CounterRandom.of(seed, "raw." + purpose, number);
    }

    /** Uneven, some before 1970, days apart where there is a calendar. */
    private double[] drawnTimes() {
        double unit = 1;
        double start = number % 2 == 0 ? 0 : -40;
        for (Step step : preparation()) {
            switch (step) {
                case CalendarStep calendar -> {
                    unit = 100_000;
                    start = number % 2 == 0 ? 951_700_000.5 : -3_000_000;
                }
                case SeasonStep season -> unit = Math.max(unit, season.period() / 5);
                case TrendStep trend -> start = Math.max(start, trend.start());
                default -> {}
            }
        }
        CounterRandom random = random("time");
        double[] drawn = new double[steps()];
        double now = start;
        for (int t = 0; t < drawn.length; t++) {
            drawn[t] = now;
            now += unit * (0.1 + random.real(t));
        }
        return drawn;
    }

    private double[] drawnNumbers() {
        int columns = raw.columns().size();
        double[] drawn = drawn("numbers", steps(), raw.series(), raw.columns());
        CounterRandom random = random("gaps");
        Optional<ForecastTask> task = raw.forecast();
        for (int t = 0; t < steps(); t++) {
            for (int c = 0; c < columns; c++) {
                int at = t * columns + c;
                boolean measured = t < length;
                boolean last = t == length - 1 && task.isPresent();
                int column = c;
                boolean known =
                        task.filter(each -> each.known().contains(column)).isPresent();
                // The first row has a gap in its middle, the second begins with one, the third has no number at all in
                // one column.
                boolean gap = gaps.contains(c)
                        && (random.below(at, RARE) == 0
                                || (number == 0 && t == 3)
                                || (number == 1 && t < 2)
                                || (number == 2 && c == 0 && task.isEmpty()));
                boolean missing = measured ? gap && !last : !known;
                drawn[at] = missing ? Double.NaN : drawn[at];
            }
        }
        ready(drawn);
        return drawn;
    }

    /** Columns of a calendar that is no node, as its caller makes them. */
    private void ready(double... drawn) {
        Frame frame = new Frame(Map.of(), Map.of(), Times.of(times), steps());
        for (Step step : preparation()) {
            if (step instanceof CalendarStep calendar && !calendar.isFixed()) {
                frame = calendar.apply(frame);
            }
        }
        Map<String, double[]> made = frame.numbers();
        for (String name : raw.ready()) {
            int column = raw.columns().lastIndexOf(name);
            double[] values = Objects.requireNonNull(made.get(name), name);
            for (int t = 0; t < steps(); t++) {
                drawn[t * raw.columns().size() + column] = values[t];
            }
        }
    }

    /** Numbers like those of training, some far beyond. */
    private double[] drawn(String purpose, int steps, String input, List<String> columns) {
        CounterRandom random = random(purpose);
        double[] drawn = new double[steps * columns.size()];
        for (int i = 0; i < drawn.length; i++) {
            double far = random.below(drawn.length + i, RARE) == 0 ? FAR : 1;
            drawn[i] = unscaled(input, columns.get(i % columns.size()), far * random.normal(i));
        }
        return drawn;
    }

    private double unscaled(String input, String column, double drawn) {
        for (Step step : preparation()) {
            if (step instanceof ClipStep clip && clip.columns().contains(column)) {
                int at = clip.columns().indexOf(column);
                double least = clip.least().get(at);
                double most = clip.most().get(at);
                return (least + most) / 2 + drawn * Math.max(1e-6, (most - least) / 2);
            }
        }
        int at = contract.columns().of(input).indexOf(column);
        return at >= 0 && contract.inputs().get(input) instanceof InputEncoding.Numeric numeric
                ? numeric.scaler().undo(drawn, at)
                : drawn;
    }

    private List<String> drawnWords(String name, List<String> known, int steps) {
        CounterRandom random = random("words." + name);
        List<String> drawn = new ArrayList<>();
        for (int t = 0; t < steps; t++) {
            int at = random.below(t, known.size() + 2);
            drawn.add(at == 0 ? "" : at == 1 ? NEVER_SEEN : known.get(at - 2));
        }
        return drawn;
    }

    /** The row as it is read. */
    Map<String, Sequence> example() {
        Map<String, Sequence> example = new LinkedHashMap<>();
        contract.inputs().forEach((name, encoding) -> {
            if (name.equals(raw.series())) {
                addSeries(example);
            } else if (name.equals(raw.fixed())) {
                addFixed(example);
            } else if (raw.forecast()
                    .filter(task -> task.knownInput().equals(name))
                    .isEmpty()) {
                example.put(name, other(name, encoding));
            }
        });
        return example;
    }

    private void addSeries(Map<String, Sequence> example) {
        int given = raw.columns().size() - raw.ready().size();
        if (given > 0) {
            Matrix values = Matrix.zeros(steps(), given);
            for (int t = 0; t < steps(); t++) {
                System.arraycopy(numbers, t * raw.columns().size(), values.array(), t * given, given);
            }
            example.put(raw.series(), new Sequence.Series(values, Times.of(times)));
        }
        words.forEach((name, each) -> example.put(name, new Sequence.Categories(each, true)));
    }

    private void addFixed(Map<String, Sequence> example) {
        if (!raw.fixedColumns().isEmpty()) {
            example.put(raw.fixed(), new Sequence.Static(Matrix.row(fixed)));
        }
        fixedWords.forEach((name, word) -> example.put(name, new Sequence.Categories(List.of(word), false)));
    }

    /** An input that is not prepared. */
    private Sequence other(String name, InputEncoding encoding) {
        CounterRandom random = random(name);
        return switch (encoding) {
            case InputEncoding.Text text -> {
                List<String> symbols = text.vocabulary().symbols();
                List<String> drawn = new ArrayList<>();
                for (int t = 0; t < length; t++) {
                    drawn.add(symbols.get(random.below(t, symbols.size())));
                }
                yield new Sequence.Symbols(drawn);
            }
            case InputEncoding.Series series -> new Sequence.Series(matrix(random, length, series.scaler()));
            case InputEncoding.Static fixedNumbers -> new Sequence.Static(matrix(random, 1, fixedNumbers.scaler()));
            case InputEncoding.Category category ->
                category.words().isEmpty()
                        ? new Sequence.Static(Matrix.row(random.below(0, category.categories())))
                        : new Sequence.Categories(
                                List.of(drawnWords(name, category.words(), 1).getFirst()), false);
        };
    }

    private static Matrix matrix(CounterRandom random, int steps, Scaler scaler) {
        Matrix matrix = Matrix.zeros(steps, scaler.features());
        for (int i = 0; i < matrix.array().length; i++) {
            matrix.array()[i] = scaler.undo(random.normal(i), i % scaler.features());
        }
        return matrix;
    }
}
