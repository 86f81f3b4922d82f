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

/** The lines of a text file, each a source by itself, or all of them as one text. */
final class SourceLines {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private SourceLines() {}

    /**
     * Reads a file.
     *
     * @throws DataException with file and line for a line that is empty or is not UTF-8, or if there is no file
     */
    static List<String> read(Path file) throws IOException {
        List<String> lines = lines(file, bytes(file, "with a text in each line"));
        if (lines.isEmpty()) {
            throw new DataException(file + " must have a text in each line, but is empty");
        }
        List<String> texts = new ArrayList<>();
        for (String line : lines) {
            if (line.isBlank()) {
                throw new DataException(file + ":" + (texts.size() + 1)
                        + ": there must be a text in each line, but this one is empty; take it out");
            }
            texts.add(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
        }
        return texts;
    }

    /**
     * Reads a file as one text.
     *
     * @param content what is in such a file, for messages: {@code with the prompt}
     * @throws DataException with file and line for a line that is not UTF-8, or if there is no file
     */
    static String whole(Path file, String content) throws IOException {
        byte[] bytes = bytes(file, content);
        boolean ended = bytes.length > 0 && bytes[bytes.length - 1] == '\n';
        return String.join("\n", lines(file, bytes)) + (ended ? "\n" : "");
    }

    private static byte[] bytes(Path file, String content) throws IOException {
        if (Files.isDirectory(file)) {
            throw new DataException(file + " must be a file " + content + ", but is a folder; name a file in it");
        }
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new DataException("there is no file " + file + "; name one " + content);
        }
    }

    private static List<String> lines(Path file, byte[] bytes) {
        List<String> lines = new ArrayList<>();
        for (int from = 0; from < bytes.length; ) {
            int to = from;
            while (to < bytes.length && bytes[to] != '\n') {
                to++;
            }
            lines.add(line(file, lines.size() + 1, ByteBuffer.wrap(bytes, from, to - from)));
            from = to + 1;
        }
        return lines;
    }

    private static String line(Path file, int number, ByteBuffer bytes) {
        try {
            String line = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return number == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
        } catch (CharacterCodingException e) {
            throw new DataException(
                    file + ":" + number + ": the line must be UTF-8, but has bytes that are not; convert the"
                            + " file, for example with iconv");
        }
    }
}
