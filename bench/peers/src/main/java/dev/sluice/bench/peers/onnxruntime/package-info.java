/** ONNX Runtime: the models that Sluice exports. Read {@link dev.sluice.bench.peers.onnxruntime.OnnxRuntimePeer}. */
@NullMarked
package dev.sluice.bench.peers.onnxruntime;

import org.jspecify.annotations.NullMarked;
