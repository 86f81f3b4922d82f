package dev.sluice.core.decode;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.EncodedInputs;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TranscriptEncoding;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apiguardian.api.API;

/** Reads texts off the steps of sequences with a network on the training engine. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Transcriber {
    /** Sequences side by side. */
    private static final int TOGETHER = 64;

    private final String target;
    private final TranscriptEncoding text;
    private final String lengths;
    private final Plan plan;
    private final PrefixBeamSearch search;

    /**
     * Compiles the network.
     *
     * @param network for inference, over whole sequences
     * @throws IllegalArgumentException if it reads no texts off the steps
     */
    public Transcriber(Network network, DataContract contract, int beam, EngineOptions engine) {
        Map.Entry<String, TargetEncoding> first = contract.targets().entrySet().stream()
                .filter(each -> each.getValue() instanceof TranscriptEncoding)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the model reads no texts off the steps"));
        target = first.getKey();
        text = (TranscriptEncoding) first.getValue();
        Network.Head head = Objects.requireNonNull(network.heads().get(target), target);
        lengths = head.lengths();
        plan = Plan.compile(new Graph(Map.of(target, head.outputs())), engine);
        search = new PrefixBeamSearch(beam);
    }

    /** Name of the target that is read. */
    public String target() {
        return target;
    }

    /** The encoding of that target. */
    public TranscriptEncoding text() {
        return text;
    }

    /** Holds weights for all later runs. Not modified, and not to be modified by others while they are held. */
    public void hold(Tensors parameters) {
        plan.hold(parameters);
    }

    /** The texts of each sequence, the likeliest first, in the order of the sequences. */
    public List<List<WrittenText>> write(List<EncodedInputs> sources) {
        List<List<WrittenText>> written = new ArrayList<>();
        for (int from = 0; from < sources.size(); from += TOGETHER) {
            List<EncodedInputs> some = sources.subList(from, Math.min(sources.size(), from + TOGETHER));
            Tensor outputs = plan.run(Batch.inputs(some), RandomKey.NONE).get(target);
            for (int row = 0; row < some.size(); row++) {
                int steps = some.get(row).lengths().getOrDefault(lengths, 0);
                written.add(texts(text, search.search(steps(outputs, row, steps), text.size())));
            }
        }
        return written;
    }

    /** Texts that were found as a target's symbols. */
    public static List<WrittenText> texts(TranscriptEncoding text, List<Hypothesis> found) {
        return found.stream()
                .map(each -> new WrittenText(
                        text.text(each.tokens()),
                        text.symbols(each.tokens()),
                        each.logProbability(),
                        each.score(),
                        true,
                        List.of()))
                .toList();
    }

    /** The first steps of a row of {@code [T, B, C]}, {@code [T, C]}. */
    private static float[] steps(Tensor outputs, int row, int steps) {
        int rows = outputs.shape().size(1);
        int columns = outputs.shape().size(2);
        float[] own = new float[steps * columns];
        for (int t = 0; t < steps; t++) {
            System.arraycopy(outputs.array(), (t * rows + row) * columns, own, t * columns, columns);
        }
        return own;
    }
}
