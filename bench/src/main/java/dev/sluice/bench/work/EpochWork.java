package dev.sluice.bench.work;

import dev.sluice.bench.measure.Side;
import dev.sluice.core.data.Batch;
import dev.sluice.core.data.Batches;
import dev.sluice.core.data.Dataset;
import dev.sluice.core.model.Direction;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Training on texts, end to end: making batches, embedding, a bidirectional layer, a dense head, cross-entropy, clipping and
 * Adam, over the first batches of an epoch.
 *
 * @param data encoded training examples of texts
 * @param vocabulary symbols
 * @param classes columns of the targets
 * @param model without dropout, whose random masks no two programs share
 * @param batchSize sequences in a batch
 * @param batches how many make one run
 */
public record EpochWork(Dataset data, int vocabulary, int classes, ModelConfig model, int batchSize, int batches)
        implements Work {
    private static final long SEED = 1;

    /** Name of the first batch's loss among the results. */
    public static final String FIRST_LOSS = "loss.first";

    /** Name of the second batch's loss, after one update, among the results. */
    public static final String SECOND_LOSS = "loss.second";

    /** The network to train. */
    public Network network() {
        return SequenceModel.build(model, new ModelInput.Tokens(vocabulary), classes, Network.Mode.TRAINING);
    }

    /** First values of its weights. */
    public Tensors parameters() {
        return Parameters.initialize(network().parameters(), SEED);
    }

    /** The batches of one run, in order. Their tensors are made as they are asked for. */
    public Iterable<Batch> epoch() {
        Batches all = Batches.shuffled(data, batchSize, SEED, 1);
        int count = Math.min(batches, all.size());
        return () -> IntStream.range(0, count).mapToObj(all::get).iterator();
    }

    /** The results of a side from the losses of all its batches. */
    public static Tensors firstLosses(List<Float> losses) {
        return Tensors.of(FIRST_LOSS, Tensor.scalar(losses.get(0)), SECOND_LOSS, Tensor.scalar(losses.get(1)));
    }

    @Override
    public Group group() {
        return Group.EPOCHS;
    }

    @Override
    public List<String> labels() {
        String name = (model.encoder().direction() == Direction.BIDIRECTIONAL ? "bidirectional " : "") + "GRU "
                + model.encoder().hidden();
        return List.of(
                name,
                Integer.toString(batches),
                Integer.toString(Math.min(data.size(), batches * batchSize)),
                Integer.toString(batchSize));
    }

    @Override
    public double operations() {
        return 0;
    }

    @Override
    public Side ours(int threads) {
        return new OurEpoch(this, threads);
    }
}
