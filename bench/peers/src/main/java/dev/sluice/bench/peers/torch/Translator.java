package dev.sluice.bench.peers.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.sluice.bench.work.LanguageWork;
import dev.sluice.core.data.Batch;
import dev.sluice.core.model.DecoderOptions;
import java.util.Map;

/**
 * A translator: the fused bidirectional GRU, a fused GRU over the right words, and general attention (Luong et al., 2015) for all steps
 * at once, which no state depends on.
 */
final class Translator implements TorchUpdates.Writer {
    private final int rows;
    private final int encoderSize;
    private final DecoderOptions decoder;
    private final PtNDArray tokens;
    private final PtNDArray previous;
    private final PtNDArray h0;
    private final PtNDArray noBias;

    Translator(LanguageWork work, NDManager manager) {
        rows = work.rows();
        encoderSize = work.model().encoder().hidden();
        decoder = work.model().decoder();
        tokens = TorchUpdates.numbers(manager, work.batch().get(Batch.TOKENS), work.steps(), rows);
        previous = TorchUpdates.numbers(manager, work.batch().get(Batch.PREVIOUS), work.steps(), rows);
        h0 = Torch.zeros(manager, 2, rows, encoderSize);
        noBias = Torch.zeros(manager, 2L * decoder.hidden());
    }

    @Override
    public PtNDArray scores(Map<String, PtNDArray> weights) {
        NDList read = encoded(weights);
        PtNDArray memory = swapped(read.get(0));
        PtNDArray keys = JniUtils.linear(memory, weight(weights, "decoder.attention.keys"), null);
        // Both directions' last states, side by side.
        PtNDArray last = Torch.cast(read.get(1).transpose(1, 0, 2).reshape(new Shape(rows, 2L * encoderSize)));
        PtNDArray top = swapped(decoded(first(last, weights), weights));
        PtNDArray found = JniUtils.softmax(JniUtils.bmm(top, Torch.cast(keys.transpose(0, 2, 1))), 2, DataType.FLOAT32);
        PtNDArray said = JniUtils.cat(new PtNDArray[] {top, JniUtils.bmm(found, memory)}, 2);
        PtNDArray readout = JniUtils.tanh(linear(swapped(said), weights, "decoder.readout"));
        return Torch.cast(linear(readout, weights, "decoder.scores").reshape(new Shape(-1, vocabulary(weights))));
    }

    private NDList encoded(Map<String, PtNDArray> weights) {
        NDList ordered = new NDList();
        for (String direction : new String[] {"", "_reverse"}) {
            for (String kind : new String[] {"weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"}) {
                ordered.add(weight(weights, "encoder." + kind + direction));
            }
        }
        PtNDArray words = JniUtils.embedding(tokens, weight(weights, "embedding.weight"), false);
        return JniUtils.gru(words, h0, ordered, true, 1, 0, true, true, false);
    }

    private PtNDArray first(PtNDArray last, Map<String, PtNDArray> weights) {
        PtNDArray state = JniUtils.tanh(linear(last, weights, "decoder.bridge.l0.h"));
        return Torch.cast(state.reshape(new Shape(1, rows, decoder.hidden())));
    }

    private NDArray decoded(PtNDArray first, Map<String, PtNDArray> weights) {
        NDList ordered = new NDList(
                joined(weights, "W_r", "W_z", "W_n"),
                joined(weights, "U_r", "U_z", "U_n"),
                joined(weights, "b_r", "b_z", "b_n"),
                JniUtils.cat(new PtNDArray[] {noBias, weight(weights, "decoder.l0.bh_n")}, 0));
        PtNDArray words = JniUtils.embedding(previous, weight(weights, "decoder.embedding.weight"), false);
        return JniUtils.gru(words, first, ordered, true, 1, 0, true, false, false)
                .get(0);
    }

    private static long vocabulary(Map<String, PtNDArray> weights) {
        return weight(weights, "decoder.scores.bias").getShape().get(0);
    }

    /** {@code [T, B, F]} as {@code [B, T, F]} and back. */
    private static PtNDArray swapped(NDArray values) {
        return Torch.cast(values.transpose(1, 0, 2));
    }

    private static PtNDArray joined(Map<String, PtNDArray> weights, String... names) {
        PtNDArray[] parts = new PtNDArray[names.length];
        for (int i = 0; i < names.length; i++) {
            parts[i] = weight(weights, "decoder.l0." + names[i]);
        }
        return JniUtils.cat(parts, 0);
    }

    private static PtNDArray linear(PtNDArray x, Map<String, PtNDArray> weights, String layer) {
        return JniUtils.linear(x, weight(weights, layer + ".weight"), weight(weights, layer + ".bias"));
    }

    private static PtNDArray weight(Map<String, PtNDArray> weights, String name) {
        return TorchUpdates.weight(weights, name);
    }
}
