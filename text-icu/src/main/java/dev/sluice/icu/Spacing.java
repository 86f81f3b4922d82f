package dev.sluice.icu;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import java.util.List;

/** Tells where words have spaces between them when they are put together. */
final class Spacing {
    private static final List<Integer> WITHOUT_SPACES = List.of(
            UScript.HAN,
            UScript.HIRAGANA,
            UScript.KATAKANA,
            UScript.BOPOMOFO,
            UScript.THAI,
            UScript.LAO,
            UScript.KHMER,
            UScript.MYANMAR);

    private Spacing() {}

    /** Returns whether there is a space between two words of which one ends and the other begins with a character. */
    static boolean between(int left, int right) {
        return !isWithoutSpaces(left) && !isWithoutSpaces(right) && !opens(left) && !closes(right);
    }

    private static boolean isWithoutSpaces(int character) {
        // Hangul is wide as well, but Korean has spaces; full-width signs belong to no script.
        boolean wideSign = UScript.getScript(character) == UScript.COMMON
                && UCharacter.getIntPropertyValue(character, UProperty.EAST_ASIAN_WIDTH)
                        == UCharacter.EastAsianWidth.FULLWIDTH;
        return wideSign || WITHOUT_SPACES.stream().anyMatch(script -> UScript.hasScript(character, script));
    }

    private static boolean opens(int character) {
        int type = UCharacter.getType(character);
        return type == UCharacter.START_PUNCTUATION || type == UCharacter.INITIAL_PUNCTUATION;
    }

    private static boolean closes(int character) {
        int type = UCharacter.getType(character);
        return type == UCharacter.END_PUNCTUATION
                || type == UCharacter.FINAL_PUNCTUATION
                || UCharacter.hasBinaryProperty(character, UProperty.TERMINAL_PUNCTUATION);
    }
}
