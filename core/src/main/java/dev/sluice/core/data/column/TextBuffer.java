package dev.sluice.core.data.column;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts that are not packed yet. Mutable. */
final class TextBuffer implements CellBuffer {
    private static final NumberSegment.Layout RAW = new NumberSegment.Layout(NumberSegment.Form.INT8, 0, 0, 0);

    private final NumberBuffer codes = new NumberBuffer();
    private final NumberBuffer ends = new NumberBuffer();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Map<String, Integer> known = new HashMap<>();
    private char[] text = new char[0];
    private int length;
    /** The code of the text; -1 if it must be looked up. */
    private int code = -1;

    /** Texts that are equal to the one before, such as ids of series, are found without a string. */
    void set(char[] chars, int from, int count) {
        if (count == length && Arrays.equals(chars, from, from + count, text, 0, count)) {
            return;
        }
        text = count <= text.length ? text : new char[Math.max(count, 2 * text.length)];
        System.arraycopy(chars, from, text, 0, count);
        length = count;
        code = -1;
    }

    @Override
    public void endRow() {
        if (code < 0) {
            code = known.computeIfAbsent(new String(text, 0, length), word -> {
                bytes.writeBytes(word.getBytes(StandardCharsets.UTF_8));
                ends.set(bytes.size());
                ends.endRow();
                return known.size();
            });
        }
        codes.set(code);
        codes.endRow();
    }

    @Override
    public List<NumberSegment> pack() {
        NumberSegment words = new NumberSegment(RAW, ByteBuffer.wrap(bytes.toByteArray()));
        bytes.reset();
        known.clear();
        code = -1;
        return List.of(codes.pack().getFirst(), ends.pack().getFirst(), words);
    }
}
