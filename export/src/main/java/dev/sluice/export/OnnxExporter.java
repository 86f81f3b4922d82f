package dev.sluice.export;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.experiment.ExportConfig;
import dev.sluice.core.experiment.ExportReport;
import dev.sluice.core.experiment.Exporter;
import dev.sluice.core.experiment.TrainedModel;
import dev.sluice.core.model.Network;
import dev.sluice.export.lowering.LoweredModel;
import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.lowering.Standardization;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.proof.ProofGrid;
import dev.sluice.export.proof.ProofReport;
import dev.sluice.export.proof.ProofSubject;
import dev.sluice.export.proof.ProvenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes {@code model.onnx} with everything that is needed to use it, and {@code proof.json}, which says how it was shown to
 * be equal to the trained model.
 *
 * <p>Inputs: {@code tokens [batch, time]} or {@code features [batch, time, F]} (as measured), or others by their names;
 * what cells ask for, such as {@code mask [batch, time, F]}; {@code lengths [batch]}, one for each encoder;
 * {@code state.<name> [batch, H]}, zeros for a fresh sequence. Outputs: {@code outputs [batch, C]}, or {@code [batch, time, C]} at every
 * step, or others by the names of the answers; {@code probabilities} where a loss has them; {@code next_state.<name>}. See {@link ModelMetadata} for what else is in the file.
 *
 * @param grid the inputs that the proof tries
 */
public record OnnxExporter(ProofGrid grid) implements Exporter {
    /** The model's file in a run's folder. */
    public static final String MODEL = "model.onnx";
    /** The proof's file in a run's folder. */
    public static final String PROOF = "proof.json";

    /** With the standard grid. */
    public OnnxExporter() {
        this(ProofGrid.standard());
    }

    @Override
    public ExportReport export(TrainedModel model, Path folder, ExportConfig config) throws IOException {
        Network network = model.network(Network.Mode.WITH_STATES);
        Map<String, Standardization> standardizations = Standardizations.of(model.contract());
        Lowering lowering = new Lowering("sluice", new OnnxOpset(config.opset()));
        model.activations().forEach(lowering::activation);
        standardizations.forEach(lowering::standardization);
        LoweredModel lowered = lowering.lower(network.graph(), model.parameters());
        ModelMetadata.write(model, network, lowered);
        OnnxModel file = lowered.builder().build();

        ProofSubject subject =
                ProofSubject.of(network.graph(), model.parameters(), model.activations(), standardizations);
        ProofReport report = ProvenFile.write(
                file,
                folder.resolve(MODEL),
                folder.resolve(PROOF),
                subject,
                grid.upTo(longest(model.contract())),
                List.of(),
                config.tolerance(),
                facts(network, lowered, config));
        return new ExportReport(summary(folder, lowered, report), report.worst().relative(), report.passed());
    }

    /** The longest sequence that all inputs can have. */
    private static int longest(DataContract contract) {
        return contract.inputs().values().stream()
                .filter(InputEncoding.Text.class::isInstance)
                .mapToInt(input -> ((InputEncoding.Text) input).config().maxLength())
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    private static Map<String, Object> facts(Network network, LoweredModel lowered, ExportConfig config) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("model", MODEL);
        facts.put("opset", config.opset());
        facts.put("parameters", network.parameterCount());
        facts.put("layers", lowered.layers());
        return facts;
    }

    private static List<String> summary(Path folder, LoweredModel lowered, ProofReport report) throws IOException {
        List<String> lines = new ArrayList<>();
        Path file = folder.resolve(MODEL);
        if (report.passed()) {
            lines.add(String.format(
                    Locale.ROOT, "%s (%,d kB): %s", MODEL, (Files.size(file) + 999) / 1000, lowered.describe()));
            lines.add(report.summary());
        } else {
            lines.add(report.summary() + "; no model was written");
            lines.add(String.format(
                    Locale.ROOT,
                    "'%s' differs most, by %.3g where its scale is %.3g, for %s",
                    report.worstOutput(),
                    report.worst().absolute(),
                    report.worst().scale(),
                    report.worst().at()));
            lines.add("if the difference is small, the model itself may be ill-conditioned: raise export.tolerance;"
                    + " if it is large, please report it with the experiment file");
        }
        return lines;
    }
}
