package dev.sluice.core.experiment.exchange;

import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.train.Validation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * Writes a trained model for use elsewhere, and proves that the files compute the same. A kind of component; how it writes is
 * a matter of its options.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
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
    ExportReport export(TrainedModel model, Validation validation, Path folder) throws IOException;

    /**
     * Measures what the model needs in the form that it is exported in: {@code latency}, the median of the milliseconds in which
     * a sequence of 50 steps, or of as many as it can have, is answered on one thread, and {@code bytes}, the size of the file.
     *
     * @throws ConfigException if this exporter cannot measure
     */
    default Map<String, Double> measure(TrainedModel model) {
        throw new ConfigException(
                "export: this exporter cannot measure what its files need; take one that can, for example onnx");
    }

    /**
     * Rejects a model before training if it could not be exported afterwards.
     *
     * @param untrained the model with its first weights
     * @throws ConfigException if the model cannot be written in that way
     * @throws ExportException if the model has something that the format cannot express
     */
    default void check(TrainedModel untrained) {}

    /** Returns whether it writes anything: an experiment may be run for its figures alone. */
    default boolean isActive() {
        return true;
    }
}
