package dev.sluice.bench.peers.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sluice.bench.Peer;
import dev.sluice.bench.measure.Side;
import dev.sluice.bench.work.ForwardWork;
import dev.sluice.bench.work.Work;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The exported model in ONNX Runtime, all optimizations on, its input in native memory beforehand. */
public final class OnnxRuntimePeer implements Peer {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();

    /** Found by the service loader. */
    public OnnxRuntimePeer() {}

    @Override
    public String name() {
        return "ONNX Runtime";
    }

    @Override
    public String description() {
        return "ONNX Runtime " + environment.getVersion() + ", CPU provider, all graph optimizations";
    }

    @Override
    public Optional<Side> prepare(Work work, int threads) {
        return work instanceof ForwardWork forward
                ? Optional.of(new Inference(environment, forward, threads))
                : Optional.empty();
    }

    private static final class Inference implements Side {
        private final OrtSession session;
        private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        private float[] last = new float[0];
        private long[] shape = {};

        Inference(OrtEnvironment environment, ForwardWork work, int threads) {
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(threads);
                options.setInterOpNumThreads(1);
                options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
                session = environment.createSession(work.exported().toBytes(), options);
                Tensor features = work.features();
                int steps = features.shape().size(0);
                int rows = features.shape().size(1);
                int size = features.shape().size(2);
                inputs.put(
                        "features",
                        OnnxTensor.createTensor(
                                environment, batchFirst(features, steps, rows, size), new long[] {rows, steps, size}));
                IntBuffer lengths = direct(rows).asIntBuffer();
                for (int i = 0; i < rows; i++) {
                    lengths.put(i, steps);
                }
                inputs.put(Network.LENGTHS, OnnxTensor.createTensor(environment, lengths, new long[] {rows}));
            } catch (OrtException e) {
                throw new IllegalStateException("ONNX Runtime does not take the exported model: " + e.getMessage(), e);
            }
        }

        private static FloatBuffer batchFirst(Tensor features, int steps, int rows, int size) {
            FloatBuffer buffer = direct(steps * rows * size).asFloatBuffer();
            for (int t = 0; t < steps; t++) {
                for (int row = 0; row < rows; row++) {
                    buffer.put((row * steps + t) * size, features.array(), (t * rows + row) * size, size);
                }
            }
            return buffer;
        }

        private static ByteBuffer direct(int elements) {
            return ByteBuffer.allocateDirect(elements * Float.BYTES).order(ByteOrder.nativeOrder());
        }

        @Override
        public void run() {
            try (OrtSession.Result result = session.run(inputs, Set.of(Network.OUTPUTS))) {
                OnnxTensor output = (OnnxTensor) result.get(0);
                FloatBuffer values = output.getFloatBuffer();
                last = new float[values.remaining()];
                values.get(last);
                shape = output.getInfo().getShape();
            } catch (OrtException e) {
                throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
            }
        }

        @Override
        public Map<String, Tensor> results() {
            int[] sizes = Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
            return Map.of(Network.OUTPUTS, Tensor.wrap(Shape.of(sizes), last));
        }

        @Override
        public void close() {
            inputs.values().forEach(OnnxTensor::close);
            try {
                session.close();
            } catch (OrtException e) {
                throw new IllegalStateException("ONNX Runtime did not close its session: " + e.getMessage(), e);
            }
        }
    }
}
