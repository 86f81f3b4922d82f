package dev.sluice.core.data.csv;

/** What a cell must hold. */
enum CsvRole {
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

    boolean isText() {
        return this == TEXT || this == TEXT_OR_EMPTY;
    }
}
