package dev.sluice.core.generate;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Writes texts symbol by symbol. Padding and unknown symbols are never drawn. */
final class SymbolGenerator implements SequenceGenerator {
    /** What is read before an empty prompt, the first of them that the model knows; else its most frequent symbol. */
    private static final List<String> BEGINNINGS = List.of("\n", "<eos>", "</s>");

    private final TextConfig rules;
    private final Vocabulary vocabulary;
    private final List<String> names;
    private final GenerationOptions options;
    private final StepSampler sampler;

    SymbolGenerator(DataContract contract, TargetEncoding.Next next, GenerationOptions options) {
        if (!(contract.input() instanceof InputEncoding.Text text)) {
            throw new DataException("a model that writes texts must read one");
        }
        rules = text.config();
        vocabulary = next.vocabulary();
        names = vocabulary.names();
        this.options = options;
        sampler = new StepSampler(options);
    }

    @Override
    public Generated after(Sequence prompt, NextStep model) {
        List<String> symbols = symbols(prompt);
        Set<String> unknown = new LinkedHashSet<>();
        float[] probabilities = new float[0];
        for (String symbol : symbols.isEmpty() ? List.of(beginning()) : symbols) {
            int token = vocabulary.id(symbol);
            if (token == Vocabulary.UNKNOWN) {
                unknown.add(symbol);
            }
            probabilities = model.afterToken(token);
        }
        List<List<String>> steps = new ArrayList<>();
        List<String> written = new ArrayList<>();
        for (int step = 0; step < options.length(); step++) {
            int token = sampler.one(probabilities, Vocabulary.UNKNOWN + 1, step);
            steps.add(List.of(names.get(token)));
            written.add(names.get(token));
            OptionalInt end = end(written);
            if (end.isPresent()) {
                return new Generated(steps.subList(0, end.getAsInt()), true, List.copyOf(unknown));
            }
            if (step + 1 < options.length()) {
                probabilities = model.afterToken(token);
            }
        }
        return new Generated(steps, false, List.copyOf(unknown));
    }

    private List<String> symbols(Sequence prompt) {
        return switch (prompt) {
            case Sequence.Text text -> rules.symbols(text.text());
            case Sequence.Symbols symbols -> symbols.symbols();
            default ->
                throw new DataException(
                        "the prompt of a model that writes texts must be a text, but is " + prompt.words());
        };
    }

    private String beginning() {
        return BEGINNINGS.stream()
                .filter(symbol -> vocabulary.id(symbol) != Vocabulary.UNKNOWN)
                .findFirst()
                .orElseGet(() -> vocabulary.symbols().getFirst());
    }

    /** The number of symbols before a stop in what is written; empty if there is none. */
    private OptionalInt end(List<String> written) {
        if (options.stops().stream().noneMatch(stop -> ends(written, stop))) {
            return OptionalInt.empty();
        }
        String text = rules.joined(written);
        int place = options.stops().stream()
                .mapToInt(text::indexOf)
                .filter(at -> at >= 0)
                .min()
                .orElse(text.length());
        int kept = written.size();
        while (kept > 0 && rules.joined(written.subList(0, kept)).length() > place) {
            kept--;
        }
        return OptionalInt.of(kept);
    }

    /** Looks at the last symbols alone, each of which is at least a byte of the text: others were looked at when they were written. */
    private boolean ends(List<String> written, String stop) {
        int most = stop.getBytes(StandardCharsets.UTF_8).length + 1;
        List<String> last = written.subList(Math.max(0, written.size() - most), written.size());
        return rules.joined(last).contains(stop);
    }
}
