package dev.sluice.export.importer.file;

import dev.sluice.core.graph.Array64;
import dev.sluice.export.foreign.Printable;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxFormatException;
import dev.sluice.export.onnx.proto.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntToDoubleFunction;

/** Reads tensors; sizes are checked before memory is allocated. */
public final class TensorReader {
    private static final int MAX_RANK = 16;

    private TensorReader() {}

    /** A tensor's description, for messages. */
    static String place(String name) {
        return "the tensor '" + Printable.of(name) + "'";
    }

    /**
     * The number of bytes that a tensor's shape needs.
     *
     * @throws OnnxFormatException if its shape or element type cannot be read
     */
    static long bytes(TensorProto tensor, String place) {
        return (long) count(sizes(tensor, place), place) * type(tensor, place).bytes();
    }

    private static ElementType type(TensorProto tensor, String place) {
        return ElementType.ofCode(tensor.getDataType())
                .orElseThrow(
                        () -> new OnnxFormatException(place + " must hold numbers of a known type, but its type is "
                                + tensor.getDataType() + "; convert it to float32 or int64"));
    }

    /**
     * The numbers of a tensor.
     *
     * @throws OnnxFormatException if it is incomplete
     */
    public static StoredArray read(TensorProto tensor, String name) {
        String place = place(name);
        int[] sizes = sizes(tensor, place);
        ElementType type = type(tensor, place);
        int elements = count(sizes, place);
        if (tensor.hasSegment()) {
            throw new OnnxFormatException(
                    place + " is stored in segments, which is not supported; save the model again");
        }
        if (ExternalData.isExternal(tensor)) {
            throw new OnnxFormatException(place + " has its data in another file, but the model is not in a folder");
        }
        double[] values;
        if (!tensor.getRawData().isEmpty() || elements == 0) {
            require(tensor.getRawData().size(), (long) elements * type.bytes(), "bytes", place);
            values = decode(tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN), type, elements);
        } else {
            values = typed(tensor, type, elements, place);
        }
        return new StoredArray(name, new Array64(sizes, values), isWhole(type));
    }

    private static boolean isWhole(ElementType type) {
        return switch (type) {
            case FLOAT, FLOAT16, DOUBLE -> false;
            case UINT8, INT8, INT32, INT64, BOOL -> true;
        };
    }

    private static int[] sizes(TensorProto tensor, String place) {
        if (tensor.getDimsCount() > MAX_RANK) {
            throw new OnnxFormatException(
                    place + " must have at most " + MAX_RANK + " axes, but has " + tensor.getDimsCount());
        }
        int[] sizes = new int[tensor.getDimsCount()];
        for (int i = 0; i < sizes.length; i++) {
            long size = tensor.getDims(i);
            if (size < 0 || size > Integer.MAX_VALUE) {
                throw new OnnxFormatException(place + " must have sizes from 0 to 2^31-1, but is "
                        + tensor.getDimsList() + "; the file is corrupt");
            }
            sizes[i] = (int) size;
        }
        return sizes;
    }

    private static int count(int[] sizes, String place) {
        long elements = 1;
        for (int size : sizes) {
            elements *= Math.max(size, 1);
            if (elements > Integer.MAX_VALUE) {
                throw new OnnxFormatException(place + " must have at most 2^31-1 elements, but has more");
            }
        }
        for (int size : sizes) {
            elements = size == 0 ? 0 : elements;
        }
        return (int) elements;
    }

    /** Throws unless the number of elements or bytes matches the shape. */
    static void require(long found, long wanted, String unit, String place) {
        if (found != wanted) {
            throw new OnnxFormatException(place + " needs " + wanted + " " + unit + " for its shape, but has " + found
                    + "; the file is truncated or corrupt");
        }
    }

    private static double[] typed(TensorProto tensor, ElementType type, int elements, String place) {
        return switch (type) {
            case FLOAT -> filled(tensor.getFloatDataCount(), elements, tensor::getFloatData, place);
            case DOUBLE -> filled(tensor.getDoubleDataCount(), elements, tensor::getDoubleData, place);
            case INT64 -> filled(tensor.getInt64DataCount(), elements, i -> (double) tensor.getInt64Data(i), place);
            case INT32, INT8, UINT8, BOOL -> filled(tensor.getInt32DataCount(), elements, tensor::getInt32Data, place);
            case FLOAT16 ->
                filled(
                        tensor.getInt32DataCount(),
                        elements,
                        i -> Float.float16ToFloat((short) tensor.getInt32Data(i)),
                        place);
        };
    }

    private static double[] filled(int found, int elements, IntToDoubleFunction element, String place) {
        require(found, elements, "values", place);
        double[] values = new double[elements];
        for (int i = 0; i < elements; i++) {
            values[i] = element.applyAsDouble(i);
        }
        return values;
    }

    private static double[] decode(ByteBuffer bytes, ElementType type, int elements) {
        int start = bytes.position();
        int step = type.bytes();
        double[] values = new double[elements];
        for (int i = 0; i < elements; i++) {
            int at = start + i * step;
            values[i] = switch (type) {
                case FLOAT -> bytes.getFloat(at);
                case DOUBLE -> bytes.getDouble(at);
                case INT64 -> bytes.getLong(at);
                case INT32 -> bytes.getInt(at);
                case FLOAT16 -> Float.float16ToFloat(bytes.getShort(at));
                case INT8 -> bytes.get(at);
                case UINT8, BOOL -> bytes.get(at) & 0xff;
            };
        }
        return values;
    }
}
