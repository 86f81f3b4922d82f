package dev.sluice.core.data.generator;

import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Parity: a series {@code [T, 1]} of random bits, 0 or 1, of random length; is the number of ones even or odd? A single wrong step makes the
 * answer wrong, so that no summary of the series helps.
 */
public final class Parity implements DataSource {
    private final Options options;

    /** Length, number and seed of the examples. */
    public record Options(
            @Description("Steps of the shortest series.") @Default("10") @Range(min = 1, max = 100_000)
            int shortest,

            @Description("Steps of the longest series.") @Default("20") @Range(min = 1, max = 100_000)
            int longest,

            @Description("Whether the parity so far is the target at every step, instead of once at the end.")
            @Default("false")
            boolean perStep,

            @Description("Number of series.") @Default("5000") @Range(min = 1)
            int examples,

            @Description("Seed; another one gives other series.") @Default("1")
            long seed) {
        /** Checks the order of the lengths. */
        public Options {
            if (longest < shortest) {
                throw new IllegalArgumentException(
                        "'longest' must be at least 'shortest', but they are " + longest + " and " + shortest);
            }
        }
    }

    /** A source of such examples. */
    public Parity(Options options) {
        this.options = options;
    }

    @Override
    public List<Example> load(Reading reading) {
        return IntStream.range(0, options.examples()).mapToObj(this::example).toList();
    }

    private Example example(int number) {
        CounterRandom random = CounterRandom.of(options.seed(), "parity", number);
        int steps = options.shortest() + random.below(0, options.longest() - options.shortest() + 1);
        Tensor bits = Tensor.zeros(steps, 1);
        List<Target> answers = new ArrayList<>();
        int ones = 0;
        for (int t = 0; t < steps; t++) {
            int bit = random.below(t + 1L, 2);
            bits.array()[t] = bit;
            ones += bit;
            answers.add(new Target.Labels(new TreeSet<>(List.of(ones % 2 == 0 ? "even" : "odd"))));
        }
        return new Example(
                new Sequence.Series(bits), options.perStep() ? new Target.Steps(answers) : answers.getLast());
    }
}
