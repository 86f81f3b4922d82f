package dev.sluice.core.experiment.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records and maps as JSON. Keys are in {@code snake_case}, constants in lower case, in the order of the record's
 * components; null is left out, and numbers that are not finite are words.
 */
public final class Json {
    private static final JsonMapper COMPACT = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .annotationIntrospector(new RecordComponents())
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .changeDefaultPropertyInclusion(usual -> usual.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();
    private static final JsonMapper PRETTY =
            COMPACT.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    /** A record or map in one line. */
    public static String line(Object object) {
        return COMPACT.writeValueAsString(object);
    }

    /** A record or map, indented, with a line break at the end. */
    public static String pretty(Object object) {
        return PRETTY.writeValueAsString(object) + "\n";
    }

    /**
     * The object in a text.
     *
     * @throws JacksonException if it is not one
     */
    public static Map<String, Object> parse(String text) {
        return there(COMPACT.readValue(text, new TypeReference<Map<String, Object>>() {}));
    }

    /**
     * The record in a text.
     *
     * @throws JacksonException if the text is not an object with the record's components
     */
    public static <R> R read(String text, Class<R> type) {
        return there(COMPACT.readValue(text, type));
    }

    /** Why a text is not the object that is wanted, in words for the one who has its file. */
    static String reason(JacksonException e) {
        return e instanceof InvalidNullException missing
                ? "it has no value for \"" + missing.getPropertyName().getSimpleName() + '"'
                : e.getOriginalMessage();
    }

    private static <R> R there(@Nullable R value) {
        if (value == null) {
            throw DatabindException.from((JsonParser) null, "it must be an object, but is null");
        }
        return value;
    }
}
