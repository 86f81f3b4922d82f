package dev.sluice.bench.peers.torch;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.recurrent.RNN;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.sluice.bench.work.LayerShape;
import dev.sluice.bench.work.LayerWork;
import dev.sluice.bench.work.Pass;
import java.util.Map;
import java.util.Objects;

/** {@code at::gru}, {@code at::lstm} and {@code at::rnn_tanh}: what {@code nn.GRU}, {@code nn.LSTM} and {@code nn.RNN} call. */
final class FusedLayers implements TorchLayers.Forward {
    private final LayerWork work;
    private final PtNDArray h0;
    private final PtNDArray c0;

    FusedLayers(LayerWork work, NDManager manager) {
        this.work = work;
        LayerShape shape = work.shape();
        int layers = work.layers() * (work.bidirectional() ? 2 : 1);
        h0 = Torch.zeros(manager, layers, shape.batch(), shape.hidden());
        c0 = Torch.zeros(manager, layers, shape.batch(), shape.hidden());
    }

    @Override
    public PtNDArray outputs(PtNDArray x, Map<String, PtNDArray> weights) {
        NDList ordered = new NDList();
        for (int layer = 0; layer < work.layers(); layer++) {
            for (String direction : work.bidirectional() ? new String[] {"", "_reverse"} : new String[] {""}) {
                for (String kind : new String[] {"weight_ih_l", "weight_hh_l", "bias_ih_l", "bias_hh_l"}) {
                    ordered.add(Objects.requireNonNull(weights.get(kind + layer + direction)));
                }
            }
        }
        return outputs(x, ordered);
    }

    private PtNDArray outputs(PtNDArray x, NDList weights) {
        boolean training = work.pass() != Pass.FORWARD;
        int layers = work.layers();
        boolean both = work.bidirectional();
        NDList results = switch (work.cell()) {
            case GRU -> JniUtils.gru(x, h0, weights, true, layers, 0, training, both, false);
            case LSTM -> JniUtils.lstm(x, new NDList(h0, c0), weights, true, layers, 0, training, both, false);
            case RNN -> JniUtils.rnn(x, h0, weights, true, layers, RNN.Activation.TANH, 0, training, both, false);
            case MGU, LAYER_NORM_GRU ->
                throw new IllegalArgumentException("libtorch has no fused layer of " + work.cell());
        };
        return Torch.cast(results.get(0));
    }
}
