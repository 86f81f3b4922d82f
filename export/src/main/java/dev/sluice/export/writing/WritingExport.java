package dev.sluice.export.writing;

import dev.sluice.core.decode.EngineSteps;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.file.Fingerprint;
import dev.sluice.core.file.WholeFile;
import dev.sluice.core.model.EncoderDecoder;
import dev.sluice.core.model.Network;
import dev.sluice.core.train.Scores;
import dev.sluice.core.train.Validation;
import dev.sluice.export.lowering.LoweredModel;
import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.lowering.Standardization;
import dev.sluice.export.metadata.ModelMetadata;
import dev.sluice.export.metadata.Standardizations;
import dev.sluice.export.model.OnnxOptions;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.proof.ProofGrid;
import dev.sluice.export.proof.ProofReport;
import dev.sluice.export.proof.ProofSubject;
import dev.sluice.export.proof.ProvenFile;
import dev.sluice.export.proof.Tolerance;
import dev.sluice.export.weights.WeightFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes {@code encoder.onnx}, {@code decoder.onnx} and {@code proof.json}.
 *
 * <p>The encoder reads the source as {@code model.onnx} of other models does, and gives {@code memory [batch, time, F]}, {@code keys
 * [batch, time, A]} and {@code state.decoder.l0.h [batch, H]}, as far as the decoder has them. The decoder is one step: it reads them
 * under the same names, {@code token [batch, 1]}, 2 at first, and the encoder's {@code lengths}, and gives {@code log_probabilities
 * [batch, V]} of the next symbol, {@code next_state.decoder.l0.h} and {@code attention [batch, time, 1]}.
 *
 * <p>Each file is proven over a grid of sizes as all files are; then both together on the validation part and by whole texts.
 *
 * @param grid batch sizes and lengths used by the proof
 */
public record WritingExport(OnnxOptions options, ProofGrid grid) {
    /** The file that reads. */
    public static final String ENCODER = "encoder.onnx";

    /** The file that writes. */
    public static final String DECODER = "decoder.onnx";

    /** Loss on real rows that rounding may add. */
    private static final double LOSS = 1e-3;

    /**
     * Refuses a model or options before training.
     *
     * @throws ConfigException for options that are not for such files
     * @throws ExportException if the model cannot be written in that way
     */
    public void check(TrainedModel untrained) {
        requireOptions();
        EncoderDecoder networks = untrained.encoderDecoder();
        part(untrained, networks.encoder());
        part(untrained, networks.step());
    }

    /**
     * Refuses options that are not for such files.
     *
     * @throws ConfigException that names the option
     */
    public void requireOptions() {
        if (options.streaming()) {
            throw refused(
                    "export.streaming", "it is written as an encoder and a step of its decoder anyway; leave it out");
        }
        if (options.weights() != WeightFormat.FLOAT32) {
            throw refused("export.weights", "its files have weights in float32 alone; leave it out");
        }
        if (options.padding() != OnnxOptions.Padding.RIGHT) {
            throw refused("export.padding", "its files expect padding behind; leave it out");
        }
    }

    private static ConfigException refused(String option, String why) {
        return new ConfigException(option + ": the model writes texts, and " + why);
    }

    /** A file that is not proven, and what it must match. */
    private record Part(OnnxModel file, LoweredModel lowered, ProofSubject subject) {}

    private Part part(TrainedModel model, Network network) {
        Map<String, Standardization> inputs = Standardizations.of(model.contract());
        inputs.keySet()
                .retainAll(network.inputs().stream().map(input -> input.name()).toList());
        Lowering lowering = new Lowering("sluice", new OnnxOpset(options.opset())).target(options.target());
        inputs.forEach(lowering::standardization);
        LoweredModel lowered = lowering.lower(network.graph(), model.parameters());
        ModelMetadata.writePart(model, network, lowered);
        if (!options.licence().isBlank()) {
            lowered.builder().metadata(ModelMetadata.LICENCE, options.licence());
        }
        Map<String, Standardization> wide = new LinkedHashMap<>(inputs);
        wide.values().removeIf(each -> !each.isWide());
        Map<String, Standardization> narrow = new LinkedHashMap<>(inputs);
        narrow.values().removeIf(Standardization::isWide);
        ProofSubject subject = ProofSubject.of(network.graph(), model.parameters(), Map.of(), narrow)
                .atBorder(wide, Map.of())
                .traced(lowered.trace());
        return new Part(lowered.builder().build(), lowered, subject);
    }

