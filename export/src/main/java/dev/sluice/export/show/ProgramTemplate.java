package dev.sluice.export.show;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A program in a file beside this class, with names between {@code @} to be filled in. */
final class ProgramTemplate {
    private ProgramTemplate() {}

    /**
     * The program.
     *
     * @param task that it is for, the first part of the file's name
     * @param values by the names between {@code @}
     */
    static String filled(String task, CodeExample.Language language, Map<String, String> values) {
        String name = task + "-" + language.name().toLowerCase(Locale.ROOT) + ".txt";
        try (InputStream in = ProgramTemplate.class.getResourceAsStream(name)) {
            String text = new String(
                    Objects.requireNonNull(in, name + " is missing from this jar")
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("@" + value.getKey() + "@", value.getValue());
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + " from this jar", e);
        }
    }
}
