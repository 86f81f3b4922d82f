/** oneDNN's recurrent layers beside ours; read {@link dev.sluice.bench.peers.onednn.OneDnnPeer}. */
@NullMarked
package dev.sluice.bench.peers.onednn;

import org.jspecify.annotations.NullMarked;
