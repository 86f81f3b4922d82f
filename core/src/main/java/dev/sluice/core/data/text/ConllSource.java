package dev.sluice.core.data.text;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.file.PartFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads sentences with a token in each line and an empty line behind each sentence (Tjong Kim Sang and De Meulder, 2003). Document marks
 * ({@code -DOCSTART-}) are left out. See {@link ConllOptions}.
 */
public final class ConllSource implements DataSource {
    private static final String DOCUMENT = "-DOCSTART-";

    private final ConllOptions options;

    /** A source for the files that the options name. */
    public ConllSource(ConllOptions options) {
        this.options = options;
    }

    @Override
    public List<Example> load(Reading reading) throws IOException {
        List<Example> all = new ArrayList<>();
        TagCheck check = new TagCheck(options.brokenTags());
        for (PartFiles.PartFile file : options.files().all(reading)) {
            for (ConllSentence sentence : sentences(file.file(), reading)) {
                all.add(sentence.example(options, file.part(), check));
            }
        }
        check.report(reading.report());
        reading.report().count("rows", all.size());
        return all;
    }

    /** Reads tokens alone, or whole columns: of a line without tags, the token is the only column. */
    @Override
    public List<Example> inputs(Path file, Reading reading) throws IOException {
        return sentences(file, reading).stream()
                .map(sentence -> new Example(
                        "",
                        Map.of(Batch.TOKENS, sentence.tokens(options)),
                        Map.of(),
                        sentence.origin(),
                        Example.Part.BY_HASH))
                .toList();
    }

    private List<ConllSentence> sentences(Path file, Reading reading) throws IOException {
        List<ConllSentence> sentences = new ArrayList<>();
        List<TextLine> open = new ArrayList<>();
        for (TextLine line : new TextLines(options.encodingOf(), reading.report()).of(file)) {
            boolean comment = !options.comment().isEmpty() && line.text().startsWith(options.comment());
            if (line.isBlank()) {
                close(open, sentences);
            } else if (!comment && !line.text().startsWith(DOCUMENT)) {
                open.add(line);
            }
        }
        close(open, sentences);
        if (sentences.isEmpty()) {
            throw new DataException(
                    file + " must have a sentence, a token and its tags in each line, but has no line with a token");
        }
        return sentences;
    }

    private static void close(List<TextLine> open, List<ConllSentence> sentences) {
        if (!open.isEmpty()) {
            sentences.add(new ConllSentence(List.copyOf(open)));
            open.clear();
        }
    }
}
