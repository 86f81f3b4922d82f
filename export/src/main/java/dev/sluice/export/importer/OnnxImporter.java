package dev.sluice.export.importer;

import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.experiment.exchange.ImportedFile;
import dev.sluice.core.experiment.exchange.ModelImporter;
import dev.sluice.export.importer.file.CompleteModel;
import dev.sluice.export.importer.file.FileNode;
import dev.sluice.export.importer.read.OnnxImport;
import dev.sluice.export.importer.read.Value;
import dev.sluice.export.onnx.OnnxFormatException;
import dev.sluice.export.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Imports ONNX files. */
public final class OnnxImporter implements ModelImporter {
    @Override
    public List<String> endings() {
        return List.of(".onnx");
    }

    @Override
    public ImportedFile read(Path file) throws IOException {
        CompleteModel complete = complete(file);
        OnnxImport imported = OnnxImport.of(complete.model(), file.toString());
        List<String> notes = new ArrayList<>(complete.notes());
        notes.addAll(suspicions(imported));
        notes.addAll(AxisNotes.of(imported));
        return new OnnxFile(imported, notes);
    }

    private static CompleteModel complete(Path file) throws IOException {
        OnnxModel model;
        try {
            model = OnnxModel.read(file);
        } catch (OnnxFormatException e) {
            throw new ImportException(String.valueOf(e.getMessage()), e);
        }
        try {
            return CompleteModel.of(
                    model, Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file));
        } catch (OnnxFormatException e) {
            throw new ImportException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Imports a model that was converted to ONNX from another format.
     *
     * @param source name of the original file, for messages
     * @param notes remarks for the user about the import
     * @throws ImportException naming every unsupported node
     */
    public static ImportedFile of(OnnxModel model, String source, List<String> notes) {
        return new OnnxFile(OnnxImport.of(model, source), notes);
    }

    /**
     * Warnings about GRUs from PyTorch's newer exporter, which wrote them as if the reset gate came before the product
     * (onnxscript#2852).
     */
    private static List<String> suspicions(OnnxImport imported) {
        List<String> notes = new ArrayList<>();
        boolean pytorch = imported.model().proto().getProducerName().equalsIgnoreCase("pytorch");
        for (FileNode node : imported.nodes()) {
            if (pytorch
                    && node.operator().equals("GRU")
                    && node.integer("linear_before_reset", 0) == 0
                    && node.has(3)
                    && imported.asFile().value(node.input(3)).orElse(null) instanceof Value.Known bias
                    && Arrays.stream(bias.array().data()).anyMatch(value -> value != 0)) {
                notes.add("GRU " + node.label() + " has linear_before_reset = 0, but PyTorch's GRU computes with 1: its"
                        + " exporter omitted the attribute for months, and such a file is wrong itself. It was read as"
                        + " written; if the model came from nn.GRU, export it again with a newer PyTorch");
            }
        }
        return notes;
    }
}
