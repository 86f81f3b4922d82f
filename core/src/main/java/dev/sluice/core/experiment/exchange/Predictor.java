package dev.sluice.core.experiment.exchange;

import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Answers from an exported model. A kind of component, registered under the id of the exporter whose files it reads. */
@FunctionalInterface
public interface Predictor {
    /**
     * What the model says.
     *
     * @param folder of the run
     * @param inputs by the names of the model's inputs; the only one of its kind may go by {@link Example#nameOf}
     * @param top of each answer's labels at most this many
     * @throws IOException if the exported model cannot be read
     * @throws dev.sluice.core.data.DataException if the inputs do not fit
     */
    List<Answer> predict(Path folder, Map<String, Sequence> inputs, int top) throws IOException;

    /** The likeliest labels of a text, likeliest first, by a model that reads one and answers once. */
    default List<Prediction> predict(Path folder, String text, int top) throws IOException {
        Sequence input = new Sequence.Text(text);
        return predict(folder, Map.of(Example.nameOf(input), input), top)
                .getFirst()
                .steps()
                .getFirst();
    }
}
