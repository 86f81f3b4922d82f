package dev.sluice.export.importer;

import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.experiment.exchange.ImportProof;
import dev.sluice.core.experiment.exchange.ImportedFile;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.model.ImportedModel;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.export.foreign.Printable;
import dev.sluice.export.importer.proof.ArrivalProof;
import dev.sluice.export.importer.proof.ArrivalReport;
import dev.sluice.export.importer.read.Flow;
import dev.sluice.export.importer.read.InputRole;
import dev.sluice.export.importer.read.OnnxImport;
import dev.sluice.export.metadata.ModelMetadata;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.proof.Tolerance;
import dev.sluice.export.runtime.OnnxRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An imported ONNX file.
 *
 * @param notes remarks for the user about the import
 */
record OnnxFile(OnnxImport imported, List<String> notes) implements ImportedFile {

    OnnxFile {
        notes = List.copyOf(notes);
    }

    @Override
    public List<String> describe() {
        List<String> lines = new ArrayList<>();
        imported.inputs().forEach((name, flow) -> lines.add("input   " + value(name, flow, imported.role(name))));
        imported.asFile()
                .layers()
                .forEach(layer -> lines.add("layer   " + layer.name() + ": " + layer.operator() + ", " + layer.node()));
        List<ParameterSpec> specs = imported.asFile().scope().declared();
        long numbers = specs.stream().mapToLong(spec -> spec.shape().elements()).sum();
        lines.add(String.format(Locale.ROOT, "weights %,d numbers in %d parameters", numbers, specs.size()));
        imported.outputs().forEach((name, flow) -> lines.add("output  " + value(name, flow, InputRole.NUMBERS)));
        notes.forEach(note -> lines.add("note    " + note));
        return lines;
    }

    private static String value(String name, Flow flow, InputRole role) {
        return "'" + Printable.of(name) + "' " + flow.describe() + words(flow, role);
    }

    private static String words(Flow flow, InputRole role) {
        return switch (role) {
            case LENGTHS -> " lengths";
            case STATE -> " a state";
            case INDEX -> flow.has(Dim.TIME) || flow.rank() > 1 ? " whole numbers" : " categories";
            case NUMBERS -> flow.whole() ? " whole numbers" : "";
        };
    }

    @Override
    public ImportProof prove() {
        try {
            ArrivalReport report = ArrivalProof.run(imported, Tolerance.ofRounding());
            List<String> summary = new ArrayList<>(List.of(report.summary()));
            summary.addAll(report.notes());
            if (!report.passed()) {
                summary.add(report.differences().reason());
            }
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("model", describe());
            return new ImportProof(report.passed(), summary, report.json(facts));
        } catch (OnnxRuntimeException e) {
            throw new ImportException(
                    "the file must run in ONNX Runtime to be compared with, but: " + e.getMessage(), e);
        }
    }

    /** The vocabulary; only files written by Sluice contain one. */
    @Override
    public List<String> symbols() {
        Map<String, String> metadata = imported.model().metadata();
        if (!metadata.containsKey("sluice.vocabulary")) {
            return List.of();
        }
        return ModelMetadata.of(metadata).contract().inputs().values().stream()
                .filter(InputEncoding.Text.class::isInstance)
                .map(input -> ((InputEncoding.Text) input).vocabulary().symbols())
                .findFirst()
                .orElse(List.of());
    }

    @Override
    public ImportedModel model() {
        return OnnxNetwork.of(imported);
    }

    @Override
    public void write(Path file) throws IOException {
        OnnxModel model = imported.model();
        model.write(file);
    }
}
