package dev.sluice.export;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.Exporter;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.file.Fingerprint;
import dev.sluice.core.file.WholeFile;
import dev.sluice.core.model.Network;
import dev.sluice.core.option.OptionKey;
import dev.sluice.core.train.Validation;
import dev.sluice.export.lint.Advice;
import dev.sluice.export.lint.Linter;
import dev.sluice.export.lowering.LoweredModel;
import dev.sluice.export.model.OnnxDraft;
import dev.sluice.export.model.OnnxOptions;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.proof.Latency;
import dev.sluice.export.proof.ProofGrid;
import dev.sluice.export.proof.ProofReport;
import dev.sluice.export.proof.ProvenFile;
import dev.sluice.export.proof.Tolerance;
import dev.sluice.export.variant.RawModel;
import dev.sluice.export.variant.SmallModel;
import dev.sluice.export.variant.StepModel;
import dev.sluice.export.variant.Streamable;
import dev.sluice.export.variant.VariantReport;
import dev.sluice.export.weights.SmallWeights;
import dev.sluice.export.weights.WeightFormat;
import dev.sluice.export.writing.WritingExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Writes {@code model.onnx}, with everything needed to use it, and {@code proof.json}, the record of its comparison with
 * the trained model.
 *
 * <p>Inputs: {@code tokens [batch, time]} or {@code features [batch, time, F]} (unscaled), or named inputs; inputs
 * required by cells, such as {@code mask [batch, time, F]}; {@code lengths [batch]}, one for each encoder;
 * {@code state.<name> [batch, H]}, zeros for a fresh sequence. Outputs: {@code outputs [batch, C]}, or {@code [batch, time, C]} at every
 * step, or named outputs; {@code probabilities} if the loss defines them; {@code next_state.<name>}. The rest of the
 * file's content is described in {@code ModelMetadata}.
 *
 * @param options options of the exported file
 * @param grid batch sizes and lengths used by the proof
 * @param mostBytes largest total size of the weights in bytes; larger models are refused
 */
public record OnnxExporter(OnnxOptions options, ProofGrid grid, long mostBytes) implements Exporter {
    /** The model's file in a run's folder. */
    public static final String MODEL = "model.onnx";
    /** The proof's file in a run's folder. */
    public static final String PROOF = "proof.json";

    /** Protobuf's size limit, less some room for everything but the weights. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - (16L << 20);

    /** Number of steps of the sequence used to measure latency. */
    private static final int MEASURED_STEPS = 50;

    /** An exporter with the standard grid. */
    public OnnxExporter(OnnxOptions options) {
        this(options, ProofGrid.standard());
    }

    /** An exporter limited only by the size that the format allows. */
    public OnnxExporter(OnnxOptions options, ProofGrid grid) {
        this(options, grid, MOST_BYTES);
    }

    @Override
    public void check(TrainedModel untrained) {
        if (untrained.writes()) {
            new WritingExport(options, grid).check(untrained);
            return;
        }
        Network network = untrained.network(Network.Mode.WITH_STATES);
        requireSize(network.parameters().stream()
                .mapToLong(parameter -> (long) parameter.shape().elements() * Float.BYTES)
                .sum());
        if (isStreamed(untrained)) {
            Streamable.require(untrained, network);
        }
        OnnxDraft.of(untrained, options);
    }

    /** A language model writes step by step, whatever the options say. */
    private boolean isStreamed(TrainedModel model) {
        return options.streaming() || model.contract().target() instanceof TargetEncoding.Next;
    }

