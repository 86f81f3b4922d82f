package dev.sluice.cli;

import dev.sluice.core.data.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines of a text file, each a source by itself. */
final class SourceLines {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private SourceLines() {}

    /**
     * Reads a file.
     *
     * @throws DataException with file and line for a line that is empty or is not UTF-8, or if there is no file
     */
    static List<String> read(Path file) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new DataException("there is no file " + file + "; name one with a text in each line");
        }
        List<String> lines = new ArrayList<>();
        for (int from = 0; from < bytes.length; ) {
            int to = from;
            while (to < bytes.length && bytes[to] != '\n') {
                to++;
            }
            lines.add(line(file, lines.size() + 1, bytes, from, to));
            from = to + 1;
        }
        if (lines.isEmpty()) {
            throw new DataException(file + " must have a text in each line, but is empty");
        }
        return lines;
    }

    private static String line(Path file, int number, byte[] bytes, int from, int to) {
        String line;
        try {
            line = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new DataException(
                    file + ":" + number + ": the line must be UTF-8, but has bytes that are not; convert the"
                            + " file, for example with iconv");
        }
        String text = number == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
        if (text.isBlank()) {
            throw new DataException(
                    file + ":" + number + ": there must be a text in each line, but this one is empty; take it out");
        }
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
