package dev.sluice.cli;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.data.WrittenEncoding;
import dev.sluice.core.decode.WrittenText;
import dev.sluice.core.error.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Texts and what a model wrote about them, and what is worth knowing about both.
 *
 * @param input name of the text that is read
 * @param source its encoding
 * @param written encoding of the texts that are written
 */
record Translations(String input, InputEncoding.Text source, WrittenEncoding written) {
    private static final int MOST_SHOWN = 5;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * Texts for a model.
     *
     * @param run its name, for the message
     * @throws DataException if it does not read a text and write one
     */
    static Translations of(DataContract contract, String run) {
        if (!(contract.target() instanceof WrittenEncoding written)) {
            throw new DataException("a model that translates must write a text, but this one says "
                    + String.join(", ", contract.targets().keySet()) + "; take 'sluice predict " + run + "'");
        }
        Map.Entry<String, InputEncoding> input =
                contract.inputs().entrySet().iterator().next();
        if (contract.inputs().size() > 1 || !(input.getValue() instanceof InputEncoding.Text text)) {
            throw new DataException("a model that translates must read one text, but this one reads "
                    + String.join(", ", contract.inputs().keySet()));
        }
        return new Translations(input.getKey(), text, written);
    }

    /** The inputs of a text. */
    Map<String, Sequence> inputs(String text) {
        return Map.of(input, new Sequence.Text(text));
    }

    /** Notes on symbols that the model does not know, and on texts that are longer than it reads. */
    List<String> notesBefore(List<String> texts) {
        Set<String> words = new LinkedHashSet<>();
        List<String> cut = new ArrayList<>();
        long unknown = 0;
        long all = 0;
        TextConfig config = source.config();
        TextConfig whole = config.withMaxLength(Integer.MAX_VALUE - 1);
        for (int i = 0; i < texts.size(); i++) {
            List<String> symbols = whole.symbols(texts.get(i));
            if (symbols.size() > config.maxLength()) {
                cut.add("text " + (i + 1) + " has " + symbols.size());
            }
            for (String symbol : symbols.subList(0, Math.min(symbols.size(), config.maxLength()))) {
                all++;
                if (source.vocabulary().id(symbol) == Vocabulary.UNKNOWN) {
                    unknown++;
                    words.add(symbol);
                }
            }
        }
        List<String> notes = new ArrayList<>();
        if (unknown > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d %s are not in the vocabulary and are read as unknown: %s",
                    unknown,
                    all,
                    units(),
                    few(words.stream().map(Printable::word).toList())));
        }
        if (!cut.isEmpty()) {
            notes.add(String.format(
                    Locale.ROOT,
                    "The model reads %,d %s of a text and ignores the rest: %s",
                    config.maxLength(),
                    units(),
                    few(cut)));
        }
        return notes;
    }

    /**
     * A note on texts that do not say what is to be written.
     *
     * @param marks words of which one stands before each text that the model learned from; empty if there are none
     */
    Optional<String> withoutMark(List<String> texts, List<String> marks) {
        List<Integer> without = IntStream.range(0, texts.size())
                .filter(i ->
                        marks.stream().noneMatch(mark -> texts.get(i).strip().startsWith(mark + " ")))
                .boxed()
                .toList();
        return marks.isEmpty() || without.isEmpty()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%,d of %,d texts, text %,d first, do not begin with a word that says what to write, as all did in training"
                                + " (%s); put it before them: %s …",
                        without.size(),
                        texts.size(),
                        without.getFirst() + 1,
                        few(marks),
                        marks.getFirst()));
    }

    private String units() {
        return source.config().tokenizer().inWords() + "s";
    }

    private static String few(List<String> all) {
        return all.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "))
                + (all.size() > MOST_SHOWN ? ", …" : "");
    }

    /** Notes on texts that the model did not end by itself. */
    List<String> notesAfter(List<List<WrittenText>> all) {
        List<String> endless = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).isEmpty() && !all.get(i).getFirst().ended()) {
                endless.add("text " + (i + 1) + " at "
                        + all.get(i).getFirst().symbols().size());
            }
        }
        return endless.isEmpty()
                ? List.of()
                : List.of("The limit of length (--max-length) ended what the model did not end: " + few(endless));
    }

    /** Whether a text was written by a model without attention. */
    static boolean looksAtNothing(WrittenText text) {
        return text.attention().isEmpty() && (text.ended() || !text.symbols().isEmpty());
    }

    /** The best texts in lines; with their scores if there are several. */
    static String lines(List<WrittenText> texts, int most) {
        StringBuilder lines = new StringBuilder();
        for (WrittenText text : texts.subList(0, Math.min(most, texts.size()))) {
            if (most > 1) {
                lines.append(String.format(Locale.ROOT, "%.4f\t", text.score()));
            }
            lines.append(text.text().replace('\n', ' ')).append('\n');
        }
        return lines.toString();
    }

    /** A JSON object in a line. */
    String json(String read, List<WrittenText> texts, int most, boolean attention) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("source", read);
        if (attention) {
            object.put("source_symbols", source.config().symbols(read));
        }
        List<Map<String, Object>> written = new ArrayList<>();
        for (WrittenText text : texts.subList(0, Math.min(most, texts.size()))) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("text", text.text());
            each.put("score", text.score());
            each.put("log_probability", text.logProbability());
            each.put("ended", text.ended());
            if (attention) {
                List<String> symbols = new ArrayList<>(text.symbols());
                if (text.ended()) {
                    symbols.add("<end>");
                }
                each.put("symbols", symbols);
                each.put("attention", text.attention());
            }
            written.add(each);
        }
        object.put("texts", written);
        return JSON.writeValueAsString(object) + "\n";
    }
}
