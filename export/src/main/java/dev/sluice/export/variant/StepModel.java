package dev.sluice.export.variant;

import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.file.Fingerprint;
import dev.sluice.core.graph.rewrite.OneStep;
import dev.sluice.export.lowering.LoweredModel;
import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.metadata.ModelMetadata;
import dev.sluice.export.model.MeasuredNetwork;
import dev.sluice.export.model.OnnxDraft;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.proof.DataRange;
import dev.sluice.export.proof.StepProof;
import dev.sluice.export.proof.Tolerance;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the single-step model beside the whole one, for {@link dev.sluice.export.streaming.StreamingSession}. */
public record StepModel(TrainedModel model, OnnxDraft draft, Lowering lowering) {
    /** Name of the file. */
    public static final String FILE = "model.step.onnx";

    private static final long SEED = 1;

    /**
     * Writes the file if each of its steps matches the whole model on the sequence so far.
     *
     * @param folder folder of the file
     * @param range of the real rows, which the random inputs of the proof are like
     */
    public VariantReport write(Path folder, Tolerance tolerance, DataRange range) throws IOException {
        MeasuredNetwork measured = draft.measured();
        LoweredModel lowered = lowering.lower(OneStep.of(measured.graph()), measured.parameters());
        ModelMetadata.writeStep(model, draft.network(), lowered);
        OnnxModel file = lowered.builder().build();
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(file)) {
            StepProof.Report report = StepProof.run(draft.subject(), range, session, tolerance, SEED);
            if (report.passed()) {
                file.write(folder.resolve(FILE));
            }
            return new VariantReport(report.passed(), facts(folder, report), List.of(FILE + ": " + summary(report)));
        }
    }

    private static Map<String, Object> facts(Path folder, StepProof.Report report) throws IOException {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("model", FILE);
        facts.put("result", report.passed() ? "passed" : "failed");
        if (report.passed()) {
            facts.put("sha256", Fingerprint.of(folder.resolve(FILE)));
        }
        facts.put("summary", summary(report));
        facts.put("steps", report.steps());
        facts.put("rows", report.rows());
        facts.put("largest_relative_difference", report.worst());
        return facts;
    }

    private static String summary(StepProof.Report report) {
        String verdict = report.passed() ? "equal to the whole model" : "NOT equal to the whole model, so not written";
        return String.format(
                Locale.ROOT,
                "%s after each of %d steps, largest difference %.1e",
                verdict,
                report.steps(),
                report.worst());
    }
}
