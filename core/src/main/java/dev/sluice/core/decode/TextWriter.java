package dev.sluice.core.decode;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.EncodedInputs;
import dev.sluice.core.data.WrittenEncoding;
import dev.sluice.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apiguardian.api.API;

/** Writes texts about sources, some of them side by side. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class TextWriter {
    /** Sources side by side: enough that products of many rows pay off, few enough that short ones do not wait for long ones. */
    private static final int TOGETHER = 32;

    private final WrittenEncoding text;
    private final BeamSearch search;
    private final StepModel model;

    /**
     * A writer.
     *
     * @param contract of the model
     * @throws IllegalArgumentException if the model writes no texts
     */
    public TextWriter(DataContract contract, StepModel model, SearchOptions options) {
        if (!(contract.target() instanceof WrittenEncoding written)) {
            throw new IllegalArgumentException("the model writes no texts");
        }
        text = written;
        search = new BeamSearch(options.within(written.config().maxLength()));
        this.model = model;
    }

    /**
     * The texts for each source, the best first, in the order of the sources.
     *
     * @param sources encoded by the model's contract, with random access. Not modified.
     */
    public List<List<WrittenText>> write(List<EncodedInputs> sources) {
        List<List<WrittenText>> written = new ArrayList<>();
        for (int from = 0; from < sources.size(); from += TOGETHER) {
            List<EncodedInputs> some = sources.subList(from, Math.min(sources.size(), from + TOGETHER));
            Tensors inputs = Batch.inputs(some);
            List<List<Hypothesis>> found = search.search(model, inputs);
            for (int i = 0; i < some.size(); i++) {
                int steps = some.get(i).length();
                written.add(found.get(i).stream().map(each -> text(each, steps)).toList());
            }
        }
        return written;
    }

    private WrittenText text(Hypothesis found, int steps) {
        return new WrittenText(
                text.text(found.tokens()),
                text.symbols(found.tokens()),
                found.logProbability(),
                found.score(),
                found.ended(),
                // Behind the source's own steps there is nothing but padding.
                found.attention().stream()
                        .map(weights -> Arrays.copyOf(weights, Math.min(weights.length, steps)))
                        .toList());
    }
}
