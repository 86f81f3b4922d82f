package dev.sluice.bench.peers.torch;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.sluice.bench.work.LayerWork;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Weights by name, their gradients, and their update by clipping and Adam.
 *
 * <p>Each pass differentiates by fresh leaves that share the weights' memory: as after PyTorch's
 * {@code zero_grad(set_to_none=True)}, no old gradient needs to be cleared or added to.
 */
final class Weights {
    private static final float BETA_1 = 0.9f;
    private static final float BETA_2 = 0.999f;
    private static final double EPSILON = 1e-8;

    private final boolean training;
    private final Map<String, PtNDArray> values = new LinkedHashMap<>();
    private final Map<String, PtNDArray> means = new LinkedHashMap<>();
    private final Map<String, PtNDArray> squares = new LinkedHashMap<>();
    private Map<String, PtNDArray> leaves = Map.of();
    private int step;

    Weights(NDManager manager, Tensors first, boolean training) {
        this.training = training;
        first.forEach((name, tensor) -> {
            values.put(name, Torch.array(manager, tensor));
            if (training) {
                means.put(name, Torch.array(manager, Tensor.zeros(tensor.shape())));
                squares.put(name, Torch.array(manager, Tensor.zeros(tensor.shape())));
            }
        });
    }

    /** The weights of the next pass, by name. Inside the scope that ends with the pass. */
    Map<String, PtNDArray> leaves() {
        if (!training) {
            return values;
        }
        Map<String, PtNDArray> fresh = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            PtNDArray leaf = JniUtils.detachGradient(value);
            JniUtils.attachGradient(leaf, true);
            fresh.put(name, leaf);
        });
        leaves = fresh;
        return fresh;
    }

    /** The gradients of the last pass. */
    Map<String, PtNDArray> gradients() {
        Map<String, PtNDArray> gradients = new LinkedHashMap<>();
        leaves.forEach((name, leaf) -> gradients.put(name, JniUtils.getGradient(leaf)));
        return gradients;
    }

    /** Clips the gradients' common norm and updates the weights. */
    void step(Map<String, PtNDArray> gradients) {
        step++;
        double sum = 0;
        for (PtNDArray gradient : gradients.values()) {
            int[] axes = new int[gradient.getShape().dimension()];
            for (int i = 0; i < axes.length; i++) {
                axes[i] = i;
            }
            float norm = JniUtils.norm(gradient, 2, axes, false).getFloat();
            sum += (double) norm * norm;
        }
        float clip = (float) Math.min(1, LayerWork.CLIP_NORM / (Math.sqrt(sum) + 1e-6));
        double correction = Math.sqrt(1 - Math.pow(BETA_2, step));
        float rate = (float) (LayerWork.LEARNING_RATE * correction / (1 - Math.pow(BETA_1, step)));
        gradients.forEach((name, gradient) -> JniUtils.adamUpdate(
                Objects.requireNonNull(values.get(name)),
                gradient,
                Objects.requireNonNull(means.get(name)),
                Objects.requireNonNull(squares.get(name)),
                (float) LayerWork.LEARNING_RATE,
                rate,
                0,
                clip,
                -1,
                BETA_1,
                BETA_2,
                (float) (EPSILON * correction),
                false));
    }

    /** Copies of the weights. */
    Tensors copies() {
        Tensors.Builder copies = Tensors.builder();
        values.forEach((name, value) -> copies.put(name, Torch.tensor(value)));
        return copies.build();
    }
}
