package dev.sluice.export.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.SparseTensorProto;
import dev.sluice.export.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A model loaded into ONNX Runtime on the CPU: strict about declared shapes, deterministic, one thread by default.
 *
 * <p>Several threads may call {@link #run} at once. Calls that would crash the native library are rejected first: damaged
 * files, empty axes, runs after {@link #close}.
 */
public final class OnnxRuntimeSession implements AutoCloseable {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Map<String, ModelValue> inputs;
    private final Map<String, ModelValue> outputs;
    private final OnnxModel model;

    /** Shared by runs, exclusive for closing: freeing a session during a run crashes the process. */
    private final ReadWriteLock life = new ReentrantReadWriteLock();

    private boolean closed;

    private OnnxRuntimeSession(OnnxModel model, byte[] bytes, int threads, String source) {
        refuseExternalData(model.proto().getGraph(), source);
        model.proto()
                .getFunctionsList()
                .forEach(function -> function.getNodeList().forEach(node -> refuseExternalData(node, source)));
        environment = NativeRuntime.environment();
        session = NativeRuntime.open(bytes, threads, source);
        try {
            inputs = declarations(session.getInputInfo());
            outputs = declarations(session.getOutputInfo());
        } catch (OrtException e) {
            throw new OnnxRuntimeException("ONNX Runtime cannot describe " + source + ": " + e.getMessage(), e);
        }
        this.model = model;
    }

    /**
     * Loads a file; runs use one thread.
     *
     * @throws IOException if it cannot be read
     * @throws dev.sluice.export.onnx.OnnxFormatException if it is truncated, corrupt or not an ONNX model
     * @throws OnnxRuntimeException if ONNX Runtime refuses it
     */
    public static OnnxRuntimeSession open(Path file) throws IOException {
        return open(file, 1);
    }

    /** Loads a file like {@link #open(Path)}, with a number of threads for each run. */
    public static OnnxRuntimeSession open(Path file, int threads) throws IOException {
        OnnxModel model = OnnxModel.read(file);
        return new OnnxRuntimeSession(model, model.toBytes(), threads, file.toString());
    }

    /**
     * Loads a model that is not stored in a file; runs use one thread.
     *
     * @throws OnnxRuntimeException if ONNX Runtime refuses it
     */
    public static OnnxRuntimeSession of(OnnxModel model) {
        return new OnnxRuntimeSession(
                model,
                model.toBytes(),
                1,
                "the model '" + model.proto().getGraph().getName() + "'");
    }

    /** The version of ONNX Runtime, for example {@code 1.28.0}. */
    public static String version() {
        return NativeRuntime.environment().getVersion();
    }

    /** The inputs by name, in the file's order. */
    public Map<String, ModelValue> inputs() {
        return inputs;
    }

    /** The outputs by name, in the file's order. */
    public Map<String, ModelValue> outputs() {
        return outputs;
    }

    /** The file's metadata, in the file's order. */
    public Map<String, String> metadata() {
        return model.metadata();
    }

    /** The loaded model. */
    public OnnxModel model() {
        return model;
    }

    /**
     * Computes all outputs.
     *
     * @param arrays all inputs by name
     * @return copies of the outputs by name, in the file's order
     * @throws IllegalArgumentException if an input is missing, unknown, or not of the declared type and shape, or an axis is empty
     * @throws IllegalStateException if the session is closed
     * @throws OnnxRuntimeException if the run fails
     */
    public Map<String, OnnxArray> run(Map<String, OnnxArray> arrays) {
        return run(arrays, outputs.keySet());
    }

    /** Computes some of the outputs, like {@link #run(Map)}. */
    public Map<String, OnnxArray> run(Map<String, OnnxArray> arrays, Collection<String> wanted) {
        Map<String, OnnxArray> ordered = check(arrays);
        for (String name : wanted) {
            if (!outputs.containsKey(name)) {
                throw new IllegalArgumentException(
                        "there is no output '" + name + "'; the model has " + outputs.values());
            }
        }
        life.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("this session is closed; open the model again");
            }
            return runNative(ordered, new LinkedHashSet<>(wanted));
        } finally {
            life.readLock().unlock();
        }
    }

    /** Frees the native memory once current runs have ended. Closing again has no effect. */
    @Override
    public void close() {
        life.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
            }
        } catch (OrtException e) {
            throw new OnnxRuntimeException("ONNX Runtime cannot close the session: " + e.getMessage(), e);
        } finally {
            life.writeLock().unlock();
        }
    }

    private Map<String, OnnxArray> check(Map<String, OnnxArray> arrays) {
        for (String name : arrays.keySet()) {
            if (!inputs.containsKey(name)) {
                throw new IllegalArgumentException(
                        "there is no input '" + name + "'; the model takes " + inputs.values());
            }
        }
        Map<String, OnnxArray> ordered = new LinkedHashMap<>();
        Map<String, Long> named = new LinkedHashMap<>();
        for (ModelValue input : inputs.values()) {
            OnnxArray array = arrays.get(input.name());
            if (array == null) {
                throw new IllegalArgumentException(
                        "input '" + input.name() + "' is missing; the model takes " + inputs.values());
            }
            input.check(array.type(), array.shape(), named);
            ordered.put(input.name(), array);
        }
        return ordered;
    }

    private Map<String, OnnxArray> runNative(Map<String, OnnxArray> arrays, Set<String> wanted) {
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, OnnxArray> entry : arrays.entrySet()) {
                tensors.put(entry.getKey(), NativeTensors.toNative(environment, entry.getValue()));
            }
            try (OrtSession.Result result = session.run(tensors, wanted)) {
                Map<String, OnnxArray> outputArrays = new LinkedHashMap<>();
                for (Map.Entry<String, OnnxValue> entry : result) {
                    outputArrays.put(
                            entry.getKey(), NativeTensors.fromNative(entry.getKey(), (OnnxTensor) entry.getValue()));
                }
                return outputArrays;
            }
        } catch (OrtException e) {
            throw new OnnxRuntimeException("ONNX Runtime fails on these inputs: " + e.getMessage(), e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private static Map<String, ModelValue> declarations(Map<String, NodeInfo> nodes) {
        Map<String, ModelValue> values = new LinkedHashMap<>();
        nodes.forEach((name, node) -> values.put(name, NativeTensors.declaration(node)));
        return Collections.unmodifiableMap(values);
    }

    /** Throws if any tensor of the model refers to another file, which ONNX Runtime would read. */
    private static void refuseExternalData(GraphProto graph, String source) {
        graph.getInitializerList().forEach(tensor -> refuseExternalData(tensor, tensor.getName(), source));
        for (SparseTensorProto sparse : graph.getSparseInitializerList()) {
            refuseExternalData(sparse.getValues(), sparse.getValues().getName(), source);
            refuseExternalData(sparse.getIndices(), sparse.getValues().getName(), source);
        }
        graph.getNodeList().forEach(node -> refuseExternalData(node, source));
    }

    private static void refuseExternalData(NodeProto node, String source) {
        String name = node.getOutputCount() > 0 ? node.getOutput(0) : node.getName();
        for (AttributeProto attribute : node.getAttributeList()) {
            refuseExternalData(attribute.getT(), name, source);
            attribute.getTensorsList().forEach(tensor -> refuseExternalData(tensor, name, source));
            refuseExternalData(attribute.getSparseTensor().getValues(), name, source);
            refuseExternalData(attribute.getSparseTensor().getIndices(), name, source);
            refuseExternalData(attribute.getG(), source);
            attribute.getGraphsList().forEach(graph -> refuseExternalData(graph, source));
        }
    }

    private static void refuseExternalData(TensorProto tensor, String name, String source) {
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL || tensor.getExternalDataCount() > 0) {
            throw new OnnxRuntimeException("the weights '" + name + "' of " + source
                    + " lie in another file, which is not supported; store the model with its weights inside");
        }
    }
}
