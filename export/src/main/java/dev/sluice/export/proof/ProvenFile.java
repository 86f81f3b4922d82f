package dev.sluice.export.proof;

import dev.sluice.core.experiment.ExportException;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.runtime.OnnxRuntimeException;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** Gives a model file its name only after it has been proven equal to the trained model. */
public final class ProvenFile {
    private ProvenFile() {}

    /**
     * Writes the model beside its final place, proves the written bytes, writes the proof, and gives the model its name if the
     * proof holds. If it does not, there is no model file, also none from before; the proof says what differs.
     *
     * @param file the model's final place
     * @param proofFile the proof's place
     * @param facts about the model, for the proof
     * @return the proof, which may have failed
     * @throws ExportException if ONNX Runtime refuses the model; then neither file is there
     * @throws IOException if the folder cannot be written
     */
    public static ProofReport write(
            OnnxModel model,
            Path file,
            Path proofFile,
            ProofSubject subject,
            ProofGrid grid,
            List<Map<String, Tensor>> realRows,
            double tolerance,
            Map<String, ?> facts)
            throws IOException {
        Path candidate = file.resolveSibling(file.getFileName() + ".unproven");
        Files.deleteIfExists(file);
        Files.deleteIfExists(proofFile);
        try {
            model.write(candidate);
            ProofReport report = prove(candidate, file, subject, grid, realRows, tolerance);
            Files.write(proofFile, report.json(facts).getBytes(StandardCharsets.UTF_8));
            if (report.passed()) {
                Files.move(candidate, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            return report;
        } finally {
            Files.deleteIfExists(candidate);
        }
    }

    private static ProofReport prove(
            Path candidate,
            Path file,
            ProofSubject subject,
            ProofGrid grid,
            List<Map<String, Tensor>> realRows,
            double tolerance)
            throws IOException {
        try (OnnxRuntimeSession session = OnnxRuntimeSession.open(candidate)) {
            return Proof.run(subject, session, grid, realRows, tolerance);
        } catch (OnnxRuntimeException e) {
            ExportException refused = new ExportException("ONNX Runtime must be able to run " + file.getFileName()
                    + ", but: " + e.getMessage() + "; no model was written");
            refused.initCause(e);
            throw refused;
        }
    }
}
