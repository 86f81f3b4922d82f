/** libtorch through DJL: fused layers, cells as loops of tensor operations, a training loop. Read {@link dev.sluice.bench.peers.torch.TorchPeer}. */
@NullMarked
package dev.sluice.bench.peers.torch;

import org.jspecify.annotations.NullMarked;
