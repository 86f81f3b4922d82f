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
import dev.sluice.core.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The adding problem: a series {@code [T, 2]} of random numbers in [-1, 1) and of marks, two of which are 1 and all others 0.
 * The answer is {@code 0.5 + (X1 + X2) / 4} of the two marked numbers, so it lies in [0, 1].
 *
 * <p>Numbers and answer are those of Hochreiter and Schmidhuber (1997, section 5.4); the marks stand as in Arjovsky, Shah and
 * Bengio (2016), one anywhere in each half, so the first is half a series away from the second on average. Whoever
 * always says 0.5 has a mean squared error of 1/24 and is within 0.04 for 15 % of the series.
 */
@Citation({
    "Hochreiter, Schmidhuber (1997), Long short-term memory. Neural Computation 9(8)",
    "Arjovsky, Shah, Bengio (2016), Unitary evolution recurrent neural networks. ICML"
})
public final class AddingProblem implements DataSource {
    private final Options options;

    /** Length, number and seed of the examples. */
    public record Options(
            @Description("Steps of a series.") @Default("50") @Range(min = 2, max = 100_000)
            int length,

            @Description("Number of series.") @Default("5000") @Range(min = 1)
            int examples,

            @Description("Seed; another one gives other series.") @Default("1")
            long seed) {}

    /** A source of such examples. */
    public AddingProblem(Options options) {
        this.options = options;
    }

    @Override
    public List<Example> load(Reading reading) {
        return IntStream.range(0, options.examples()).mapToObj(this::example).toList();
    }

    private Example example(int number) {
        CounterRandom numbers = CounterRandom.of(options.seed(), "adding-problem/numbers", number);
        CounterRandom marks = CounterRandom.of(options.seed(), "adding-problem/marks", number);
        int half = options.length() / 2;
        int first = marks.below(0, half);
        int second = half + marks.below(1, options.length() - half);
        Tensor series = Tensor.zeros(options.length(), 2);
        for (int t = 0; t < options.length(); t++) {
            series.array()[2 * t] = 2 * numbers.uniform(t) - 1;
        }
        series.array()[2 * first + 1] = 1;
        series.array()[2 * second + 1] = 1;
        double sum = (double) series.array()[2 * first] + series.array()[2 * second];
        return new Example(new Sequence.Series(series), new Target.Numbers(List.of(0.5 + sum / 4)));
    }
}
