package dev.sluice.bench.peers.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.sluice.bench.measure.Side;
import dev.sluice.bench.work.LanguageWork;
import dev.sluice.core.data.Batch;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.StateDict;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Map;
import java.util.Objects;

/** The updates of a {@link LanguageWork} in libtorch. */
final class TorchUpdates implements Side {
    private static final String TABLE = "embedding.weight";

    private final NDManager manager;
    private final Writer writer;
    private final Weights weights;
    private final PtNDArray targets;
    private Tensors first = Tensors.of();

    /** From the weights by name to the scores of all steps, {@code [T·B, V]}. */
    @FunctionalInterface
    interface Writer {
        PtNDArray scores(Map<String, PtNDArray> weights);
    }

    private TorchUpdates(LanguageWork work, NDManager manager, Writer writer) {
        this.manager = manager;
        this.writer = writer;
        weights = new Weights(manager, StateDict.toPyTorch(work.network(), work.parameters()), true);
        targets = numbers(manager, work.batch().get(Batch.targetName(Network.OUTPUTS)), -1, 1);
    }

    static TorchUpdates of(LanguageWork work, boolean translates) {
        NDManager manager = NDManager.newBaseManager("PyTorch");
        return new TorchUpdates(
                work, manager, translates ? new Translator(work, manager) : new WordModel(work, manager));
    }

    /** Symbols as libtorch takes them. */
    static PtNDArray numbers(NDManager manager, Tensor symbols, long... sizes) {
        long[] numbers = new long[symbols.array().length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (long) symbols.array()[i];
        }
        return Torch.cast(manager.create(numbers).reshape(new Shape(sizes)));
    }

    static PtNDArray weight(Map<String, PtNDArray> weights, String name) {
        return Objects.requireNonNull(weights.get(name), () -> name + " is not among " + weights.keySet());
    }

    @Override
    public void run() {
        JniUtils.setGradMode(true);
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            PtNDArray logs = JniUtils.logSoftmax(writer.scores(weights.leaves()), 1, DataType.FLOAT32);
            NDArray loss = JniUtils.mean(JniUtils.gather(logs, targets, 1)).mul(-1f);
            JniUtils.backward(Torch.cast(loss), Torch.cast(manager.ones(new Shape())), false, false);
            Map<String, PtNDArray> gradients = weights.gradients();
            if (first.isEmpty()) {
                first = Tensors.of(
                        LanguageWork.LOSS,
                        Tensor.scalar(loss.getFloat()),
                        LanguageWork.TABLE_GRADIENT,
                        Torch.tensor(weight(gradients, TABLE)));
            }
            weights.step(gradients);
        }
    }

    @Override
    public Tensors results() {
        return first;
    }

    @Override
    public void close() {
        manager.close();
    }
}
