package dev.sluice.core.train.structure;

import org.apiguardian.api.API;

/**
 * A way to mark spans by a tag for each step, and what it forbids. Tags are {@code O} outside of spans, otherwise a letter and the type
 * of the span: {@code B-city}; the letter alone where there is one type.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum TagScheme {
    /** Any label may follow any other. */
    NONE,
    /** {@code B-} for the first step of a span, {@code I-} for the others; also called IOB2. */
    BIO,
    /** {@code B-}, {@code I-} and {@code E-} for the first, inner and last steps of longer spans; {@code S-} for spans of one step. */
    BIOES;

    /** Returns whether a tag is one of this scheme. */
    boolean knows(String tag) {
        String letters = this == BIO ? "BI" : "BIES";
        return this == NONE
                || tag.equals("O")
                || !tag.isEmpty()
                        && letters.indexOf(tag.charAt(0)) >= 0
                        && (tag.length() == 1 || tag.length() > 2 && tag.charAt(1) == '-');
    }

    /** Returns whether a tag may follow another. */
    boolean allows(String before, String tag) {
        if (this == NONE) {
            return true;
        }
        return continues(tag) ? isOpen(before) && before.substring(1).equals(tag.substring(1)) : !mustGoOn(before);
    }

    /** Returns whether a tag may be the first. */
    boolean begins(String tag) {
        return this == NONE || !continues(tag);
    }

    /** Returns whether a tag may be the last. */
    boolean ends(String tag) {
        return !mustGoOn(tag);
    }

    private static boolean continues(String tag) {
        return tag.startsWith("I") || tag.startsWith("E");
    }

    private static boolean isOpen(String tag) {
        return tag.startsWith("B") || tag.startsWith("I");
    }

    private boolean mustGoOn(String tag) {
        return this == BIOES && isOpen(tag);
    }
}
