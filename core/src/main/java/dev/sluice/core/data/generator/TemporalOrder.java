package dev.sluice.core.data.generator;

import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The temporal order problem: among random letters from {@code a} to {@code d} stand two or more of {@code X} and {@code Y}, one in
 * each stretch of the sequence; their order is the class, such as {@code XY}. Hochreiter and Schmidhuber (1997, section 5.6) take
 * lengths from 100 to 110, the first letter between steps 10 and 20, the second between 50 and 60; here all scale with the length.
 */
@Citation("Hochreiter, Schmidhuber (1997), Long short-term memory. Neural Computation 9(8)")
public final class TemporalOrder implements DataSource {
    private static final int NOISE = 4;
    private static final int TENTH = 10;
    private static final int PERCENT = 100;
    /** First steps at which the letters may stand, in the paper's length of 100. */
    private static final List<Integer> OF_TWO = List.of(10, 50);

    private static final List<Integer> OF_THREE = List.of(10, 33, 66);

    private final Options options;

    /** Length, number and seed of the examples. */
    public record Options(
            @Description("Steps of the shortest text; the longest has 10 % more.")
            @Default("100")
            @Range(min = 20, max = 100_000)
            int length,

            @Description("Number of letters whose order is to be recognized.") @Default("2") @Range(min = 2, max = 3)
            int letters,

            @Description("Number of texts.") @Default("5000") @Range(min = 1)
            int examples,

            @Description("Seed; another one gives other texts.") @Default("1")
            long seed) {}

    /** A source of such examples. */
    public TemporalOrder(Options options) {
        this.options = options;
    }

    @Override
    public List<Example> load(Reading reading) {
        return IntStream.range(0, options.examples()).mapToObj(this::example).toList();
    }

    private Example example(int number) {
        CounterRandom noise = CounterRandom.of(options.seed(), "temporal-order/noise", number);
        CounterRandom letters = CounterRandom.of(options.seed(), "temporal-order/letters", number);
        int tenth = options.length() / TENTH;
        int steps = options.length() + letters.below(0, tenth + 1);
        StringBuilder text = new StringBuilder();
        for (int t = 0; t < steps; t++) {
            text.append((char) ('a' + noise.below(t, NOISE)));
        }
        StringBuilder order = new StringBuilder();
        for (int i = 0; i < options.letters(); i++) {
            int from = (options.letters() == 2 ? OF_TWO : OF_THREE).get(i);
            int place = from * options.length() / PERCENT + letters.below(2L * i + 1, tenth + 1);
            char letter = letters.below(2L * i + 2, 2) == 0 ? 'X' : 'Y';
            text.setCharAt(place, letter);
            order.append(letter);
        }
        return new Example(
                new Sequence.Text(text.toString()), new Target.Labels(new TreeSet<>(List.of(order.toString()))));
    }
}