    /**
     * Writes the files.
     *
     * @param proof name of the proof's file
     * @param longest steps that a source may have
     */
    public ExportReport export(TrainedModel model, Validation validation, Path folder, String proof, int longest)
            throws IOException {
        EncoderDecoder networks = model.encoderDecoder();
        Tolerance tolerance =
                options.tolerance() == 0 ? Tolerance.ofRounding() : Tolerance.exactly(options.tolerance());
        Files.deleteIfExists(folder.resolve(proof));
        Files.deleteIfExists(folder.resolve(DECODER));
        Written encoder = write(part(model, networks.encoder()), folder.resolve(ENCODER), tolerance, longest);
        Written decoder = write(part(model, networks.step()), folder.resolve(DECODER), tolerance, longest);
        List<String> summary = new ArrayList<>(encoder.lines());
        summary.addAll(decoder.lines());
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("model", DECODER);
        facts.put("opset", options.opset());
        facts.put("encoder", encoder.facts(folder.resolve(ENCODER)));
        facts.put("decoder", decoder.facts(folder.resolve(DECODER)));
        boolean passed = encoder.report().passed() && decoder.report().passed();
        if (passed) {
            try (OnnxSteps files = OnnxSteps.open(folder, 1)) {
                passed = together(model, networks, files, validation, facts, summary);
            }
        }
        if (!passed) {
            Files.deleteIfExists(folder.resolve(ENCODER));
            Files.deleteIfExists(folder.resolve(DECODER));
            summary.add("no model was written: the files would not compute what the model computes");
        }
        WholeFile.write(folder.resolve(proof), decoder.report().json(facts));
        double largest = Math.max(
                encoder.report().differences().largest(),
                decoder.report().differences().largest());
        return new ExportReport(summary, largest, passed);
    }

    /** Both files together: on real rows, and by whole texts. Modified: facts, summary. */
    private static boolean together(
            TrainedModel model,
            EncoderDecoder networks,
            OnnxSteps files,
            Validation validation,
            Map<String, Object> facts,
            List<String> summary) {
        String target = model.contract().targets().keySet().iterator().next();
        TeacherForcing byFiles = new TeacherForcing(files, target);
        boolean same = true;
        if (validation.size() > 0) {
            EngineSteps engine = new EngineSteps(networks, EngineOptions.defaults()).with(model.parameters());
            Scores given = validation.judge(byFiles);
            Scores wanted = validation.judge(new TeacherForcing(engine, target));
            same = Math.abs(given.loss() - wanted.loss()) <= LOSS * Math.max(1, Math.abs(wanted.loss()));
            facts.put("loss_of_files", given.loss());
            facts.put("loss_of_model", wanted.loss());
            summary.add(String.format(
                    Locale.ROOT,
                    "by both files: loss %s (trained model %s), on %,d validation rows",
                    Scores.words(given.loss()),
                    Scores.words(wanted.loss()),
                    validation.size()));
        }
        DecodingProof.Report texts = new DecodingProof(model, networks).run(files, byFiles.sources());
        facts.put("texts", texts.facts());
        summary.add(texts.summary());
        return same && texts.passed();
    }

    /** A proof and its lines. */
    private record Written(Part part, ProofReport report, List<String> lines) {
        Map<String, Object> facts(Path file) throws IOException {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("result", report.passed() ? "passed" : "failed");
            if (report.passed()) {
                facts.put("sha256", Fingerprint.of(file));
            }
            facts.put("summary", report.summary());
            facts.put("inputs", report.inputs().size());
            facts.put("largest_relative_difference", report.differences().largest());
            facts.put("layers", part.lowered().layers());
            return facts;
        }
    }

    private Written write(Part part, Path file, Tolerance tolerance, int longest) throws IOException {
        ProvenFile.Terms terms = new ProvenFile.Terms(part.subject(), grid.upTo(longest), Validation.none(), tolerance);
        ProofReport report = ProvenFile.write(part.file(), file, terms);
        List<String> lines = new ArrayList<>();
        if (report.passed()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s (%,d kB): %s",
                    file.getFileName(),
                    (Files.size(file) + 999) / 1000,
                    report.summary()));
        } else {
            lines.add(file.getFileName() + ": " + report.summary());
            report.describe().stream().skip(2).forEach(lines::add);
        }
        return new Written(part, report, lines);
    }
}
