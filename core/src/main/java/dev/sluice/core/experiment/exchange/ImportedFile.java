package dev.sluice.core.experiment.exchange;

import dev.sluice.core.model.ImportedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;

/** A model of another program, read in full. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface ImportedFile {
    /** A description for people. */
    List<String> describe();

    /**
     * Compares the file with the imported model on the same inputs.
     *
     * @throws ImportException if the file cannot be run
     */
    ImportProof prove();

    /** The symbols that the rows of its table stand for, after padding and unknown; empty if the file does not say. */
    List<String> symbols();

    /**
     * The network in it, as an experiment uses it.
     *
     * @throws ImportException if it has no form that can be trained, with the reason
     */
    @API(status = API.Status.INTERNAL)
    ImportedModel model();

    /**
     * Writes the model as an ONNX file that can be imported again.
     *
     * @throws IOException if it cannot be written
     */
    void write(Path file) throws IOException;
}
