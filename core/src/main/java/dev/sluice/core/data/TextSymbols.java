package dev.sluice.core.data;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Cuts texts into symbols and puts them together again. Plain loops: every text of the data passes here before anything is compiled. */
final class TextSymbols {
    private static final HexFormat HEX = HexFormat.of();

    private TextSymbols() {}

    /** The first symbols of a text, in its order. */
    static List<String> of(TextConfig.Unit unit, String text, int most) {
        return switch (unit) {
            case CHARACTER -> characters(text, most);
            case GRAPHEME -> graphemes(text, most);
            case BYTE -> bytes(text, most);
            case WORD -> words(text, most, false);
            case WORD_OR_SIGN -> words(text, most, true);
        };
    }

    /** The text of symbols. */
    static String joined(TextConfig.Unit unit, List<String> symbols) {
        if (unit.isOfWords()) {
            return String.join(" ", symbols);
        }
        if (unit != TextConfig.Unit.BYTE) {
            return String.join("", symbols);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String symbol : symbols) {
            boolean isByte = symbol.length() == 2 && symbol.chars().allMatch(HexFormat::isHexDigit);
            // What is no byte, such as the name of unknown symbols, is shown as it is.
            bytes.writeBytes(isByte ? HEX.parseHex(symbol) : symbol.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    static List<String> allBytes() {
        return IntStream.range(0, 1 << Byte.SIZE)
                .mapToObj(value -> HEX.toHexDigits((byte) value))
                .toList();
    }

    private static List<String> characters(String text, int most) {
        List<String> characters = new ArrayList<>(Math.min(text.length(), most));
        for (int at = 0; at < text.length() && characters.size() < most; ) {
            int codePoint = text.codePointAt(at);
            characters.add(character(codePoint));
            at += Character.charCount(codePoint);
        }
        return characters;
    }

    /** Half of a surrogate pair cannot be written to UTF-8 files, so it counts as the replacement character. */
    private static String character(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE ? "\uFFFD" : Character.toString(codePoint);
    }

    private static List<String> graphemes(String text, int most) {
        List<String> graphemes = new ArrayList<>();
        BreakIterator breaks = BreakIterator.getCharacterInstance(Locale.ROOT);
        breaks.setText(text);
        for (int from = 0, to = breaks.next();
                to != BreakIterator.DONE && graphemes.size() < most;
                from = to, to = breaks.next()) {
            String grapheme = text.substring(from, to);
            graphemes.add(grapheme.length() == 1 ? character(grapheme.charAt(0)) : grapheme);
        }
        return graphemes;
    }

    private static List<String> bytes(String text, int most) {
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        List<String> bytes = new ArrayList<>(Math.min(all.length, most));
        for (int i = 0; i < all.length && bytes.size() < most; i++) {
            bytes.add(HEX.toHexDigits(all[i]));
        }
        return bytes;
    }

    /**
     * Runs between white space, and where signs stand by themselves, what they cut those runs into. No-break spaces are white space
     * then; otherwise they hold words of words together.
     */
    private static List<String> words(String text, int most, boolean signsAlone) {
        List<String> words = new ArrayList<>();
        int from = -1;
        for (int at = 0; at < text.length() && words.size() < most; ) {
            int codePoint = text.codePointAt(at);
            int next = at + Character.charCount(codePoint);
            boolean space = Character.isWhitespace(codePoint) || (signsAlone && Character.isSpaceChar(codePoint));
            boolean within = !space && (!signsAlone || isOfWord(text, from, at, codePoint, next));
            if (from >= 0 && !within) {
                words.add(text.substring(from, at));
                from = -1;
            }
            if (within) {
                from = from < 0 ? at : from;
            } else if (!space && words.size() < most) {
                words.add(character(codePoint));
            }
            at = next;
        }
        if (from >= 0 && words.size() < most) {
            words.add(text.substring(from));
        }
        return words;
    }

    /** Letters, digits and marks; an apostrophe with a word before it and a letter behind. */
    private static boolean isOfWord(String text, int from, int at, int codePoint, int next) {
        if (isLetter(codePoint)) {
            return true;
        }
        boolean apostrophe = codePoint == '\'' || codePoint == '\u2019';
        return apostrophe && from >= 0 && at > from && next < text.length() && isLetter(text.codePointAt(next));
    }

    private static boolean isLetter(int codePoint) {
        int type = Character.getType(codePoint);
        return Character.isLetterOrDigit(codePoint)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }
}
