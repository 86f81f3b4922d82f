package dev.sluice.core.experiment.record;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON objects as ordered maps: what the files of a run hold. */
public final class Json {
    private static final JsonMapper COMPACT = JsonMapper.builder().build();
    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    /** One line. */
    public static String line(Map<String, ?> object) {
        return COMPACT.writeValueAsString(object);
    }

    /** Indented, with a line break at the end. */
    public static String pretty(Map<String, ?> object) {
        return PRETTY.writeValueAsString(object) + "\n";
    }

    /**
     * The object in a text.
     *
     * @throws JacksonException if it is none
     */
    public static Map<String, Object> parse(String text) {
        return COMPACT.readValue(text, new TypeReference<Map<String, Object>>() {});
    }
}
