package dev.sluice.core.data.table;

/** What a cell must hold. */
public enum Role {
    /** A number. */
    NUMBER,
    /** A number, or nothing or a mark for a missing one. */
    NUMBER_OR_MISSING,
    /** A number, or a date and time of day. */
    TIME,
    /** A text that is not empty. */
    TEXT,
    /** A text. */
    TEXT_OR_EMPTY;

    public boolean isText() {
        return this == TEXT || this == TEXT_OR_EMPTY;
    }
}
