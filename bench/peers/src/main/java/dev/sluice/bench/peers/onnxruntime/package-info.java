/** ONNX Runtime: the models that Sluice exports. */
@NullMarked
package dev.sluice.bench.peers.onnxruntime;

import org.jspecify.annotations.NullMarked;
