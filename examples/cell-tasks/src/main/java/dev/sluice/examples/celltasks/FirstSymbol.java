package dev.sluice.examples.celltasks;

import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The input of the copy memory task with a single answer: random symbols, many blanks, a question mark; which symbol was the
 * first? {@code cabfhd--------------------?} → {@code c}.
 *
 * <p>The task of Arjovsky, Shah and Bengio (2016) asks for all symbols again, one at a time. This one asks for the one that
 * must be kept longest, past all other symbols and the blanks. Guessing is right once in {@code alphabet} times.
 */
@Citation("Arjovsky, Shah, Bengio (2016), Unitary evolution recurrent neural networks. ICML")
final class FirstSymbol implements DataSource {
    private final Options options;

    /** How long, how many, and which. */
    record Options(
            @Description("Symbols at the beginning.") @Default("10") @Range(min = 1, max = 10_000)
            int symbols,

            @Description("Different symbols.") @Default("8") @Range(min = 2, max = 26)
            int alphabet,

            @Description("Blanks after the symbols.") @Default("40") @Range(min = 0, max = 100_000)
            int blanks,

            @Description("How many sequences.") @Default("5000") @Range(min = 1)
            int examples,

            @Description("Another seed gives other sequences.") @Default("1")
            long seed) {}

    FirstSymbol(Options options) {
        this.options = options;
    }

    @Override
    public List<Example> load(Path folder) {
        return IntStream.range(0, options.examples()).mapToObj(this::example).toList();
    }

    private Example example(int number) {
        CounterRandom random = CounterRandom.of(options.seed(), "first-symbol", number);
        StringBuilder text = new StringBuilder();
        for (int t = 0; t < options.symbols(); t++) {
            text.append((char) ('a' + random.below(t, options.alphabet())));
        }
        String first = text.substring(0, 1);
        text.append("-".repeat(options.blanks())).append('?');
        return new Example(new Sequence.Text(text.toString()), new Target.Labels(new TreeSet<>(List.of(first))));
    }
}
