package dev.sluice.bench.peers.torch;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.sluice.bench.work.LanguageWork;
import dev.sluice.core.data.Batch;
import dev.sluice.core.model.EncoderOptions;
import java.util.Map;

/** A language model: a table of words, the fused LSTM, a dense layer. */
final class WordModel implements TorchUpdates.Writer {
    private final EncoderOptions encoder;
    private final PtNDArray tokens;
    private final PtNDArray h0;
    private final PtNDArray c0;

    WordModel(LanguageWork work, NDManager manager) {
        encoder = work.model().encoder();
        tokens = TorchUpdates.numbers(manager, work.batch().get(Batch.TOKENS), work.steps(), work.rows());
        h0 = Torch.zeros(manager, encoder.layers(), work.rows(), encoder.hidden());
        c0 = Torch.zeros(manager, encoder.layers(), work.rows(), encoder.hidden());
    }

    @Override
    public PtNDArray scores(Map<String, PtNDArray> weights) {
        PtNDArray words = JniUtils.embedding(tokens, TorchUpdates.weight(weights, "embedding.weight"), false);
        NDList ordered = new NDList();
        for (int layer = 0; layer < encoder.layers(); layer++) {
            for (String kind : new String[] {"weight_ih_l", "weight_hh_l", "bias_ih_l", "bias_hh_l"}) {
                ordered.add(TorchUpdates.weight(weights, "encoder." + kind + layer));
            }
        }
        NDList results =
                JniUtils.lstm(words, new NDList(h0, c0), ordered, true, encoder.layers(), 0, true, false, false);
        PtNDArray rows = Torch.cast(results.get(0).reshape(new Shape(-1, encoder.hidden())));
        return JniUtils.linear(
                rows, TorchUpdates.weight(weights, "head.0.weight"), TorchUpdates.weight(weights, "head.0.bias"));
    }
}
