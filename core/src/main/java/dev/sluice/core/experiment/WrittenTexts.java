package dev.sluice.core.experiment;

import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.error.Printable;
import dev.sluice.core.experiment.record.Json;
import dev.sluice.core.train.TextJudge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The texts that a model wrote about the test part, for the run's folder and its report. */
final class WrittenTexts {
    private static final int SHOWN = 3;

    private WrittenTexts() {}

    /** The lines of {@code written.jsonl}: what was read, the text as it should be, the text that was written. */
    static String file(List<TextJudge.Pair> texts, List<Example> test) {
        StringBuilder lines = new StringBuilder();
        for (TextJudge.Pair pair : texts) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("example", pair.place() + 1);
            line.put("source", source(test.get(pair.place())));
            line.put("reference", pair.reference());
            line.put("written", pair.written().text());
            line.put("score", pair.written().score());
            line.put("ended", pair.written().ended());
            lines.append(Json.line(line)).append('\n');
        }
        return lines.toString();
    }

    /** Some of them, spread over the test part. */
    static List<String> report(List<TextJudge.Pair> texts, List<Example> test) {
        List<String> lines = new ArrayList<>();
        if (texts.isEmpty()) {
            return lines;
        }
        lines.add("Some texts of the test part:");
        for (int i = 0; i < Math.min(SHOWN, texts.size()); i++) {
            TextJudge.Pair pair = texts.get(i * texts.size() / Math.min(SHOWN, texts.size()));
            String read = source(test.get(pair.place()));
            // A series of numbers is no text to show.
            if (!read.isEmpty()) {
                lines.add("  read:    " + Printable.message(read));
            }
            lines.add("  wanted:  " + Printable.message(pair.reference()));
            lines.add("  written: " + Printable.message(pair.written().text()));
        }
        return lines;
    }

    private static String source(Example example) {
        return example.inputs().values().stream()
                .map(input -> switch (input) {
                    case Sequence.Text text -> text.text();
                    case Sequence.Symbols symbols -> String.join(" ", symbols.symbols());
                    default -> "";
                })
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(example.name());
    }
}
