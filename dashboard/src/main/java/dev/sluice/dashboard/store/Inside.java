package dev.sluice.dashboard.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Names as entries of a folder. Nothing outside the folder has a name: not through dots, separators or symbolic links. */
final class Inside {
    private Inside() {}

    /** The entry of a folder with a name; empty if there is none, or if it is a symbolic link. */
    static Optional<Path> entry(Path folder, String name) {
        try {
            Path entry = Path.of(name);
            boolean isName = entry.getNameCount() == 1
                    && !entry.isAbsolute()
                    && !name.isEmpty()
                    && !name.equals(".")
                    && !name.equals("..")
                    && name.indexOf('/') < 0
                    && name.indexOf('\\') < 0;
            Path there = folder.resolve(name);
            return isName && Files.exists(there, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(there)
                    ? Optional.of(there)
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Returns whether one of the entries of a folder is a symbolic link. */
    static boolean hasLinks(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.anyMatch(Files::isSymbolicLink);
        }
    }
}
