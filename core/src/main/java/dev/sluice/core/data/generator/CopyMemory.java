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
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The copy memory task of Arjovsky, Shah and Bengio (2016, section 5.1): random symbols, many blanks, a mark; from the mark on
 * the symbols are asked for again, one at each step and in their order. Before it the answer is blank.
 *
 * <pre>
 *   symbols: 4   blanks: 6      text     cabf------?---
 *                               answers  ----------cabf
 * </pre>
 *
 * <p>A text has {@code 2 · symbols + blanks} steps, the paper's {@code T + 20}; the mark is the first of the last
 * {@code symbols} ones. Whoever remembers nothing has a loss of {@code symbols · ln(alphabet) / steps} and recalls one in
 * {@code alphabet}.
 */
@Citation("Arjovsky, Shah, Bengio (2016), Unitary evolution recurrent neural networks. ICML")
public final class CopyMemory implements DataSource {
    /** The answer where nothing is asked for, and what stands between the symbols and the mark. */
    static final String BLANK = "-";

    private static final String MARK = "?";

    private final Options options;

    /** Length, number and seed of the examples. */
    public record Options(
            @Description("Symbols to remember.") @Default("10") @Range(min = 1, max = 10_000)
            int symbols,

            @Description("Number of different symbols.") @Default("8") @Range(min = 2, max = 26)
            int alphabet,

            @Description("Blanks between the symbols and the mark.") @Default("20") @Range(min = 0, max = 100_000)
            int blanks,

            @Description("Number of sequences.") @Default("5000") @Range(min = 1)
            int examples,

            @Description("Seed; another one gives other sequences.") @Default("1")
            long seed) {}

    /** A source of such examples. */
    public CopyMemory(Options options) {
        this.options = options;
    }

    @Override
    public List<Example> load(Reading reading) {
        return IntStream.range(0, options.examples()).mapToObj(this::example).toList();
    }

    private Example example(int number) {
        CounterRandom random = CounterRandom.of(options.seed(), "copy-memory", number);
        StringBuilder symbols = new StringBuilder();
        for (int t = 0; t < options.symbols(); t++) {
            symbols.append((char) ('a' + random.below(t, options.alphabet())));
        }
        String text = symbols + BLANK.repeat(options.blanks()) + MARK + BLANK.repeat(options.symbols() - 1);
        List<Target> answers = new ArrayList<>();
        for (int t = 0; t < text.length(); t++) {
            int asked = t - options.symbols() - options.blanks();
            answers.add(label(asked < 0 ? BLANK : symbols.substring(asked, asked + 1)));
        }
        return new Example(new Sequence.Text(text), new Target.Steps(answers));
    }

    private static Target label(String name) {
        return new Target.Labels(new TreeSet<>(List.of(name)));
    }
}
