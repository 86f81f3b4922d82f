package dev.sluice.cli;

import dev.sluice.core.error.Printable;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * The writer for everything that the program prints. Characters that would move the cursor, change colors or turn the
 * direction of writing are written as escapes, because labels, names and messages may come from untrusted files. The only
 * exception is the program's own moving line.
 */
final class TerminalWriter extends PrintWriter {
    private static final String CLEAR_LINE = "\r\u001b[K";

    TerminalWriter(OutputStream out) {
        super(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
    }

    /** Returns to the beginning of the line and clears it. */
    static void clearLine(PrintWriter out) {
        if (out instanceof TerminalWriter terminal) {
            terminal.writeRaw(CLEAR_LINE);
        }
    }

    private void writeRaw(String text) {
        super.write(text, 0, text.length());
    }

    @Override
    public void write(int character) {
        write(String.valueOf((char) character));
    }

    @Override
    public void write(char[] characters, int offset, int length) {
        write(new String(characters, offset, length));
    }

    @Override
    public void write(String text, int offset, int length) {
        writeRaw(Printable.visible(text.substring(offset, offset + length)));
    }
}
