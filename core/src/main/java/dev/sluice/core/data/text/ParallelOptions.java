package dev.sluice.core.data.text;

import dev.sluice.core.data.Example;
import dev.sluice.core.option.AnyNames;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files whose lines belong together: line n of each is of example n. */
@Description("Files whose lines correspond: texts, their translations, tags or classes")
public record ParallelOptions(
        @Description(
                "Path of the file of texts to read, relative to the experiment file; $data/… for one in the folder of"
                        + " shared data. * stands for the word of a part (training, validation, test), as in"
                        + " data/*.de; if a file is missing, .gz is tried")
        @Default("''")
        String text,

        @Description("Path of the file of texts that are already split into tokens, separated by white space")
        @Default("''")
        String tokens,

        @Description("Path of the file with the translation of each text, the target outputs") @Default("''")
        String translation,

        @Description("Path of a file with texts and their translations in the columns of each line, instead of text and"
                + " translation; within a zip file as pairs.zip/fra.txt")
        @Default("''")
        String pairs,

        @Description("The tab-separated columns of pairs, from the left: text, translation, or - for a column to skip")
        @Default("[text, translation]")
        List<String> columns,

        @Description(
                "Words for + in the paths, such as languages: the files of each are read one after the other, and the word is"
                        + " the group of their examples")
        @Default("[]")
        List<String> kinds,

        @Description("Whether the word of kinds is put before each text, in angle brackets, to say which language to"
                + " write: <fr> (Johnson et al., 2017)")
        @Default("false")
        boolean tagged,

        @AnyNames
        @Description(
                "Paths of files with a tag for each token, by the name of the target: {slot: data/*/seq.out}; outputs"
                        + " for the only target")
        @Default("{}")
        Map<String, String> tags,

        @AnyNames
        @Description("Paths of files with a class for each line, by the name of the target: {intent: data/*/label};"
                + " outputs for the only target")
        @Default("{}")
        Map<String, String> labels,

        @Description(
                "Word for * in the paths of training files; empty if the paths have no *, and data.split divides the"
                        + " examples")
        @Default("''")
        String training,

        @Description("Word for * in the paths of validation files; without it data.split takes that part from training")
        @Default("''")
        String validation,

        @Description("Word for * in the paths of test files") @Default("''")
        String test,

        @Description(
                "Line of a file of tags or labels whose content is unknown, such as _: the example lacks that target,"
                        + " so that the same files can contain examples of several tasks; empty if all are known")
        @Default("''")
        String missing,

        @Description("Invalid tags: I-… that does not continue a span of its type") @Default("count")
        BrokenTags brokenTags,

        @Description("Encoding of the files, such as ISO-8859-1") @Default("UTF-8")
        String encoding,

        @Description("Bytes that are invalid in the encoding") @Default("refuse")
        BrokenBytes brokenBytes) {
    /** Copies the maps, keeping their order, and checks that the options fit together. */
    public ParallelOptions {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        columns = List.copyOf(columns);
        kinds = List.copyOf(kinds);
        new TextEncoding(encoding, brokenBytes);
        checkColumns(pairs, columns);
        if (!pairs.isEmpty() && !(text.isEmpty() && tokens.isEmpty() && translation.isEmpty())) {
            throw new IllegalArgumentException("pairs has texts and translations in one file, " + pairs
                    + ", so text, tokens and translation must be left out");
        }
        if (pairs.isEmpty() && text.isEmpty() == tokens.isEmpty()) {
            throw new IllegalArgumentException(
                    "give either text, or tokens where texts are cut already, or pairs, but text is '" + text
                            + "' and tokens is '" + tokens + "'");
        }
        if (!tags.isEmpty() && tokens.isEmpty()) {
            throw new IllegalArgumentException(
                    "tags need tokens to stand beside, but there is only the text " + text + "; name its file tokens");
        }
        for (String target : tags.keySet()) {
            if (labels.containsKey(target)) {
                throw new IllegalArgumentException(
                        "targets must have different names, but tags and labels have '" + target + "'");
            }
        }
        if (!(translation.isEmpty() && pairs.isEmpty())
                && (tags.containsKey(Example.TARGET) || labels.containsKey(Example.TARGET))) {
            throw new IllegalArgumentException(
                    "the translation is the target " + Example.TARGET + "; give tags and labels beside it other names");
        }
        if (training.isEmpty() && !(validation.isEmpty() && test.isEmpty())) {
            throw new IllegalArgumentException(
                    "validation and test need training beside them: the word for * of the files to train on");
        }
        if (tagged && (kinds.isEmpty() || !tokens.isEmpty())) {
            throw new IllegalArgumentException("tagged puts the word of kinds before each text, but "
                    + (kinds.isEmpty() ? "there are no kinds" : "texts are cut into tokens already"));
        }
        List<String> all = paths(text, tokens, translation, pairs, tags, labels);
        if (kinds.isEmpty() == all.stream().anyMatch(path -> path.indexOf('+') >= 0)) {
            throw new IllegalArgumentException("a + in a path stands for a word of kinds, but "
                    + (kinds.isEmpty() ? "kinds is empty" : "no path has one") + ": " + String.join(", ", all));
        }
        for (String path : all) {
            if (training.isEmpty() == (path.indexOf('*') >= 0)) {
                throw new IllegalArgumentException("a * in a path stands for the word of a part, but '" + path
                        + "' has "
                        + (training.isEmpty() ? "one and no word is given (training, validation, test)" : "none"));
            }
        }
    }

    /** All paths that are given, in the order of the options. */
    List<String> paths() {
        return paths(text, tokens, translation, pairs, tags, labels);
    }

    private static void checkColumns(String pairs, List<String> columns) {
        List<String> named =
                columns.stream().filter(column -> !column.equals("-")).sorted().toList();
        if (!pairs.isEmpty() && !named.equals(List.of("text", "translation"))) {
            throw new IllegalArgumentException(
                    "columns must have text and translation once each, and - for others, but is " + columns);
        }
    }

    private static List<String> paths(
            String text,
            String tokens,
            String translation,
            String pairs,
            Map<String, String> tags,
            Map<String, String> labels) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("text", text);
        all.put("tokens", tokens);
        all.put("translation", translation);
        all.put("pairs", pairs);
        tags.forEach((name, path) -> all.put("tags." + name, path));
        labels.forEach((name, path) -> all.put("labels." + name, path));
        return all.values().stream().filter(path -> !path.isEmpty()).toList();
    }

    TextEncoding encodingOf() {
        return new TextEncoding(encoding, brokenBytes);
    }
}
