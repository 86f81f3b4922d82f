package dev.sluice.cli.dataset;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What stands in cells of a column that are not like its others, such as {@code n/a} among numbers.
 *
 * @param text in the cells
 * @param count how often it stands there
 * @param line of the first, from 1
 */
public record OddValue(String text, long count, long line) {
    private static final Set<String> MARKS = Set.of(
            "na", "n/a", "n.a.", "#n/a", "#na", "<na>", "nan", "null", "nil", "none", "?", "-", "--", "\u2013",
            "\u2014");
    /** A number that is written in a way of its own, such as {@code >100} or {@code 12 kg}, and one that is infinite. */
    private static final Pattern VALUE =
            Pattern.compile("(?i)[^0-9\u221e]*[0-9\u221e].*|[+-]?inf(inity)?", Pattern.DOTALL);

    private static final int LONGEST_USUAL = 4;
    private static final int LONGEST = 30;

    /** Returns whether a word usually means that a value is missing. */
    static boolean isUsualMark(String word) {
        return word.length() <= LONGEST_USUAL && MARKS.contains(word.toLowerCase(Locale.ROOT));
    }

    /** Returns whether it may mean that a number is missing: not where it says a number of its own, which would be lost, or is a whole text. */
    boolean mayBeMark() {
        return text.length() <= LONGEST
                && text.chars().noneMatch(Character::isISOControl)
                && !VALUE.matcher(text).matches();
    }

    /** How often and where it stands, such as {@code 1, first in line 302}. */
    String place() {
        return String.format(Locale.ROOT, "%,d, first in line %,d", count, line);
    }
}
