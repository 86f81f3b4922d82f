package dev.sluice.tokenizers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Small files of tokenizers whose cuts can be worked out by hand. */
final class TokenizerFiles {
    private static final int BYTES = 256;

    private TokenizerFiles() {}

    /**
     * Byte pairs as in GPT-2: the number of each byte is its value, then come four merges, {@code lo}, {@code low}, {@code er} and {@code low}
     * behind a space.
     */
    static String bytePairs() {
        Map<String, Object> vocabulary = new LinkedHashMap<>();
        int others = 0;
        for (int value = 0; value < BYTES; value++) {
            boolean printed = (value > ' ' && value <= '~') || (value >= 0xA1 && value <= 0xAC) || value >= 0xAE;
            vocabulary.put(Character.toString(printed ? value : BYTES + others++), value);
        }
        for (String merged : List.of("lo", "low", "er", "\u0120low")) {
            vocabulary.put(merged, vocabulary.size());
        }
        Map<String, Object> bytes =
                Map.of("type", "ByteLevel", "add_prefix_space", false, "trim_offsets", true, "use_regex", true);
        return json(
                bytes,
                bytes,
                Map.of("type", "BPE", "vocab", vocabulary, "merges", List.of("l o", "lo w", "e r", "\u0120 low")));
    }

    /** Pieces with logarithms of probabilities: {@code ▁cat} and {@code s}, of -4.5 together, are likelier than {@code ▁cats}, of -5. */
    static String unigram() {
        Map<String, Object> spaces =
                Map.of("type", "Metaspace", "replacement", "\u2581", "prepend_scheme", "always", "split", true);
        return json(
                spaces,
                spaces,
                Map.of(
                        "type",
                        "Unigram",
                        "unk_id",
                        0,
                        "vocab",
                        List.of(
                                List.of("<unk>", 0.0),
                                List.of("\u2581", -2.0),
                                List.of("\u2581cat", -1.5),
                                List.of("s", -3.0),
                                List.of("\u2581cats", -5.0),
                                List.of("a", -4.0),
                                List.of("c", -4.0),
                                List.of("t", -4.0))));
    }

    private static String json(Map<String, Object> preparing, Map<String, Object> decoder, Map<String, Object> model) {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("version", "1.0");
        file.put("added_tokens", List.of());
        file.put("pre_tokenizer", preparing);
        file.put("decoder", decoder);
        file.put("model", model);
        return JsonMapper.shared().writeValueAsString(file);
    }
}
