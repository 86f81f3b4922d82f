package dev.sluice.bench.peers.torch;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import dev.sluice.bench.Peer;
import dev.sluice.bench.measure.Side;
import dev.sluice.bench.work.CellKind;
import dev.sluice.bench.work.EpochWork;
import dev.sluice.bench.work.LanguageWork;
import dev.sluice.bench.work.LayerWork;
import dev.sluice.bench.work.Work;
import java.util.Optional;

/**
 * libtorch on the processor, called as closely to its own functions as DJL allows: its fused recurrent layers for the cells
 * that it has, a loop of its operations for those that it has not.
 */
public final class TorchPeer implements Peer {
    private final Engine engine;

    /** Found by the service loader. */
    public TorchPeer() {
        // Everything is on the class path; without this DJL asks the network how often it is used.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        engine = Engine.getEngine("PyTorch");
    }

    @Override
    public String name() {
        return "libtorch";
    }

    @Override
    public String description() {
        return "libtorch " + engine.getVersion() + " (DJL) with " + String.join(", ", JniUtils.getFeatures());
    }

    @Override
    public Optional<Side> prepare(Work work, int threads) {
        return switch (work) {
            case LayerWork layers -> {
                JniUtils.setNumThreads(threads);
                yield Optional.of(TorchLayers.of(layers));
            }
            case EpochWork epoch -> {
                JniUtils.setNumThreads(threads);
                yield Optional.of(new TorchEpoch(epoch));
            }
            case LanguageWork language -> updates(language, threads);
            default -> Optional.empty();
        };
    }

    /** Drawing words in place of a softmax over all, and beam search, libtorch leaves to its users. */
    private static Optional<Side> updates(LanguageWork work, int threads) {
        JniUtils.setNumThreads(threads);
        return switch (work.kind()) {
            case WORDS, TRANSLATION -> Optional.of(TorchUpdates.of(work, work.kind() == LanguageWork.Kind.TRANSLATION));
            case SAMPLED_WORDS, SEARCH -> Optional.empty();
        };
    }

    /** Returns whether libtorch has a fused layer of a cell. */
    static boolean hasLayer(CellKind cell) {
        return cell == CellKind.GRU || cell == CellKind.LSTM || cell == CellKind.RNN;
    }
}
