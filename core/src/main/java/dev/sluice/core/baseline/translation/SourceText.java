package dev.sluice.core.baseline.translation;

import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.WrittenEncoding;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The input that a text is written about: the first one that is a text. */
record SourceText(BaselineTask task, String input) {
    /** The reason why a task has none; empty if it has. */
    static Optional<String> refusal(BaselineTask task) {
        if (!(task.encoding() instanceof WrittenEncoding)) {
            return Optional.of("it needs a text to write");
        }
        return task.contract().inputs().values().stream().anyMatch(InputEncoding.Text.class::isInstance)
                ? Optional.empty()
                : Optional.of("it needs a text among the inputs");
    }

    /** That of a task that has one. */
    static SourceText of(BaselineTask task) {
        return task.contract().inputs().entrySet().stream()
                .filter(input -> input.getValue() instanceof InputEncoding.Text)
                .map(Map.Entry::getKey)
                .findFirst()
                .map(name -> new SourceText(task, name))
                .orElseThrow(() -> new IllegalArgumentException("no input is a text"));
    }

    /** Its symbols, as a model sees them. */
    List<String> symbols(Example example) {
        Sequence given = Objects.requireNonNull(example.inputs().get(input), input);
        return task.symbols(input, given);
    }

    /** The text as it was given, its symbols put together where it was cut before. */
    String asGiven(Example example) {
        return example.inputs().get(input) instanceof Sequence.Text whole
                ? whole.text().strip()
                : config().joined(symbols(example));
    }

    /** The rules by which it is cut. */
    TextConfig config() {
        return ((InputEncoding.Text)
                        Objects.requireNonNull(task.contract().inputs().get(input), input))
                .config();
    }

    /** The encoding of the text to write. */
    WrittenEncoding written() {
        return (WrittenEncoding) task.encoding();
    }
}
