package dev.sluice.examples.languageid;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A name and every language that uses it.
 *
 * @param text the name as it is written, in Unicode's composed form (NFC)
 * @param languages codes such as {@code de} or {@code asa}; any one of them is right
 */
public record Name(String text, SortedSet<String> languages) {
    /** Copies the languages. */
    public Name {
        if (text.isEmpty() || languages.isEmpty()) {
            throw new IllegalArgumentException(
                    "a name needs a text and at least one language, but was '" + text + "' in " + languages);
        }
        languages = Collections.unmodifiableSortedSet(new TreeSet<>(languages));
    }
}
