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

/** Gives a model file its name only after it has been proven equal to the trained model. */
public final class ProvenFile {
    private ProvenFile() {}

    /**
     * What a file is held to.
     *
     * @param subject the model that it must be equal to
     * @param grid random inputs
     * @param validation real ones
     * @param tolerance how far it may be off
     */
    public record Terms(ProofSubject subject, ProofGrid grid, Validation validation, Tolerance tolerance) {}

    /**
     * Writes the model beside its final place, proves the written bytes, and gives the model its name if the proof holds. If it
     * does not, there is no model file, also none from before.
     *
     * @param file the model's final place
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
