package dev.sluice.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs a reader on one input, stored as a file. */
final class Attempt {
    private Attempt() {}

    /** A reader of files. */
    interface Reader {
        void read(Path file) throws IOException;
    }

    /** Writes the bytes to a file in an empty folder and reads it. */
    static void read(byte[] bytes, String name, Reader reader, List<Class<? extends Exception>> documented) {
        Path folder = folder();
        Path file = folder.resolve(name);
        try {
            Files.write(file, bytes);
            run(() -> reader.read(file), documented);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a reader. */
    interface Action {
        void run() throws IOException;
    }

    /** Ignores documented exceptions that have a message. */
    static void run(Action action, List<Class<? extends Exception>> documented) {
        try {
            action.run();
        } catch (IOException | RuntimeException e) {
            if (documented.stream().noneMatch(type -> type.isInstance(e))) {
                throw new AssertionError("an undocumented exception: " + e, e);
            }
            String message = e.getMessage();
            if (message == null || message.isBlank() || message.length() > 200_000) {
                throw new AssertionError("an unhelpful message: " + message, e);
            }
        }
    }

    private static Path folder() {
        return Folder.PATH;
    }

    private static final class Folder {
        static final Path PATH = make();

        private static Path make() {
            try {
                Path folder = Files.createTempDirectory("sluice-fuzz");
                folder.toFile().deleteOnExit();
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
