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
 * Imports Keras 2 and 3 models ({@code .h5}, {@code .keras}) and weight files with Keras names ({@code .h5},
 * {@code .safetensors}).
 *
 * <p>The layers are written as an ONNX graph, which is imported and proven like any other. A mask becomes lengths: with a
 * mask, Keras computes for a padded row exactly what the graph computes for the row alone, and rows of files without
 * lengths are handled the same way.
 */
public final class KerasImporter implements ModelImporter {
    /** .safetensors is not listed: such a file may have PyTorch names. */
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
