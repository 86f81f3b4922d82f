package dev.sluice.core.experiment.promotion;

import dev.sluice.core.experiment.record.RunException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a user writes for a model: {@code NAME}, {@code NAME@VERSION} or {@code NAME@ALIAS}, with or without {@value #PREFIX} before it.
 *
 * @param name of the model
 * @param version or an alias of one; empty for the newest
 */
record ModelName(String name, Optional<String> version) {
    /** What tells a model from a run. */
    static final String PREFIX = "models:";

    /** A name becomes a folder: it is one on every file system, hidden on none, and never leads out of its parent. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** Checks both words. */
    ModelName {
        checked("name of a model", name);
        version.ifPresent(word -> checked("version or an alias", word));
    }

    /**
     * Reads one.
     *
     * @throws RunException if it is not of that form
     */
    static ModelName parse(String written) {
        String text = written.startsWith(PREFIX) ? written.substring(PREFIX.length()) : written;
        int at = text.indexOf('@');
        return at < 0
                ? new ModelName(text, Optional.empty())
                : new ModelName(text.substring(0, at), Optional.of(text.substring(at + 1)));
    }

    /** Returns whether a word may be the name of a folder. */
    static boolean isWord(String word) {
        return WORD.matcher(word).matches() && !word.endsWith(".");
    }

    /** Returns a word that may be the name of a folder. */
    static String checked(String what, String word) {
        if (!isWord(word)) {
            throw new RunException(
                    "the " + what + " must be 1 to 64 letters, digits, dots, hyphens and underscores that begin with"
                            + " a letter or a digit, but is '" + word
                            + "', for example models:names@2 or models:names@production"
                            + " [Sluice/ModelName]");
        }
        return word;
    }
}
