package dev.sluice.bench.peers.torch;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.sluice.bench.measure.Side;
import dev.sluice.bench.work.LayerCase;
import dev.sluice.bench.work.LayerWork;
import dev.sluice.bench.work.Pass;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Map;

/** A {@link LayerWork} in libtorch. */
final class TorchLayers implements Side {
    private final LayerWork work;
    private final NDManager manager;
    private final Forward forward;
    private final Weights weights;
    private final PtNDArray x;
    private final PtNDArray outputGradient;
    private final Tensors before;
    private Tensors results = Tensors.of();

    /** From the input and the weights by name to the outputs, {@code [T, B, F]}. */
    @FunctionalInterface
    interface Forward {
        PtNDArray outputs(PtNDArray x, Map<String, PtNDArray> weights);
    }

    private TorchLayers(LayerWork work, NDManager manager, LayerCase numbers, Forward forward) {
        this.work = work;
        this.manager = manager;
        this.forward = forward;
        before = forward instanceof CellLoop loop
                ? loop.weights(numbers.joined(numbers.parameters()))
                : numbers.joined(numbers.parameters());
        weights = new Weights(manager, before, work.pass() != Pass.FORWARD);
        x = Torch.array(manager, numbers.x());
        outputGradient = Torch.array(manager, numbers.outputGradient());
    }

    static TorchLayers of(LayerWork work) {
        NDManager manager = NDManager.newBaseManager("PyTorch");
        LayerCase numbers = work.numbers();
        Forward forward =
                TorchPeer.hasLayer(work.cell()) ? new FusedLayers(work, manager) : new CellLoop(work, manager);
        return new TorchLayers(work, manager, numbers, forward);
    }

    @Override
    public void run() {
        boolean first = results.isEmpty();
        JniUtils.setGradMode(work.pass() != Pass.FORWARD);
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            PtNDArray outputs = forward.outputs(x, weights.leaves());
            if (first) {
                results = results.with(LayerWork.SEQUENCE, Torch.tensor(outputs));
            }
            if (work.pass() != Pass.FORWARD) {
                JniUtils.backward(outputs, outputGradient, false, false);
                learn(weights.gradients(), first);
            }
        }
    }

    private void learn(Map<String, PtNDArray> gradients, boolean first) {
        if (first) {
            gradients.forEach((name, gradient) -> keep(LayerWork.GRADIENT_PREFIX + name, name, Torch.tensor(gradient)));
        }
        if (work.pass() == Pass.STEP) {
            weights.step(gradients);
            if (first) {
                weights.copies().forEach((name, after) -> {
                    float[] old = before.get(name).array();
                    for (int i = 0; i < old.length; i++) {
                        after.array()[i] -= old[i];
                    }
                    keep(LayerWork.CHANGE_PREFIX + name, name, after);
                });
            }
        }
    }

    /** Our side has one bias where a gate needs only one, so the second is not compared. */
    private void keep(String key, String name, Tensor tensor) {
        if (!name.startsWith("bias_hh")) {
            results = results.with(key, tensor);
        }
    }

    @Override
    public Tensors results() {
        return results;
    }

    @Override
    public void close() {
        manager.close();
    }
}
