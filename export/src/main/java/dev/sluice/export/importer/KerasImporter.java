package dev.sluice.export.importer;

import dev.sluice.core.experiment.exchange.ImportedFile;
import dev.sluice.core.experiment.exchange.ModelImporter;
import dev.sluice.export.keras.KerasFile;
import dev.sluice.export.keras.KerasNotes;
import dev.sluice.export.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Takes models of Keras 2 and 3, {@code .h5} and {@code .keras}, and weights alone, {@code .h5} and {@code .safetensors} with
 * Keras's names.
 *
 * <p>The layers are written as an ONNX graph, which is then imported and proven like any. A mask becomes lengths: what Keras
 * computes of a padded row under a mask is what the graph computes of the row alone, and this is how files without lengths are
 * read here.
 */
public final class KerasImporter implements ModelImporter {
    /** A .safetensors file may have PyTorch's names, so it says nothing. */
    @Override
    public List<String> endings() {
        return List.of(".h5", ".hdf5", ".keras");
    }

    @Override
    public ImportedFile read(Path file) throws IOException {
        KerasNotes notes = new KerasNotes();
        OnnxModel graph = KerasFile.graph(file, notes);
        return OnnxImporter.of(graph, file.toString(), notes.lines());
    }
}
