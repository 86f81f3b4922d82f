package dev.sluice.bench.peers.onednn;

import dev.sluice.bench.Peer;
import dev.sluice.bench.measure.Side;
import dev.sluice.bench.work.CellKind;
import dev.sluice.bench.work.LayerWork;
import dev.sluice.bench.work.Pass;
import dev.sluice.bench.work.Work;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;

/** The forward pass of an LSTM layer, which libtorch leaves to a oneDNN of its own; here with weights laid out beforehand, as for inference. */
public final class OneDnnPeer implements Peer {
    /** Found by the service loader. */
    public OneDnnPeer() {}

    @Override
    public String name() {
        return "oneDNN";
    }

    @Override
    public String description() {
        return "oneDNN " + dnnl.DNNL_VERSION_MAJOR + "." + dnnl.DNNL_VERSION_MINOR
                + ", its LSTM for inference, weights laid out beforehand";
    }

    @Override
    public Optional<Side> prepare(Work work, int threads) {
        return work instanceof LayerWork layer
                        && layer.cell() == CellKind.LSTM
                        && layer.pass() == Pass.FORWARD
                        && layer.layers() == 1
                        && !layer.bidirectional()
                ? Optional.of(new LstmForward(layer, threads))
                : Optional.empty();
    }
}
