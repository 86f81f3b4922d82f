package dev.sluice.core.error;

/**
 * Text from outside as it may stand in a message and on a terminal: what would move the cursor, change colors or turn the direction of
 * writing is written as an escape, and what is endless is cut.
 */
public final class Printable {
    private static final int WORD = 60;
    private static final int MESSAGE = 8_000;

    private Printable() {}

    /** A name or a cell, on one line, at most 60 characters of it. */
    public static String word(String text) {
        return printable(text, WORD, false);
    }

    /** A whole message, which may have several lines, at most 8,000 characters of it. */
    public static String message(String text) {
        return printable(text, MESSAGE, true);
    }

    /** All of a text, which may have several lines. */
    public static String visible(String text) {
        return printable(text, text.length(), true);
    }

    private static String printable(String text, int most, boolean lines) {
        StringBuilder printable = new StringBuilder(Math.min(text.length(), most + 16));
        int at = 0;
        for (int count = 0; at < text.length() && count < most; count++) {
            int codePoint = text.codePointAt(at);
            at += Character.charCount(codePoint);
            if (isHarmless(codePoint) || (lines && (codePoint == '\n' || codePoint == '\t'))) {
                printable.appendCodePoint(codePoint);
            } else {
                printable.append(escaped(codePoint));
            }
        }
        return at == text.length()
                ? printable.toString()
                : printable
                        .append("… (")
                        .append(text.length())
                        .append(" characters)")
                        .toString();
    }

    private static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            // Joiners belong to words and emoji; marks of direction turn what follows.
            case Character.FORMAT -> codePoint == 0x200C || codePoint == 0x200D;
            default -> true;
        };
    }

    private static String escaped(int codePoint) {
        return switch (codePoint) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format("\\u%04x", codePoint);
        };
    }
}
