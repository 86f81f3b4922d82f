package dev.sluice.core.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Answers from an exported model. A kind of component, registered under the id of the exporter whose files it reads. */
@FunctionalInterface
public interface Predictor {
    /**
     * The likeliest labels of a text, likeliest first.
     *
     * @param folder of the run
     * @param top at most this many
     * @throws IOException if the exported model cannot be read
     */
    List<Prediction> predict(Path folder, String text, int top) throws IOException;
}
