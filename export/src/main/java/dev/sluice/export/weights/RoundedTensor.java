package dev.sluice.export.weights;

import com.google.protobuf.ByteString;
import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A weight after rounding, in both forms.
 *
 * @param stored the small tensors, with names of their own
 * @param nodes nodes that convert them to float32 under the old name; empty if rounding was not possible
 * @param widened the same numbers in float32 under the old name
 */
record RoundedTensor(List<TensorProto> stored, List<NodeProto> nodes, TensorProto widened) {
    private static final int MOST = 127;

    static RoundedTensor of(TensorProto tensor, WeightFormat kind, int axis) {
        float[] values = new float[tensor.getRawData().size() / Float.BYTES];
        tensor.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return switch (kind) {
            case FP16 -> half(tensor, values);
            case INT8 -> bytes(tensor, values, axis);
            case FLOAT32 -> new RoundedTensor(List.of(tensor), List.of(), tensor);
        };
    }

    private static RoundedTensor half(TensorProto tensor, float[] values) {
        ByteBuffer halves = ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            short half = Float.floatToFloat16(values[i]);
            halves.putShort(half);
            values[i] = Float.float16ToFloat(half);
            if (!Float.isFinite(values[i])) {
                // Too large for half precision, so it is left as it is.
                return new RoundedTensor(List.of(tensor), List.of(), tensor);
            }
        }
        String name = tensor.getName() + ".fp16";
        NodeProto cast = NodeProto.newBuilder()
                .setName(tensor.getName() + "/Cast")
                .setOpType("Cast")
                .addInput(name)
                .addOutput(tensor.getName())
                .addAttribute(integer("to", TensorProto.DataType.FLOAT_VALUE))
                .build();
        TensorProto stored = tensor.toBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT16_VALUE)
                .setRawData(ByteString.copyFrom(halves.flip()))
                .build();
        return new RoundedTensor(List.of(stored), List.of(cast), widened(tensor, values));
    }

    private static RoundedTensor bytes(TensorProto tensor, float[] values, int axis) {
        int channels = (int) tensor.getDims(axis);
        int inner = 1;
        for (int i = axis + 1; i < tensor.getDimsCount(); i++) {
            inner *= (int) tensor.getDims(i);
        }
        float[] scales = scales(values, channels, inner);
        byte[] rounded = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            float scale = scales[i / inner % channels];
            rounded[i] = (byte) Math.clamp(Math.round(values[i] / scale), -MOST, MOST);
            values[i] = rounded[i] * scale;
        }
        String name = tensor.getName() + ".int8";
        String scaleName = tensor.getName() + ".scale";
        String wide = tensor.getName() + ".wide";
        // DequantizeLinear is avoided: ONNX Runtime fuses one before a product into MatMulNBits, which rounds
        // activations to
        // bytes.
        NodeProto cast = NodeProto.newBuilder()
                .setName(tensor.getName() + "/Cast")
                .setOpType("Cast")
                .addInput(name)
                .addOutput(wide)
                .addAttribute(integer("to", TensorProto.DataType.FLOAT_VALUE))
                .build();
        NodeProto scaling = NodeProto.newBuilder()
                .setName(tensor.getName() + "/Mul")
                .setOpType("Mul")
                .addInput(wide)
                .addInput(scaleName)
                .addOutput(tensor.getName())
                .build();
        TensorProto stored = tensor.toBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT8_VALUE)
                .setRawData(ByteString.copyFrom(rounded))
                .build();
        TensorProto.Builder scale = TensorProto.newBuilder()
                .setName(scaleName)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .setRawData(raw(scales));
        for (int i = 0; i < tensor.getDimsCount(); i++) {
            scale.addDims(i == axis ? channels : 1);
        }
        return new RoundedTensor(List.of(stored, scale.build()), List.of(cast, scaling), widened(tensor, values));
    }

    private static float[] scales(float[] values, int channels, int inner) {
        float[] scales = new float[channels];
        for (int i = 0; i < values.length; i++) {
            int channel = i / inner % channels;
            scales[channel] = Math.max(scales[channel], Math.abs(values[i]) / MOST);
        }
        for (int channel = 0; channel < channels; channel++) {
            // A row of zeros, or one too small for a normal scale, becomes zeros with any scale.
            scales[channel] = scales[channel] < Float.MIN_NORMAL ? 1 : scales[channel];
        }
        return scales;
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static TensorProto widened(TensorProto tensor, float[] values) {
        return tensor.toBuilder().setRawData(raw(values)).build();
    }

    private static ByteString raw(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return ByteString.copyFrom(bytes);
    }
}
