package dev.sluice.core.experiment.record;

import dev.sluice.core.data.KeptTokenizer;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.Tokenizer;
import dev.sluice.core.data.Tokenizers;
import dev.sluice.core.file.Fingerprint;
import dev.sluice.core.option.Choice;
import dev.sluice.core.option.Recipe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tokenizer of a text in {@code model.json}: the id of one of Sluice's own, or a block of what it takes to make one of a plugin.
 *
 * <pre>
 *   "unit": "word"
 *   "unit": {"name": "tokenizer-json", "options": {"file": "tokenizer.json"},
 *            "plugin": {"id": "text-tokenizers", "version": "0.1.0", "jar": "sluice-text-tokenizers.jar"},
 *            "files": [{"name": "tokenizer.json", "sha256": "…", "text": "…"}]}
 * </pre>
 */
final class TokenizerEntry {
    private static final String FILES = "files";

    private TokenizerEntry() {}

    /** What stands in the file. */
    static Object write(Choice<Tokenizer> unit) {
        if (unit.component() instanceof TextConfig.Unit own) {
            return own.id();
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", unit.recipe().id());
        map.put("options", unit.recipe().options());
        map.put("plugin", unit.recipe().plugin());
        List<Map<String, Object>> files = new ArrayList<>();
        if (unit.component() instanceof KeptTokenizer kept) {
            for (KeptTokenizer.File file : kept.kept()) {
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("name", file.name());
                entry.put("sha256", Fingerprint.ofText(file.text()));
                entry.put("text", file.text());
                files.add(entry);
            }
        }
        map.put(FILES, files);
        return map;
    }

    /**
     * The tokenizer that was written. One of a plugin is made when it is first needed.
     *
     * @throws IllegalArgumentException if {@link #write} did not make the entry
     */
    static Choice<Tokenizer> read(Object entry, Tokenizers tokenizers) {
        if (!(entry instanceof Map<?, ?> map)) {
            return Optional.of(String.valueOf(entry))
                    .flatMap(TextConfig.Unit::named)
                    .map(TextConfig.Unit::choice)
                    .orElseThrow(() -> new IllegalArgumentException("there is no unit '" + entry + "'"));
        }
        Recipe recipe = new Recipe(String.valueOf(map.get("name")), options(map.get("options")), plugin(map));
        List<KeptTokenizer.File> files = new ArrayList<>();
        if (map.get(FILES) instanceof List<?> list) {
            list.forEach(each -> files.add(file(each)));
        }
        return new Choice<>(recipe.id(), new KeptTokenizer(files, () -> tokenizers.make(recipe)), recipe);
    }

    private static Map<String, Object> options(@Nullable Object options) {
        Map<String, Object> read = new LinkedHashMap<>();
        if (options instanceof Map<?, ?> map) {
            map.forEach((key, value) -> read.put(String.valueOf(key), value));
        }
        return read;
    }

    private static Map<String, String> plugin(Map<?, ?> map) {
        Map<String, String> read = new LinkedHashMap<>();
        options(map.get("plugin")).forEach((key, value) -> read.put(key, String.valueOf(value)));
        return read;
    }

    private static KeptTokenizer.File file(Object entry) {
        Map<String, Object> file = new TreeMap<>(options(entry));
        String name = String.valueOf(file.get("name"));
        String text = String.valueOf(file.get("text"));
        String sum = Fingerprint.ofText(text);
        if (!sum.equals(file.get("sha256"))) {
            throw new IllegalArgumentException("the tokenizer's file " + name + " must have the SHA-256 "
                    + file.get("sha256") + ", but has " + sum);
        }
        return new KeptTokenizer.File(name, text);
    }
}
