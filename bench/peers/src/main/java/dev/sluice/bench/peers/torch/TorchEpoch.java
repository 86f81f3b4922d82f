package dev.sluice.bench.peers.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.sluice.bench.measure.Side;
import dev.sluice.bench.work.EpochWork;
import dev.sluice.core.data.Batch;
import dev.sluice.core.data.Example;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.StateDict;
import dev.sluice.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The same network on the same batches. Sequences are padded. DJL does not reach PyTorch's packed sequences, so for the reverse
 * direction the tokens of each row are turned round within its length, and the state at each row's last step is gathered: the
 * same function on both sides, for the price of steps past the end of short rows.
 */
final class TorchEpoch implements Side {
    private final EpochWork work;
    private final NDManager manager = NDManager.newBaseManager("PyTorch");
    private final Weights weights;
    private final int hidden;
    private final List<Float> losses = new ArrayList<>();

    TorchEpoch(EpochWork work) {
        this.work = work;
        hidden = work.model().encoder().hidden();
        weights = new Weights(manager, StateDict.toPyTorch(work.network(), work.parameters()), true);
    }

    @Override
    public void run() {
        JniUtils.setGradMode(true);
        for (Batch batch : work.epoch()) {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                losses.add(learn(batch));
            }
        }
    }

    private float learn(Batch batch) {
        Map<String, PtNDArray> leaves = weights.leaves();
        PtNDArray table = weight(leaves, "embedding.weight");
        List<PtNDArray> last = new ArrayList<>();
        last.add(last(batch, JniUtils.embedding(tokens(batch, false), table, false), leaves, ""));
        if (work.model().encoder().bidirectional()) {
            last.add(last(batch, JniUtils.embedding(tokens(batch, true), table, false), leaves, "_reverse"));
        }
        PtNDArray pooled = JniUtils.cat(last.toArray(PtNDArray[]::new), 1);
        PtNDArray scores = JniUtils.linear(pooled, weight(leaves, "head.0.weight"), weight(leaves, "head.0.bias"));
        PtNDArray logs = JniUtils.logSoftmax(scores, 1, DataType.FLOAT32);
        PtNDArray targets = Torch.array(manager, batch.target(Example.TARGET));
        NDArray loss = JniUtils.sum(JniUtils.mul(logs, targets)).mul(-1f / batch.size());
        JniUtils.backward(Torch.cast(loss), Torch.cast(manager.ones(new Shape())), false, false);
        weights.step(weights.gradients());
        return loss.getFloat();
    }

    /** The outputs at each row's last step, {@code [B, H]}. */
    private PtNDArray last(Batch batch, PtNDArray sequence, Map<String, PtNDArray> leaves, String direction) {
        NDList ordered = new NDList();
        for (String kind : List.of("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")) {
            ordered.add(weight(leaves, "encoder." + kind + direction));
        }
        PtNDArray start = Torch.zeros(manager, 1, batch.size(), hidden);
        NDArray outputs = JniUtils.gru(sequence, start, ordered, true, 1, 0, true, false, false)
                .get(0);
        long[] places = new long[batch.size()];
        for (int row = 0; row < places.length; row++) {
            places[row] = ((long) batch.input(Network.LENGTHS).array()[row] - 1) * batch.size() + row;
        }
        PtNDArray rows = Torch.cast(outputs.reshape(new Shape(-1, hidden)));
        return JniUtils.embedding(Torch.cast(manager.create(places)), rows, false);
    }

    private PtNDArray tokens(Batch batch, boolean reversed) {
        int steps = batch.steps();
        int rows = batch.size();
        float[] tokens = batch.input(Batch.TOKENS).array();
        long[] ids = new long[tokens.length];
        for (int row = 0; row < rows; row++) {
            int length = (int) batch.input(Network.LENGTHS).array()[row];
            for (int t = 0; t < length; t++) {
                int from = reversed ? length - 1 - t : t;
                ids[t * rows + row] = (long) tokens[from * rows + row];
            }
        }
        return Torch.cast(manager.create(ids, new Shape(steps, rows)));
    }

    private static PtNDArray weight(Map<String, PtNDArray> weights, String name) {
        return Objects.requireNonNull(weights.get(name), () -> name + " is not among " + weights.keySet());
    }

    @Override
    public Tensors results() {
        return EpochWork.firstLosses(losses);
    }

    @Override
    public void close() {
        manager.close();
    }
}
