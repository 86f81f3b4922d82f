package dev.sluice.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** A writer on the terminal that whoever writes to it may close: only what is written is flushed. */
final class NotClosed extends FilterWriter {
    NotClosed(Writer terminal) {
        super(terminal);
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
