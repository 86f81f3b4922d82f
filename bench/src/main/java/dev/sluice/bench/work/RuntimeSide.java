package dev.sluice.bench.work;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.sluice.bench.measure.Side;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.onnx.OnnxModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;

/** A file in ONNX Runtime: CPU, all graph optimizations, its inputs in native memory beforehand, its outputs copied out. */
public final class RuntimeSide implements Side {
    private final OrtEnvironment environment = environment();
    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    private final Map<String, String> outputs;
    private final Map<String, float[]> last = new LinkedHashMap<>();
    private final Map<String, long[]> shapes = new LinkedHashMap<>();

    /**
     * Loads a file.
     *
     * @param outputs what to compute: the names that results have among all sides, by the names in the file
     */
    public RuntimeSide(OnnxModel model, int threads, Map<String, String> outputs) {
        this.outputs = new LinkedHashMap<>(outputs);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            session = environment.createSession(model.toBytes(), options);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not take the model: " + e.getMessage(), e);
        }
    }

    /** Its name and version. */
    public static String description() {
        return "ONNX Runtime " + environment().getVersion() + ", CPU provider, all graph optimizations";
    }

    /** The one of the process, asked for as our own sessions do: another level or name would be a warning. */
    private static OrtEnvironment environment() {
        return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "sluice");
    }

    /** Gives an input, in the order of the file's axes; left out where the file has none of that name. */
    public RuntimeSide give(String name, float[] values, long... shape) {
        FloatBuffer buffer = direct(values.length).asFloatBuffer().put(values).flip();
        return keep(name, () -> OnnxTensor.createTensor(environment, buffer, shape));
    }

    /** Gives lengths, {@code [B]}; left out where the file takes none. */
    public RuntimeSide give(String name, int... values) {
        IntBuffer buffer = direct(values.length).asIntBuffer().put(values).flip();
        return keep(name, () -> OnnxTensor.createTensor(environment, buffer, new long[] {values.length}));
    }

    /** Makes a native tensor. */
    private interface Maker {
        OnnxTensor make() throws OrtException;
    }

    private RuntimeSide keep(String name, Maker maker) {
        if (session.getInputNames().contains(name)) {
            try {
                inputs.put(name, maker.make());
            } catch (OrtException e) {
                throw new IllegalStateException("ONNX Runtime does not take the input: " + e.getMessage(), e);
            }
        }
        return this;
    }

    private static ByteBuffer direct(int elements) {
        return ByteBuffer.allocateDirect(elements * Float.BYTES).order(ByteOrder.nativeOrder());
    }

    @Override
    public void run() {
        try (OrtSession.Result result = session.run(inputs, new LinkedHashSet<>(outputs.keySet()))) {
            for (String name : outputs.keySet()) {
                OnnxTensor output = (OnnxTensor) result.get(name).orElseThrow();
                FloatBuffer values = output.getFloatBuffer();
                float[] copy = new float[values.remaining()];
                values.get(copy);
                last.put(name, copy);
                shapes.put(name, output.getInfo().getShape());
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        }
    }

    /** The results of the last run; states have no axis of directions, even if the file has one. */
    @Override
    public Tensors results() {
        Tensors.Builder results = Tensors.builder();
        outputs.forEach((inFile, name) -> {
            int[] sizes = Arrays.stream(Objects.requireNonNull(shapes.get(inFile)))
                    .mapToInt(Math::toIntExact)
                    .toArray();
            int[] rows = sizes.length == 3 && sizes[0] == 1 ? Arrays.copyOfRange(sizes, 1, 3) : sizes;
            results.put(name, Tensor.wrap(Shape.of(rows), Objects.requireNonNull(last.get(inFile))));
        });
        return results.build();
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
