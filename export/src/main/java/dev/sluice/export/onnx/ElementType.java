package dev.sluice.export.onnx;

import dev.sluice.export.onnx.proto.TensorProto.DataType;
import java.util.Locale;
import java.util.Optional;

/** The type of a value's elements. */
public enum ElementType {
    /** IEEE single precision: the type of every activation and weight. */
    FLOAT(DataType.FLOAT, 4),
    /** Unsigned byte: quantized activations. */
    UINT8(DataType.UINT8, 1),
    /** Signed byte: quantized weights. */
    INT8(DataType.INT8, 1),
    /** 32-bit integer: the lengths that recurrent operators take. */
    INT32(DataType.INT32, 4),
    /** 64-bit integer: indices, axes and shapes. */
    INT64(DataType.INT64, 8),
    /** One byte, 0 or 1. */
    BOOL(DataType.BOOL, 1),
    /** IEEE half precision: small weights. */
    FLOAT16(DataType.FLOAT16, 2),
    /** IEEE double precision. */
    DOUBLE(DataType.DOUBLE, 8);

    private final DataType code;
    private final int bytes;

    ElementType(DataType code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** The type's code in a file. */
    public int code() {
        return code.getNumber();
    }

    /** The size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    /** The type with a code in a file; empty for strings and types not used here. */
    public static Optional<ElementType> ofCode(int code) {
        for (ElementType type : values()) {
            if (type.code() == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** The type's name in the ONNX documentation, for example {@code float} or {@code int64}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
