package dev.sluice.export.variant;

import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.proof.ProofReport;
import dev.sluice.export.proof.ProvenFile;
import dev.sluice.export.proof.WeightsProof;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import dev.sluice.export.weights.SmallWeights;
import dev.sluice.export.weights.WeightFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Replaces a proven file by one with small weights, after a separate proof. */
public final class SmallModel {
    private SmallModel() {}

    /**
     * Replaces the file, or removes it if the proof of the small one fails.
     *
     * @param trained the proven model stored in the file
     * @param proof of that file
     */
    public static VariantReport write(
            OnnxModel trained, Path file, WeightFormat format, ProvenFile.Terms terms, ProofReport proof)
            throws IOException {
        OnnxModel small = SmallWeights.shrink(trained, format);
        try (OnnxRuntimeSession before = OnnxRuntimeSession.of(trained);
                OnnxRuntimeSession rounded = OnnxRuntimeSession.of(SmallWeights.rounded(trained, format));
                OnnxRuntimeSession shipped = OnnxRuntimeSession.of(small)) {
            WeightsProof.Report report = WeightsProof.run(terms, proof.range(), before, rounded, shipped);
            long bytesBefore = trained.toBytes().length;
            long bytesAfter = small.toBytes().length;
            String name = format.name().toLowerCase(Locale.ROOT);
            Map<String, Object> facts = report.object(bytesBefore, bytesAfter);
            facts.put("kind", name);
            List<String> summary = new ArrayList<>();
            summary.add("weights in " + name + ": " + report.describe(bytesBefore, bytesAfter));
            if (bytesAfter == bytesBefore) {
                summary.add("no table or matrix has " + SmallWeights.LEAST_ELEMENTS
                        + " numbers, and smaller ones stay as they are: nothing is stored in " + name);
            }
            if (report.passed()) {
                small.write(file);
            } else {
                Files.deleteIfExists(file);
                summary.add("the file does not compute the results of its rounded weights, so no model was written");
            }
            return new VariantReport(report.passed(), facts, summary);
        }
    }
}
