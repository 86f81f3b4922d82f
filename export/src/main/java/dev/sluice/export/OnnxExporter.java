package dev.sluice.export;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.experiment.exchange.ExportConfig;
import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.Exporter;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.model.Network;
import dev.sluice.core.option.OptionKey;
import dev.sluice.core.train.Validation;
import dev.sluice.export.lint.Advice;
import dev.sluice.export.lint.Linter;
import dev.sluice.export.lowering.LoweredModel;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.WholeFile;
import dev.sluice.export.proof.Latency;
import dev.sluice.export.proof.ProofGrid;
import dev.sluice.export.proof.ProofReport;
import dev.sluice.export.proof.ProvenFile;
import dev.sluice.export.proof.StepProof;
import dev.sluice.export.proof.Tolerance;
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
 * step, or others by the names of the answers; {@code probabilities} where a loss has them; {@code next_state.<name>}. See {@code ModelMetadata} for what else is in the file.
 *
 * @param grid the inputs that the proof tries
 * @param mostBytes of weights, above which a model is refused
 */
public record OnnxExporter(ProofGrid grid, long mostBytes) implements Exporter {
    /** The model's file in a run's folder. */
    public static final String MODEL = "model.onnx";
    /** The proof's file in a run's folder. */
    public static final String PROOF = "proof.json";

    /** What protobuf can hold, less some room for everything that is no weight. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - (16L << 20);

    /** Of a sequence whose answer is timed. */
    private static final int USUAL_STEPS = 50;

    /** With the standard grid. */
    public OnnxExporter() {
        this(ProofGrid.standard());
    }

    /** With as many weights as the format can hold. */
    public OnnxExporter(ProofGrid grid) {
        this(grid, MOST_BYTES);
    }

    @Override
    public void check(TrainedModel untrained, ExportConfig config) {
        Network network = untrained.network(Network.Mode.WITH_STATES);
        requireSize(network.parameters().stream()
                .mapToLong(parameter -> (long) parameter.shape().elements() * Float.BYTES)
                .sum());
        if (config.streaming()) {
            Streamable.require(untrained.config(), network);
        }
        OnnxDraft.of(untrained, config);
    }

    @Override
    public ExportReport export(TrainedModel model, Validation validation, Path folder, ExportConfig config)
            throws IOException {
        if (config.streaming()) {
            Streamable.require(model.config(), model.network(Network.Mode.WITH_STATES));
        }
        FiniteWeights.require(model);
        OnnxDraft draft = OnnxDraft.of(model, config);
        OnnxModel file = draft.file();
        requireSize(file.weightBytes());
        Tolerance tolerance = config.tolerance() == 0 ? Tolerance.ofRounding() : Tolerance.exactly(config.tolerance());
        ProvenFile.Terms terms =
                new ProvenFile.Terms(draft.subject(), grid.upTo(longest(model.contract())), validation, tolerance);
        Files.deleteIfExists(folder.resolve(PROOF));
        Files.deleteIfExists(folder.resolve(StepModel.FILE));
        ProofReport report = ProvenFile.write(file, folder.resolve(MODEL), terms);
        Map<String, Object> facts = facts(draft, config);
        List<String> summary = summary(model, folder, draft.lowered(), report);
        boolean passed = report.passed();
        if (passed && config.weights() != ExportConfig.Weights.FLOAT32) {
            passed = SmallModel.write(file, folder.resolve(MODEL), config.weights(), terms, facts, summary);
        }
        if (passed) {
            facts.put("sha256", WholeFile.sha256(folder.resolve(MODEL)));
            List<String> advice = Linter.lint(file, config.target()).stream()
                    .map(Advice::toString)
                    .toList();
            facts.put("target", OptionKey.written(config.target()));
            facts.put("advice", advice);
            advice.forEach(line -> summary.add("for " + OptionKey.written(config.target()) + ": " + line));
        }
        if (passed && config.streaming()) {
            StepModel step = new StepModel(model, draft.network(), draft.measured(), OnnxDraft.lowering(model, config));
            StepProof.Report steps = step.write(folder, draft.subject(), tolerance);
            facts.put("streaming", StepModel.facts(folder, steps));
            summary.addAll(StepModel.summary(steps));
            passed = steps.passed();
        }
        WholeFile.write(folder.resolve(PROOF), report.json(facts));
        return new ExportReport(summary, report.largest(), passed);
    }

    @Override
    public Map<String, Double> measure(TrainedModel model, ExportConfig config) {
        OnnxDraft draft = OnnxDraft.of(model, config);
        int steps = Math.min(USUAL_STEPS, longest(model.contract()));
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("latency", Latency.millis(draft.file(), draft.subject(), steps));
        figures.put("bytes", (double) draft.file().toBytes().length);
        return figures;
    }

    private void requireSize(long bytes) {
        if (bytes > mostBytes) {
            throw new ExportException(String.format(
                    Locale.ROOT,
                    "an ONNX file holds at most %,d bytes of weights, but this model has %,d; make its layers or its"
                            + " embedding smaller, or take export.format: none and use the run's weights",
                    mostBytes,
                    bytes));
        }
    }

    /** The longest sequence that all inputs can have. */
    private static int longest(DataContract contract) {
        return contract.inputs().values().stream()
                .filter(InputEncoding.Text.class::isInstance)
                .mapToInt(input -> ((InputEncoding.Text) input).config().maxLength())
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    private static Map<String, Object> facts(OnnxDraft draft, ExportConfig config) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("model", MODEL);
        facts.put("opset", config.opset());
        facts.put("parameters", draft.network().parameterCount());
        facts.put("layers", draft.lowered().layers());
        return facts;
    }

    private static List<String> summary(TrainedModel model, Path folder, LoweredModel lowered, ProofReport report)
            throws IOException {
        List<String> lines = new ArrayList<>();
        Path file = folder.resolve(MODEL);
        if (report.passed()) {
            lines.add(String.format(
                    Locale.ROOT, "%s (%,d kB): %s", MODEL, (Files.size(file) + 999) / 1000, lowered.describe()));
            lines.addAll(report.describe());
        } else {
            lines.add("no model was written: the file would not compute what the model computes");
            lines.addAll(report.describe());
            lines.addAll(new Remedy(model, folder).of(report));
        }
        return lines;
    }
}
