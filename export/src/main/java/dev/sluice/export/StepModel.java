package dev.sluice.export;

import dev.sluice.core.experiment.ConfigException;
import dev.sluice.core.experiment.TrainedModel;
import dev.sluice.core.model.Direction;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Pooling;
import dev.sluice.core.option.OptionKey;
import dev.sluice.export.lowering.LoweredModel;
import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.WholeFile;
import dev.sluice.export.proof.ProofSubject;
import dev.sluice.export.proof.StepProof;
import dev.sluice.export.proof.Tolerance;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import dev.sluice.export.streaming.OneStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the model of a single step beside the whole one, for {@link dev.sluice.export.streaming.StreamingSession}. */
record StepModel(TrainedModel model, Network network, Lowering lowering) {
    static final String FILE = "model.step.onnx";

    private static final long SEED = 1;

    /**
     * Refuses what cannot go on step by step.
     *
     * @throws ConfigException if the network waits for the end of a sequence
     */
    static void requireStream(TrainedModel model) {
        int answers = model.contract().targets().size();
        if (model.inputs().size() != 1 || answers != 1) {
            throw new ConfigException(
                    "export.streaming needs a network with one input and one answer, but this one has "
                            + model.inputs().size() + " and " + answers + "; take export.streaming: false");
        }
        Direction direction = model.config().encoder().direction();
        if (direction != Direction.FORWARD) {
            throw new ConfigException("export.streaming needs a network that runs forward, but"
                    + " model.encoder.direction is " + OptionKey.written(direction)
                    + ", which begins at the end of a sequence; take forward, or export.streaming: false");
        }
        if (model.config().pooling() != Pooling.LAST) {
            throw new ConfigException("export.streaming needs a network that answers from its last state, but"
                    + " model.pooling is " + OptionKey.written(model.config().pooling())
                    + ", which needs all steps; take last, or export.streaming: false");
        }
    }

    /** Writes the file if each of its steps gives what the whole model gives for the sequence so far. */
    StepProof.Report write(Path folder, ProofSubject whole, Tolerance tolerance) throws IOException {
        LoweredModel lowered = lowering.lower(OneStep.of(network.graph()), model.parameters());
        ModelMetadata.write(model, network, lowered, true);
        OnnxModel file = lowered.builder().build();
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(file)) {
            StepProof.Report report = StepProof.run(whole, session, tolerance, SEED);
            if (report.passed()) {
                file.write(folder.resolve(FILE));
            }
            return report;
        }
    }

    static Map<String, Object> facts(Path folder, StepProof.Report report) throws IOException {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("model", FILE);
        facts.put("result", report.passed() ? "passed" : "failed");
        if (report.passed()) {
            facts.put("sha256", WholeFile.sha256(folder.resolve(FILE)));
        }
        facts.put("steps", report.steps());
        facts.put("rows", report.rows());
        facts.put("largest_relative_difference", report.worst());
        facts.put("limit", report.limit());
        return facts;
    }

    static List<String> summary(StepProof.Report report) {
        String verdict = report.passed() ? "equal to the whole model" : "NOT equal to the whole model, so not written";
        return List.of(String.format(
                Locale.ROOT,
                "%s: %s after each of %d steps, largest difference %.1e (limit %.1e)",
                FILE,
                verdict,
                report.steps(),
                report.worst(),
                report.limit()));
    }
}
