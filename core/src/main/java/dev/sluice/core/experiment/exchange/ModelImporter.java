package dev.sluice.core.experiment.exchange;

import java.io.IOException;
import java.nio.file.Path;

/** Takes models of other programs. A kind of component. */
@FunctionalInterface
public interface ModelImporter {
    /**
     * Reads a file.
     *
     * @throws ImportException naming everything that cannot be taken, or what is wrong with the file
     * @throws IOException if it cannot be read
     */
    ImportedFile read(Path file) throws IOException;
}
