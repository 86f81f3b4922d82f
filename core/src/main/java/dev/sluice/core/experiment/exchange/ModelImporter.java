package dev.sluice.core.experiment.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;

/** Takes models of other programs. A kind of component. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface ModelImporter {
    /**
     * The endings of file names that are its own, in lower case: {@code .onnx}. They decide where no importer is
     * named, so two importers should not have the same; none for one that must always be named.
     */
    List<String> endings();

    /**
     * Reads a file.
     *
     * @throws ImportException naming everything that cannot be imported, or what is wrong with the file
     * @throws IOException if it cannot be read
     */
    ImportedFile read(Path file) throws IOException;
}
