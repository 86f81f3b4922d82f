package dev.sluice.core.data.text;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Origin;
import java.nio.file.Path;

/**
 * One line of a text file, without its end.
 *
 * @param number in the file, from 1
 */
record TextLine(Path file, int number, String text) {
    /** Returns whether there is nothing but white space, no-break spaces among it. */
    boolean isBlank() {
        return text.codePoints().allMatch(each -> Character.isWhitespace(each) || Character.isSpaceChar(each));
    }

    Origin origin() {
        return Origin.lines(String.valueOf(file.getFileName()), number);
    }

    /** The place for messages: {@code a.txt, line 3}. */
    String place() {
        return file + ", line " + number;
    }

    DataException wrong(String message) {
        return new DataException(place() + ": " + message);
    }
}
