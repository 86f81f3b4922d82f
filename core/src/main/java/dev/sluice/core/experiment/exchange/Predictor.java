package dev.sluice.core.experiment.exchange;

import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Tokenizers;
import dev.sluice.core.decode.SearchOptions;
import dev.sluice.core.decode.WrittenText;
import dev.sluice.core.generate.Generated;
import dev.sluice.core.generate.GenerationOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/** Runs an exported model. A kind of component, registered under the id of the exporter whose files it reads. */
@API(status = API.Status.MAINTAINED, since = "0.1")
@FunctionalInterface
public interface Predictor {
    /**
     * The outputs of the model for each example.
     *
     * @param folder of the run
     * @param examples inputs by the names of the model's inputs; the only one of its kind may go by {@link Example#nameOf}
     * @param top of each output's labels at most this many
     * @throws IOException if the exported model cannot be read
     * @throws dev.sluice.core.data.DataException if the inputs do not fit
     */
    List<List<Output>> predict(Path folder, List<Map<String, Sequence>> examples, int top) throws IOException;

    /**
     * The texts that a model writes about each example, the best first.
     *
     * @param folder of the run
     * @param examples inputs by the names of the model's inputs; the only one of its kind may go by {@link Example#nameOf}
     * @throws IOException if the exported model cannot be read
     * @throws dev.sluice.core.data.DataException if the inputs do not fit
     * @throws ExportException if the model writes no texts
     */
    default List<List<WrittenText>> write(Path folder, List<Map<String, Sequence>> examples, SearchOptions options)
            throws IOException {
        throw new ExportException("the model in " + folder + " writes no texts; 'sluice predict' gives its answers");
    }

    /**
     * What a model writes after a prompt, step by step.
     *
     * @param folder of the run
     * @param prompt a text, or a series of frames; may be empty
     * @throws IOException if the exported model cannot be read
     * @throws dev.sluice.core.data.DataException if the model does not predict the next step of what it reads, or the prompt does not
     *     fit
     * @throws ExportException if there is no model of a single step
     */
    default Generated generate(Path folder, Sequence prompt, GenerationOptions options) throws IOException {
        throw new ExportException("the model in " + folder + " is not one of a single step, which writing needs");
    }

    /** This predictor with the tokenizers of plugins that are loaded, for models whose texts are cut by them. */
    default Predictor with(Tokenizers tokenizers) {
        return this;
    }

    /** The outputs for one example. */
    default List<Output> predict(Path folder, Map<String, Sequence> inputs, int top) throws IOException {
        return predict(folder, List.of(inputs), top).getFirst();
    }

    /** The likeliest labels of a text, likeliest first, by a model that reads one and has one output. */
    default List<Prediction> predict(Path folder, String text, int top) throws IOException {
        Sequence input = new Sequence.Text(text);
        return predict(folder, Map.of(Example.nameOf(input), input), top)
                .getFirst()
                .steps()
                .getFirst();
    }
}
