package dev.sluice.core.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Texts whose next symbol is predicted at every step. */
public final class NextSymbols {
    private NextSymbols() {}

    /**
     * Texts without targets, with that of the next symbol.
     *
     * @throws DataException if an example has a target of its own, or is no text
     */
    public static List<Example> of(List<Example> texts) {
        List<Example> examples = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            Example text = texts.get(i);
            boolean isText = text.inputs().size() == 1
                    && text.inputs().values().stream()
                            .allMatch(input -> input instanceof Sequence.Text || input instanceof Sequence.Symbols);
            if (!isText || !text.targets().isEmpty()) {
                throw new DataException("data.next predicts the next symbol of texts without targets, but "
                                + (isText
                                        ? "this one has a target, "
                                                + text.targets().keySet()
                                        : "this example has the inputs "
                                                + text.inputs().keySet())
                                + "; take a source of texts alone, such as text-stream, or next: false")
                        .in(text, i + 1);
            }
            examples.add(text.with(text.inputs(), Map.of(Example.TARGET, new Target.Next())));
        }
        return List.copyOf(examples);
    }

    /** The texts of a part one after the other as one. */
    public static List<Example> joined(List<Example> part, TextConfig rules) {
        if (part.size() < 2) {
            return part;
        }
        List<String> symbols = new ArrayList<>();
        part.forEach(text -> symbols.addAll(rules.symbols(text.sequence())));
        Example first = part.getFirst();
        String input = first.inputs().keySet().iterator().next();
        return List.of(first.with(Map.of(input, new Sequence.Symbols(symbols)), first.targets()));
    }
}
