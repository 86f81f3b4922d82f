package dev.sluice.cli;

import java.io.Console;
import java.util.Optional;

/** Tells whether the program writes to a terminal. */
final class Terminal {
    private Terminal() {}

    /** Returns whether standard output is a terminal, on which a line can be written over. */
    static boolean isThere() {
        boolean dumb = "dumb".equals(System.getenv("TERM"));
        return !dumb && console().isPresent();
    }

    /** The console on which a person can be asked; empty without one. */
    static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Terminal::isTerminal);
    }

    private static boolean isTerminal(Console console) {
        try {
            // From Java 22 on there may be a console without a terminal; before, the method is missing.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