    @Override
    public ExportReport export(TrainedModel model, Validation validation, Path folder) throws IOException {
        FiniteWeights.require(model);
        if (model.writes()) {
            WritingExport writing = new WritingExport(options, grid);
            writing.requireOptions();
            Files.deleteIfExists(folder.resolve(MODEL));
            return writing.export(model, validation, folder, PROOF, longest(model.contract()));
        }
        if (isStreamed(model)) {
            Streamable.require(model, model.network(Network.Mode.WITH_STATES));
        }
        OnnxDraft draft = OnnxDraft.of(model, options);
        OnnxModel file = draft.file();
        requireSize(file.weightBytes());
        Tolerance tolerance =
                options.tolerance() == 0 ? Tolerance.ofRounding() : Tolerance.exactly(options.tolerance());
        ProvenFile.Terms terms =
                new ProvenFile.Terms(draft.subject(), grid.upTo(longest(model.contract())), validation, tolerance);
        Files.deleteIfExists(folder.resolve(PROOF));
        Files.deleteIfExists(folder.resolve(StepModel.FILE));
        Files.deleteIfExists(folder.resolve(RawModel.FILE));
        ProofReport report = ProvenFile.write(file, folder.resolve(MODEL), terms);
        Map<String, Object> facts = facts(draft);
        List<String> summary = summary(model, folder, draft.lowered(), report);
        boolean passed = report.passed();
        if (passed && options.weights() != WeightFormat.FLOAT32) {
            VariantReport small = SmallModel.write(file, folder.resolve(MODEL), options.weights(), terms, report);
            facts.put("weights", small.facts());
            facts.put(
                    "summary",
                    "in float32 " + report.summary() + "; " + small.summary().getFirst());
            summary.addAll(small.summary());
            passed = small.passed();
        }
        if (passed) {
            facts.put("sha256", Fingerprint.of(folder.resolve(MODEL)));
            advise(file, facts, summary);
        }
        if (passed && isStreamed(model)) {
            StepModel step = new StepModel(model, draft, OnnxDraft.lowering(model, options));
            VariantReport steps = step.write(folder, tolerance, report.range());
            facts.put("streaming", steps.facts());
            summary.addAll(steps.summary());
            passed = steps.passed();
        }
        Optional<RawModel> prepared = passed ? RawModel.of(model, options) : Optional.empty();
        if (prepared.isPresent()) {
            VariantReport raw = prepared.get().write(folder, tolerance);
            facts.put("raw", raw.facts());
            summary.addAll(raw.summary());
            passed = raw.passed();
        }
        WholeFile.write(folder.resolve(PROOF), report.json(facts));
        return new ExportReport(summary, report.differences().largest(), passed);
    }

    @Override
    public Map<String, Double> measure(TrainedModel model) {
        if (model.writes()) {
            throw new ConfigException("export: how long a text takes to write depends on the text, so files of a model"
                    + " that writes are not measured; leave latency and bytes out");
        }
        OnnxDraft draft = OnnxDraft.of(model, options);
        OnnxModel file = options.weights() == WeightFormat.FLOAT32
                ? draft.file()
                : SmallWeights.shrink(draft.file(), options.weights());
        Map<String, Double> figures = new LinkedHashMap<>();
        int steps = Math.min(MEASURED_STEPS, longest(model.contract()));
        figures.put("latency", Latency.millis(file, draft.subject(), steps));
        figures.put("bytes", (double) file.toBytes().length);
        return figures;
    }

    /** Adds the linter's advice for the target. Modified: facts, summary. */
    private void advise(OnnxModel file, Map<String, Object> facts, List<String> summary) {
        String target = OptionKey.written(options.target());
        List<String> advice = Linter.lint(file, options.target()).stream()
                .map(Advice::toString)
                .toList();
        facts.put("target", target);
        facts.put("advice", advice);
        advice.forEach(line -> summary.add("for " + target + ": " + line));
    }

    private void requireSize(long bytes) {
        if (bytes > mostBytes) {
            throw new ExportException(String.format(
                    Locale.ROOT,
                    "an ONNX file holds at most %,d bytes of weights, but this model has %,d; make its layers or its"
                            + " embedding smaller, or take export: none and use the run's weights",
                    mostBytes,
                    bytes));
        }
    }

    /** The longest sequence length that all inputs accept. */
    private static int longest(DataContract contract) {
        return contract.inputs().values().stream()
                .filter(InputEncoding.Text.class::isInstance)
                .mapToInt(input -> ((InputEncoding.Text) input).config().maxLength())
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    private Map<String, Object> facts(OnnxDraft draft) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("model", MODEL);
        facts.put("opset", options.opset());
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
