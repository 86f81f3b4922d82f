package dev.sluice.core.generate;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.Vocabulary;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
        StringBuilder written = new StringBuilder();
        for (int step = 0; step < options.length(); step++) {
            int token = sampler.one(probabilities, Vocabulary.UNKNOWN + 1, step);
            steps.add(List.of(names.get(token)));
            written.append(rules.unit().separator()).append(names.get(token));
            int end = end(written);
            if (end >= 0) {
                return new Generated(before(steps, end), true, List.copyOf(unknown));
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

    /** The place of a stop at the end of what is written; -1 if there is none. */
    private int end(StringBuilder written) {
        for (String stop : options.stops()) {
            int at = written.length() - stop.length();
            if (at >= 0 && written.indexOf(stop, at) == at) {
                return at;
            }
        }
        return -1;
    }

    /** The steps that end before a place in the text. */
    private List<List<String>> before(List<List<String>> steps, int place) {
        List<List<String>> kept = new ArrayList<>();
        int length = 0;
        for (List<String> step : steps) {
            length += rules.unit().separator().length() + step.getFirst().length();
            if (length > place) {
                break;
            }
            kept.add(step);
        }
        return kept;
    }
}
