package dev.sluice.export.keras;

import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.tensor.Safetensors;
import dev.sluice.core.tensor.SafetensorsException;
import dev.sluice.export.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** A Keras file as an ONNX graph. */
public final class KerasFile {
    private KerasFile() {}

    /** Converts a file; remarks about it are added to the notes. */
    public static OnnxModel graph(Path file, KerasNotes notes) throws IOException {
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
