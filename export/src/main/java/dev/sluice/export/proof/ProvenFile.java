package dev.sluice.export.proof;

import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.train.Validation;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.runtime.OnnxRuntimeException;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Gives a model file its final name only after it has been proven equal to the trained model. */
public final class ProvenFile {
    private ProvenFile() {}

    /**
     * The requirements for a file.
     *
     * @param subject the model that it must match
     * @param grid sizes of the random inputs
     * @param validation real inputs
     * @param tolerance allowed difference
     */
    public record Terms(ProofSubject subject, ProofGrid grid, Validation validation, Tolerance tolerance) {}

    /**
     * Writes the model to a temporary file, proves the written bytes, and renames the file if the proof holds. If it does
     * not, no model file remains, not even an earlier one.
     *
     * @param file final path of the model
     * @return the proof, which may have failed
     * @throws ExportException if ONNX Runtime refuses the model; then there is no file
     * @throws IOException if the folder cannot be written
     */
    public static ProofReport write(OnnxModel model, Path file, Terms terms) throws IOException {
        Path candidate = file.resolveSibling(file.getFileName() + ".unproven");
        Files.deleteIfExists(file);
        try {
            model.write(candidate);
            ProofReport report = prove(candidate, file, terms);
            if (report.passed()) {
                Files.move(candidate, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            return report;
        } finally {
            Files.deleteIfExists(candidate);
        }
    }

    private static ProofReport prove(Path candidate, Path file, Terms terms) throws IOException {
        try (OnnxRuntimeSession session = OnnxRuntimeSession.open(candidate)) {
            return Proof.run(terms.subject(), session, terms.grid(), terms.validation(), terms.tolerance());
        } catch (OnnxRuntimeException e) {
            ExportException refused = new ExportException("ONNX Runtime must be able to run " + file.getFileName()
                    + ", but: " + e.getMessage() + "; no model was written");
            refused.initCause(e);
            throw refused;
        }
    }
}
