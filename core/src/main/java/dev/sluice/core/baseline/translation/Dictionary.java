package dev.sluice.core.baseline.translation;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Target;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import java.util.List;
import java.util.Optional;

/**
 * For each symbol of the source, in its order, the most probable one of a {@link WordTable}. A symbol that never occurred is copied.
 */
public final class Dictionary implements Baseline {
    private final Options options;

    /** The method with the given options. */
    public Dictionary(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code dictionary}. */
    public record Options(
            @Description("Passes of expectation maximization over the training part")
            @Default("5")
            @Range(min = 1, max = 100)
            int passes) {}

    @Override
    public Optional<String> refusal(BaselineTask task) {
        return SourceText.refusal(task);
    }

    @Override
    public Fitted fit(BaselineTask task) {
        SourceText source = SourceText.of(task);
        WordTable.Builder pairs = new WordTable.Builder();
        int read = 0;
        for (Example example : task.training()) {
            Target.Text text = (Target.Text) task.targetOf(example);
            if (!pairs.add(source.symbols(example), source.written().config().symbols(text.text()))) {
                break;
            }
            read++;
        }
        return new Looked(source, pairs.fit(options.passes()), read);
    }

    private record Looked(SourceText source, WordTable table, int pairs) implements Writer {
        @Override
        public String description() {
            boolean all = pairs == source.task().training().size();
            return "dictionary, by IBM model 1" + (all ? "" : " of the first " + pairs + " pairs");
        }

        @Override
        public String write(Example example) {
            List<String> written =
                    source.symbols(example).stream().map(table::likeliest).toList();
            return source.written().config().joined(written);
        }
    }
}
