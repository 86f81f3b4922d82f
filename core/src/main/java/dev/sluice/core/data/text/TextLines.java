package dev.sluice.core.data.text;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.file.DataStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads text files line by line. A line ends with LF or CR LF alone: other characters that some readers take for line ends, such as
 * U+0085, stand in the midst of texts. A byte-order mark is left out.
 */
final class TextLines {
    private static final int BUFFER = 1 << 16;
    private static final char MARK = '\uFEFF';

    private final TextEncoding encoding;
    private final DataReport report;

    /**
     * A reader.
     *
     * @param report takes the number of repairs. Modified.
     */
    TextLines(TextEncoding encoding, DataReport report) {
        this.encoding = encoding;
        this.report = report;
    }

    /** All lines of a file. */
    List<TextLine> of(Path file) throws IOException {
        List<TextLine> lines = new ArrayList<>();
        each(file, lines::add);
        return lines;
    }

    /**
     * Reads the lines of a file one by one.
     *
     * @throws DataException if there is no such file, or it has bytes that are not in the encoding
     */
    void each(Path file, Consumer<TextLine> lines) throws IOException {
        try (InputStream in = DataStream.open(file)) {
            Cutter cutter = new Cutter(file, lines);
            decode(in, cutter);
            cutter.end();
            report.note(
                    "bytes_replaced",
                    cutter.replaced,
                    "Bytes of " + file.getFileName() + " that are invalid in " + encoding.charset()
                            + ", replaced by U+FFFD: " + cutter.replaced + ", the first in line "
                            + cutter.firstReplaced);
        }
    }

    private void decode(InputStream in, Cutter cutter) throws IOException {
        CharsetDecoder decoder = encoding.charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
        CharBuffer chars = CharBuffer.allocate(BUFFER);
        boolean end = false;
        while (!end) {
            int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
            end = read < 0;
            bytes.position(bytes.position() + Math.max(0, read)).flip();
            CoderResult result;
            do {
                result = decoder.decode(bytes, chars, end);
                cutter.take(chars.flip());
                chars.clear();
                if (result.isError()) {
                    requireNoMark(bytes, cutter);
                    cutter.replace(encoding);
                    bytes.position(bytes.position() + result.length());
                }
            } while (!result.isUnderflow());
            bytes.compact();
        }
    }

    /** The byte-order marks of UTF-16 can stand in no text in UTF-8. */
    private void requireNoMark(ByteBuffer bytes, Cutter cutter) {
        int first = bytes.get(bytes.position()) & 0xFF;
        int second = bytes.remaining() > 1 ? bytes.get(bytes.position() + 1) & 0xFF : 0;
        boolean mark = (first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE);
        if (mark && !cutter.started && encoding.charset().equals(StandardCharsets.UTF_8)) {
            throw cutter.here(
                    "must be in UTF-8, but begins with the mark of UTF-16; name its encoding (encoding: UTF-16)");
        }
    }

    /** Puts characters together to lines. */
    private static final class Cutter {
        private final Path file;
        private final Consumer<TextLine> lines;
        private final StringBuilder line = new StringBuilder();
        private int number = 1;
        private boolean started;
        private long replaced;
        private int firstReplaced;

        Cutter(Path file, Consumer<TextLine> lines) {
            this.file = file;
            this.lines = lines;
        }

        void take(CharBuffer chars) {
            while (chars.hasRemaining()) {
                char next = chars.get();
                if (next == '\n') {
                    emit();
                } else if (next == 0) {
                    throw here(
                            "has a zero byte, so it is no text in this encoding; name the right one (encoding: UTF-16)");
                } else if (started || next != MARK) {
                    line.append(next);
                }
                started = true;
            }
        }

        void replace(TextEncoding encoding) {
            if (encoding.broken() == BrokenBytes.REFUSE) {
                throw here("must be in " + encoding.charset()
                        + ", but has bytes that are not; name its encoding (encoding:"
                        + " ISO-8859-1), or take U+FFFD in their place (broken_bytes: replace)");
            }
            firstReplaced = replaced == 0 ? number : firstReplaced;
            replaced++;
            line.append('\uFFFD');
        }

        private DataException here(String message) {
            return new TextLine(file, number, "").wrong(message);
        }

        private void emit() {
            int length = line.length();
            if (length > 0 && line.charAt(length - 1) == '\r') {
                line.setLength(length - 1);
            }
            lines.accept(new TextLine(file, number, line.toString()));
            line.setLength(0);
            number++;
        }

        void end() {
            if (!line.isEmpty()) {
                emit();
            }
            if (number == 1) {
                throw new DataException(file + " must have lines of text, but is empty");
            }
        }
    }
}
