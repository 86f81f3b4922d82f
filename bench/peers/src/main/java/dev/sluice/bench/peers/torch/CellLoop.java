package dev.sluice.bench.peers.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.sluice.bench.work.CellKind;
import dev.sluice.bench.work.LayerShape;
import dev.sluice.bench.work.LayerWork;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Arrays;
import java.util.Map;

/**
 * A cell that libtorch has no layer of, as its users write it with care: products with the input for all steps at once, the
 * products of a step joined where they share their left side, everything as {@code [B, ..]} matrices, views instead of copies.
 */
final class CellLoop implements TorchLayers.Forward {
    private static final double EPSILON = 1e-5;

    private final LayerWork work;
    private final PtNDArray h0;
    private final PtNDArray noShift;

    CellLoop(LayerWork work, NDManager manager) {
        this.work = work;
        LayerShape shape = work.shape();
        h0 = Torch.zeros(manager, shape.batch(), shape.hidden());
        noShift = Torch.zeros(manager, 2L * shape.hidden());
    }

    /** The weights that the loop reads: of the second bias only the candidate's part, and none where it has no part. */
    Tensors weights(Tensors joined) {
        if (work.cell() != CellKind.LAYER_NORM_GRU) {
            return joined.only(name -> !name.equals("bias_hh_l0"));
        }
        int hidden = work.shape().hidden();
        float[] second = joined.get("bias_hh_l0").array();
        float[] candidate = Arrays.copyOfRange(second, 2 * hidden, 3 * hidden);
        return joined.with("bias_hh_l0", Tensor.wrap(dev.sluice.core.tensor.Shape.of(hidden), candidate));
    }

    @Override
    public PtNDArray outputs(PtNDArray x, Map<String, PtNDArray> weights) {
        LayerShape shape = work.shape();
        PtNDArray rows = Torch.cast(x.reshape(new Shape((long) shape.steps() * shape.batch(), shape.input())));
        PtNDArray[] states =
                work.cell() == CellKind.MGU ? minimalGatedUnit(rows, weights) : layerNormGru(rows, weights);
        return Torch.cast(JniUtils.cat(states, 0).reshape(new Shape(shape.steps(), shape.batch(), shape.hidden())));
    }

    private PtNDArray[] minimalGatedUnit(PtNDArray x, Map<String, PtNDArray> weights) {
        int hidden = work.shape().hidden();
        NDList recurrent = JniUtils.split(weight(weights, "weight_hh_l0"), hidden, 0);
        PtNDArray gateWeight = Torch.cast(recurrent.get(0));
        PtNDArray candidateWeight = Torch.cast(recurrent.get(1));
        PtNDArray fromInput = JniUtils.linear(x, weight(weights, "weight_ih_l0"), weight(weights, "bias_ih_l0"));
        NDList parts = JniUtils.split(fromInput, hidden, 1);
        NDList gates = perStep(parts.get(0));
        NDList candidates = perStep(parts.get(1));
        PtNDArray[] states = new PtNDArray[work.shape().steps()];
        PtNDArray h = h0;
        for (int t = 0; t < states.length; t++) {
            PtNDArray f =
                    JniUtils.sigmoid(JniUtils.add(Torch.cast(gates.get(t)), JniUtils.linear(h, gateWeight, null)));
            PtNDArray n = JniUtils.tanh(JniUtils.add(
                    Torch.cast(candidates.get(t)), JniUtils.linear(JniUtils.mul(f, h), candidateWeight, null)));
            // (1-f) h + f n
            h = JniUtils.add(h, JniUtils.mul(f, JniUtils.sub(n, h)));
            states[t] = h;
        }
        return states;
    }

    private PtNDArray[] layerNormGru(PtNDArray x, Map<String, PtNDArray> weights) {
        int hidden = work.shape().hidden();
        Shape one = new Shape(hidden);
        Shape two = new Shape(2L * hidden);
        PtNDArray gain = joined(weights, "l0.alpha_r_x", "l0.alpha_z_x");
        PtNDArray stateGain = joined(weights, "l0.alpha_r_h", "l0.alpha_z_h");
        NDList shifts = JniUtils.split(weight(weights, "bias_ih_l0"), new long[] {2L * hidden, hidden}, 0);
        PtNDArray fromInput = JniUtils.linear(x, weight(weights, "weight_ih_l0"), null);
        NDList parts = JniUtils.split(fromInput, new long[] {2L * hidden, hidden}, 1);
        NDList gates =
                perStep(JniUtils.layerNorm(Torch.cast(parts.get(0)), two, gain, Torch.cast(shifts.get(0)), EPSILON));
        NDList candidates = perStep(JniUtils.layerNorm(
                Torch.cast(parts.get(1)), one, weight(weights, "l0.alpha_n_x"), Torch.cast(shifts.get(1)), EPSILON));
        PtNDArray recurrent = weight(weights, "weight_hh_l0");
        PtNDArray candidateGain = weight(weights, "l0.alpha_n_h");
        PtNDArray candidateShift = weight(weights, "bias_hh_l0");
        PtNDArray[] states = new PtNDArray[work.shape().steps()];
        PtNDArray h = h0;
        for (int t = 0; t < states.length; t++) {
            NDList fromState = JniUtils.split(JniUtils.linear(h, recurrent, null), new long[] {2L * hidden, hidden}, 1);
            PtNDArray both = JniUtils.sigmoid(JniUtils.add(
                    Torch.cast(gates.get(t)),
                    JniUtils.layerNorm(Torch.cast(fromState.get(0)), two, stateGain, noShift, EPSILON)));
            NDList rz = JniUtils.split(both, hidden, 1);
            PtNDArray remembered =
                    JniUtils.layerNorm(Torch.cast(fromState.get(1)), one, candidateGain, candidateShift, EPSILON);
            PtNDArray n = JniUtils.tanh(
                    JniUtils.add(Torch.cast(candidates.get(t)), JniUtils.mul(Torch.cast(rz.get(0)), remembered)));
            // (1-z) h + z n
            h = JniUtils.add(h, JniUtils.mul(Torch.cast(rz.get(1)), JniUtils.sub(n, h)));
            states[t] = h;
        }
        return states;
    }

    /** {@code [T·B, F]} as a list of {@code [B, F]}, views of it. */
    private NDList perStep(NDArray rows) {
        return JniUtils.split(Torch.cast(rows), work.shape().batch(), 0);
    }

    private static PtNDArray joined(Map<String, PtNDArray> weights, String first, String second) {
        return JniUtils.cat(new PtNDArray[] {weight(weights, first), weight(weights, second)}, 0);
    }

    private static PtNDArray weight(Map<String, PtNDArray> weights, String name) {
        PtNDArray weight = weights.get(name);
        if (weight == null) {
            throw new IllegalStateException("there is no weight '" + name + "', only " + weights.keySet());
        }
        return weight;
    }
}
