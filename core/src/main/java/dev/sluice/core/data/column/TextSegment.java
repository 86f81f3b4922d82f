package dev.sluice.core.data.column;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Some thousand texts of a column: a dictionary of the different ones, and a number in it for each row.
 *
 * @param codes places in the dictionary
 * @param ends places in the bytes behind each text of the dictionary
 * @param bytes the texts of the dictionary in UTF-8, one behind the other
 */
record TextSegment(NumberSegment codes, NumberSegment ends, ByteBuffer bytes) {
    int code(int at) {
        return (int) codes.get(at);
    }

    String word(int code) {
        int from = code == 0 ? 0 : (int) ends.get(code - 1);
        byte[] word = new byte[(int) ends.get(code) - from];
        bytes.get(from, word);
        return new String(word, StandardCharsets.UTF_8);
    }
}
