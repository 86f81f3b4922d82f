package dev.sluice.core.data.text;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Origin;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.file.PartFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Reads long texts: one example for each part, with the text of all its files and no target. Lines keep their order; a line end is LF,
 * whatever it is in the file, or the symbol that stands in its place. See {@link StreamOptions}.
 */
public final class StreamSource implements DataSource {
    private final StreamOptions options;

    /** A source for the files that the options name. */
    public StreamSource(StreamOptions options) {
        this.options = options;
    }

    @Override
    public List<Example> load(Reading reading) throws IOException {
        Map<Example.Part, StringBuilder> texts = new EnumMap<>(Example.Part.class);
        Map<Example.Part, String> origins = new EnumMap<>(Example.Part.class);
        for (PartFiles.PartFile file : options.files().all(reading)) {
            append(file.file(), reading, texts.computeIfAbsent(file.part(), part -> new StringBuilder()));
            origins.putIfAbsent(file.part(), String.valueOf(file.file().getFileName()));
        }
        List<Example> examples = new ArrayList<>();
        texts.forEach((part, text) -> {
            String origin = origins.getOrDefault(part, "");
            if (part != Example.Part.BY_HASH) {
                examples.add(example(text.toString(), part, origin));
            } else if (options.files().file().isEmpty()) {
                examples.add(example(text.toString(), Example.Part.TRAINING, origin));
            } else {
                examples.addAll(divided(text.toString(), origin));
            }
        });
        reading.report()
                .count(
                        "characters",
                        examples.stream()
                                .mapToLong(example -> text(example).length())
                                .sum());
        return examples;
    }

    @Override
    public List<Example> inputs(Path file, Reading reading) throws IOException {
        StringBuilder text = new StringBuilder();
        append(file, reading, text);
        return List.of(example(text.toString(), Example.Part.BY_HASH, String.valueOf(file.getFileName())));
    }

    private void append(Path file, Reading reading, StringBuilder text) throws IOException {
        String end = options.endOfLine().isEmpty() ? "\n" : " " + options.endOfLine() + "\n";
        new TextLines(options.encodingOf(), reading.report())
                .each(file, line -> text.append(line.text()).append(end));
    }

    /** The shares of one text, each cut where a character begins. */
    private List<Example> divided(String text, String origin) {
        Example.Part[] parts = {Example.Part.TRAINING, Example.Part.VALIDATION, Example.Part.TEST};
        int characters = text.codePointCount(0, text.length());
        List<Example> examples = new ArrayList<>();
        int from = 0;
        double share = 0;
        for (int part = 0; part < parts.length; part++) {
            share += options.shares().get(part);
            int until = text.offsetByCodePoints(0, (int) Math.round(Math.min(1, share) * characters));
            if (until > from) {
                examples.add(example(text.substring(from, until), parts[part], origin));
            } else if (options.shares().get(part) > 0) {
                throw new DataException(
                        "the file " + origin + " has " + characters + " characters, too few for a share of "
                                + options.shares().get(part) + "; bring more text or change shares");
            }
            from = until;
        }
        return examples;
    }

    private static Example example(String text, Example.Part part, String origin) {
        return new Example("", Map.of(Batch.TOKENS, new Sequence.Text(text)), Map.of(), Origin.lines(origin, 1), part);
    }

    private static String text(Example example) {
        return example.sequence() instanceof Sequence.Text text ? text.text() : "";
    }
}
