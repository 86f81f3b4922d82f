package dev.sluice.core.baseline.translation;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.data.Example;
import java.util.Optional;

/** The source as it is, which names and numbers of a translation often are. */
public final class CopySource implements Baseline {
    @Override
    public Optional<String> refusal(BaselineTask task) {
        return SourceText.refusal(task);
    }

    @Override
    public Fitted fit(BaselineTask task) {
        return new Copied(SourceText.of(task));
    }

    private record Copied(SourceText source) implements Writer {
        @Override
        public String description() {
            return "copy of the source";
        }

        @Override
        public String write(Example example) {
            return source.asGiven(example);
        }
    }
}
