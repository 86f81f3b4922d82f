package dev.sluice.core.train.metric.text;

import dev.sluice.core.option.Description;
import java.util.List;
import java.util.regex.Pattern;

/** The ways to cut a text into the words that BLEU compares. */
public enum BleuTokens {
    /** Punctuation and symbols are words of their own, as mteval-v13a of NIST and sacreBLEU cut texts. */
    @Description("Punctuation and symbols are separate words, as in mteval-v13a and sacreBLEU")
    MTEVAL {
        @Override
        List<String> of(String text) {
            String line = text.replace("<skipped>", "").replace("-\n", "").replace("\n", " ");
            if (line.contains("&")) {
                line = line.replace("&quot;", "\"")
                        .replace("&amp;", "&")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">");
            }
            line = SYMBOLS.matcher(" " + line + " ").replaceAll(" $1 ");
            line = AFTER_OTHER.matcher(line).replaceAll("$1 $2 ");
            line = BEFORE_OTHER.matcher(line).replaceAll(" $1 $2");
            return words(DASH.matcher(line).replaceAll("$1 $2 "));
        }
    },
    /** Words between white space. */
    @Description("Words between white space, for tokenized texts")
    NONE {
        @Override
        List<String> of(String text) {
            return words(text);
        }
    },
    /** Each character that is no white space. */
    @Description("Each character other than white space, for scripts without spaces")
    CHARACTERS {
        @Override
        List<String> of(String text) {
            return text.codePoints()
                    .filter(character -> !isSpace(character))
                    .mapToObj(Character::toString)
                    .toList();
        }
    };

    private static final Pattern SYMBOLS = Pattern.compile("([{-~\\[-` -&(-+:-@/])");
    private static final Pattern AFTER_OTHER = Pattern.compile("([^0-9])([.,])");
    private static final Pattern BEFORE_OTHER = Pattern.compile("([.,])([^0-9])");
    private static final Pattern DASH = Pattern.compile("([0-9])(-)");

    /** The words of a text. */
    abstract List<String> of(String text);

    /** White space as in Python: that of Unicode, no-break spaces among it, and separators of ASCII. */
    static boolean isSpace(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character) || character == 0x85;
    }

    private static List<String> words(String text) {
        StringBuilder spaced = new StringBuilder(text.length());
        text.codePoints().forEach(character -> spaced.appendCodePoint(isSpace(character) ? ' ' : character));
        String line = spaced.toString().strip();
        return line.isEmpty() ? List.of() : List.of(line.split(" +"));
    }
}
