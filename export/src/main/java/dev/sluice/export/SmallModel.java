package dev.sluice.export;

import dev.sluice.core.experiment.exchange.ExportConfig.Weights;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.proof.ProvenFile;
import dev.sluice.export.proof.WeightsProof;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import dev.sluice.export.weights.SmallWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts a file of small weights in the place of a proven one, after a proof of its own. */
final class SmallModel {
    private SmallModel() {}

    /**
     * Replaces the file, or removes it if the small one does not hold.
     *
     * @param trained the proven model, which is in the file
     * @param facts for the proof. Modified.
     * @param summary lines for people. Modified.
     * @return whether the small file computes what its weights say
     */
    static boolean write(
            OnnxModel trained,
            Path file,
            Weights kind,
            ProvenFile.Terms terms,
            Map<String, Object> facts,
            List<String> summary)
            throws IOException {
        OnnxModel small = SmallWeights.shrink(trained, kind);
        try (OnnxRuntimeSession before = OnnxRuntimeSession.of(trained);
                OnnxRuntimeSession rounded = OnnxRuntimeSession.of(SmallWeights.rounded(trained, kind));
                OnnxRuntimeSession shipped = OnnxRuntimeSession.of(small)) {
            WeightsProof.Report report = WeightsProof.run(terms, before, rounded, shipped);
            long bytesBefore = trained.toBytes().length;
            long bytesAfter = small.toBytes().length;
            String name = kind.name().toLowerCase(Locale.ROOT);
            Map<String, Object> object = report.object(bytesBefore, bytesAfter);
            object.put("kind", name);
            facts.put("weights", object);
            summary.add("weights in " + name + ": " + report.describe(bytesBefore, bytesAfter));
            if (report.passed()) {
                small.write(file);
            } else {
                Files.deleteIfExists(file);
                summary.add("the file does not compute what its rounded weights say, so no model was written");
            }
            return report.passed();
        }
    }
}
