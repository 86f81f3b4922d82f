package dev.sluice.export.keras;

import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.experiment.exchange.ImportedFile;
import dev.sluice.core.experiment.exchange.ModelImporter;
import dev.sluice.core.tensor.Safetensors;
import dev.sluice.core.tensor.SafetensorsException;
import dev.sluice.export.importer.OnnxImporter;
import dev.sluice.export.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Takes models of Keras 2 and 3, {@code .h5} and {@code .keras}, and weights alone, {@code .h5} and {@code .safetensors} with
 * Keras's names.
 *
 * <p>The layers are written as an ONNX graph, which is then imported and proven like any. A mask becomes lengths: what Keras
 * computes of a padded row under a mask is what the graph computes of the row alone, and this is how files without lengths are
 * read here.
 */
public final class KerasImporter implements ModelImporter {
    @Override
    public ImportedFile read(Path file) throws IOException {
        KerasNotes notes = new KerasNotes();
        OnnxModel graph = graph(file, notes);
        return OnnxImporter.of(graph, file.toString(), notes.lines());
    }

    /** The graph of a file; what there is to know about it is added to the notes. */
    static OnnxModel graph(Path file, KerasNotes notes) throws IOException {
        String source = file.toString();
        StoredModel stored = stored(file);
        KerasModel model = stored.config().isPresent()
                ? ModelReader.read(stored, stored.config().get(), source, notes)
                : BareWeights.model(stored, source, notes);
        return KerasGraph.write(model, source, notes);
    }

    private static StoredModel stored(Path file) throws IOException {
        if (!String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".safetensors")) {
            return KerasArchive.read(file);
        }
        try {
            return WeightNames.group(Safetensors.read(file).tensors());
        } catch (SafetensorsException e) {
            throw new ImportException(String.valueOf(e.getMessage()), e);
        }
    }
}
