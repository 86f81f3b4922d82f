package dev.sluice.export.keras;

import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.export.foreign.Printable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Parses JSON texts of Keras. */
final class KerasJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private KerasJson() {}

    /**
     * Parses a text.
     *
     * @throws ImportException if it is not valid JSON
     */
    static JsonNode parse(String text, String source) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw new ImportException(
                    source + " cannot be read: its description of the model is damaged ("
                            + Printable.of(String.valueOf(e.getOriginalMessage())) + ")",
                    e);
        }
    }
}
