package dev.sluice.tokenizers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tokens of a {@code tokenizer.json} and their numbers.
 *
 * @param tokens in the order of their numbers; a number without a token is {@code <unused N>}
 * @param ids numbers by tokens
 */
record TokenTable(List<String> tokens, Map<String, Integer> ids) {
    private static final int MOST = 1 << 24;

    /**
     * The tokens of a file.
     *
     * @throws IllegalArgumentException if it is no such file
     */
    static TokenTable of(String json) {
        JsonNode file;
        try {
            file = JsonMapper.shared().readTree(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("it is not JSON: " + e.getOriginalMessage());
        }
        JsonNode vocabulary = file.path("model").path("vocab");
        Map<String, Integer> ids = new HashMap<>();
        if (vocabulary.isObject()) {
            vocabulary.propertyStream().forEach(entry -> ids.put(entry.getKey(), number(entry.getValue())));
        } else if (vocabulary.isArray()) {
            for (int id = 0; id < vocabulary.size(); id++) {
                String token = vocabulary.get(id).path(0).asString("");
                Integer other = ids.put(token, id);
                if (other != null) {
                    throw new IllegalArgumentException(
                            "tokens must differ, but " + other + " and " + id + " are both '" + token + "'");
                }
            }
        } else {
            throw new IllegalArgumentException("it has no model.vocab; give a tokenizer.json of Hugging Face");
        }
        file.path("added_tokens")
                .forEach(added -> ids.put(added.path("content").asString(""), number(added.path("id"))));
        return new TokenTable(tokens(ids), Map.copyOf(ids));
    }

    private static int number(JsonNode node) {
        int id = node.asInt(-1);
        if (id < 0 || id >= MOST) {
            throw new IllegalArgumentException(
                    "the number of a token must be from 0 to " + (MOST - 1) + ", but is " + node);
        }
        return id;
    }

    private static List<String> tokens(Map<String, Integer> ids) {
        List<String> tokens = new ArrayList<>();
        int most = ids.values().stream().mapToInt(id -> id).max().orElse(-1);
        for (int id = 0; id <= most; id++) {
            tokens.add("<unused " + id + ">");
        }
        ids.forEach((token, id) -> tokens.set(id, token));
        return List.copyOf(tokens);
    }
}
