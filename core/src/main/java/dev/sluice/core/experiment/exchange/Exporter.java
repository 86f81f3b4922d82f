package dev.sluice.core.experiment.exchange;

import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.train.Validation;
import java.io.IOException;
import java.nio.file.Path;

/** Writes a trained model for use elsewhere, and proves that what it wrote computes the same. A kind of component. */
@FunctionalInterface
public interface Exporter {
    /**
     * Writes files into a folder and runs them against the model.
     *
     * @param validation real rows, on which the file must be as good as the model
     * @param folder of the run; {@code model.onnx} and {@code proof.json} go there
     * @throws IOException if a file cannot be written
     * @throws ExportException if the model has something that the format cannot express
     */
    ExportReport export(TrainedModel model, Validation validation, Path folder, ExportConfig config) throws IOException;

    /**
     * Refuses before training what could not be exported after it.
     *
     * @param untrained the model with its first weights
     * @throws ConfigException if the model cannot be written in that way
     * @throws ExportException if the model has something that the format cannot express
     */
    default void check(TrainedModel untrained, ExportConfig config) {}
}
