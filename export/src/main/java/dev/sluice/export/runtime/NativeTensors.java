package dev.sluice.export.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Converts between our arrays and the runtime's. Both directions copy, so that later writes or closing do not affect the
 * other side.
 */
final class NativeTensors {
    private NativeTensors() {}

    /** Converts an array; the runtime copies the heap buffer and moves only this buffer's position. */
    static OnnxTensor toNative(OrtEnvironment environment, OnnxArray array) throws OrtException {
        long[] shape = array.shape();
        return switch (array.type()) {
            case FLOAT -> OnnxTensor.createTensor(environment, FloatBuffer.wrap(array.toFloats()), shape);
            case INT64 -> OnnxTensor.createTensor(environment, LongBuffer.wrap(array.toLongs()), shape);
            case INT32 -> OnnxTensor.createTensor(environment, IntBuffer.wrap(array.toInts()), shape);
            case BOOL ->
                OnnxTensor.createTensor(environment, ByteBuffer.wrap(array.toBytes()), shape, OnnxJavaType.BOOL);
            case UINT8 ->
                OnnxTensor.createTensor(environment, ByteBuffer.wrap(array.toBytes()), shape, OnnxJavaType.UINT8);
            case INT8 ->
                OnnxTensor.createTensor(environment, ByteBuffer.wrap(array.toBytes()), shape, OnnxJavaType.INT8);
            case DOUBLE -> OnnxTensor.createTensor(environment, DoubleBuffer.wrap(array.toDoubles()), shape);
            case FLOAT16 ->
                throw new IllegalArgumentException(
                        "inputs of type " + array.type() + " are not supported; use a model with float inputs");
        };
    }

    static OnnxArray fromNative(String name, OnnxTensor tensor) {
        TensorInfo info = tensor.getInfo();
        ElementType type = type(name, info);
        byte[] nativeOrder = new byte[Math.toIntExact(elements(info.getShape()) * type.bytes())];
        if (nativeOrder.length > 0) {
            tensor.getByteBuffer().get(nativeOrder);
        }
        return OnnxArray.ofBytes(type, littleEndian(nativeOrder, type.bytes()), info.getShape());
    }

    static ModelValue declaration(NodeInfo node) {
        if (!(node.getInfo() instanceof TensorInfo info)) {
            throw new OnnxRuntimeException("'" + node.getName() + "' is not a tensor but " + node.getInfo()
                    + ", which is not supported; export the model with tensors only");
        }
        long[] sizes = info.getShape();
        String[] names = info.getDimensionNames();
        List<OnnxDim> dims = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] >= 0) {
                dims.add(OnnxDim.of(sizes[i]));
            } else {
                dims.add(names[i].isBlank() ? OnnxDim.unknown() : OnnxDim.of(names[i]));
            }
        }
        return new ModelValue(node.getName(), type(node.getName(), info), new OnnxShape(dims));
    }

    private static ElementType type(String name, TensorInfo info) {
        return switch (info.onnxType) {
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> ElementType.FLOAT;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> ElementType.UINT8;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> ElementType.INT8;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> ElementType.INT32;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> ElementType.INT64;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> ElementType.BOOL;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> ElementType.FLOAT16;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> ElementType.DOUBLE;
            default ->
                throw new OnnxRuntimeException("'" + name + "' has elements of type " + info.onnxType
                        + ", which is not supported; export the model with float or integer values");
        };
    }

    private static long elements(long[] shape) {
        long elements = 1;
        for (long size : shape) {
            elements *= size;
        }
        return elements;
    }

    private static byte[] littleEndian(byte[] bytes, int size) {
        if (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN) {
            for (int start = 0; start < bytes.length; start += size) {
                for (int i = 0; i < size / 2; i++) {
                    byte swap = bytes[start + i];
                    bytes[start + i] = bytes[start + size - 1 - i];
                    bytes[start + size - 1 - i] = swap;
                }
            }
        }
        return bytes;
    }
}
