package dev.sluice.bench.peers.onnxruntime;

import dev.sluice.bench.Peer;
import dev.sluice.bench.measure.Side;
import dev.sluice.bench.work.ForwardWork;
import dev.sluice.bench.work.Numbers;
import dev.sluice.bench.work.RuntimeSide;
import dev.sluice.bench.work.Work;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The exported model in ONNX Runtime, all optimizations on, its input in native memory beforehand. */
public final class OnnxRuntimePeer implements Peer {
    /** Found by the service loader. */
    public OnnxRuntimePeer() {}

    @Override
    public String name() {
        return "ONNX Runtime";
    }

    @Override
    public String description() {
        return RuntimeSide.description();
    }

    @Override
    public Optional<Side> prepare(Work work, int threads) {
        return work instanceof ForwardWork forward ? Optional.of(inference(forward, threads)) : Optional.empty();
    }

    private static Side inference(ForwardWork work, int threads) {
        Tensor features = work.features();
        int steps = features.shape().size(0);
        int rows = features.shape().size(1);
        int size = features.shape().size(2);
        int[] lengths = new int[rows];
        Arrays.fill(lengths, steps);
        return new RuntimeSide(work.exported(), threads, Map.of(Network.OUTPUTS, Network.OUTPUTS))
                .give("features", Numbers.batchFirst(features), rows, steps, size)
                .give(Network.LENGTHS, lengths);
    }
}
