package dev.sluice.fuzz;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import dev.sluice.export.onnx.proto.ModelProto;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A known model with some of its fields changed by a script, each byte of which is a choice. */
final class ChangedModel {
    private static final List<ModelProto> SEEDS = List.of(
            seed("torch_gru_classifier"),
            seed("torch_lstm_attention"),
            seed("torch_lstm_states"),
            seed("torch_lstm_mean"),
            seed("torch_activations"),
            seed("torch_unfolded_weights"),
            seed("tf2onnx_keras_gru"),
            seed("tf2onnx_reversed"),
            seed("keras_bidirectional_lstm"),
            seed("cntk_bidirectional_gru"),
            seed("hand_batch_first_lstm"));
    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        2,
        3,
        4,
        5,
        7,
        8,
        16,
        64,
        -2,
        -3,
        127,
        255,
        1 << 15,
        1 << 20,
        1 << 24,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 31,
        1L << 32,
        1L << 40,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1
    };
    private static final String[] WORDS = {
        "",
        "Relu",
        "Gather",
        "Slice",
        "Concat",
        "Reshape",
        "Transpose",
        "Expand",
        "ConstantOfShape",
        "Range",
        "Tile",
        "Pad",
        "Shape",
        "Squeeze",
        "Unsqueeze",
        "Split",
        "Cast",
        "Where",
        "Mul",
        "Add",
        "Pow",
        "Clip",
        "MatMul",
        "Gemm",
        "ReduceSum",
        "ReduceMean",
        "Softmax",
        "Constant",
        "Identity",
        "GRU",
        "LSTM",
        "RNN",
        "Scan",
        "Loop",
        "If",
        "axis",
        "axes",
        "perm",
        "direction",
        "reverse",
        "bidirectional",
        "hidden_size",
        "layout",
        "../x",
        "\u0000",
        "\u001b[2J"
    };

    private final byte[] script;
    private int at = 1;

    private ChangedModel(byte[] script) {
        this.script = script;
    }

    static ModelProto of(byte[] script) {
        if (script.length == 0) {
            return SEEDS.getFirst();
        }
        ChangedModel changes = new ChangedModel(script);
        ModelProto.Builder model = SEEDS.get(Math.floorMod(script[0], SEEDS.size())).toBuilder();
        while (changes.at < script.length) {
            changes.change(model);
        }
        return model.build();
    }

    private static ModelProto seed(String name) {
        String resource = "OnnxFuzzInputs/read/" + name + ".onnx";
        try (InputStream bytes = Objects.requireNonNull(ChangedModel.class.getResourceAsStream(resource), resource)) {
            return ModelProto.parseFrom(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int next() {
        return at < script.length ? script[at++] & 0xff : 0;
    }

    private int next(int bound) {
        return bound <= 1 ? 0 : (bound > 256 ? next() << 8 | next() : next()) % bound;
    }

    /** Descends to a field of a nested message and changes it. */
    private void change(Message.Builder message) {
        List<FieldDescriptor> fields = new ArrayList<>();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            boolean set = field.isRepeated() ? message.getRepeatedFieldCount(field) > 0 : message.hasField(field);
            if (set || (at > 1 && next(8) == 0)) {
                fields.add(field);
            }
        }
        if (fields.isEmpty()) {
            return;
        }
        FieldDescriptor field = fields.get(next(fields.size()));
        if (field.isRepeated()) {
            repeated(message, field);
        } else if (field.getJavaType() == JavaType.MESSAGE) {
            change(message.getFieldBuilder(field));
        } else if (next(6) == 0) {
            message.clearField(field);
        } else {
            message.setField(field, value(field, message.getField(field)));
        }
    }

    @SuppressWarnings("unchecked")
    private void repeated(Message.Builder message, FieldDescriptor field) {
        int count = message.getRepeatedFieldCount(field);
        int index = next(count);
        switch (next(8)) {
            case 0 -> {
                List<Object> all = new ArrayList<>((List<Object>) message.getField(field));
                if (!all.isEmpty()) {
                    all.remove(index);
                }
                message.setField(field, all);
            }
            case 1 -> {
                List<Object> all = new ArrayList<>((List<Object>) message.getField(field));
                if (!all.isEmpty() && all.size() < 2000) {
                    all.add(next(all.size()), all.get(index));
                }
                message.setField(field, all);
            }
            case 2 -> {
                if (field.getJavaType() == JavaType.MESSAGE) {
                    message.addRepeatedField(
                            field, message.newBuilderForField(field).build());
                } else {
                    message.addRepeatedField(field, value(field, count == 0 ? "" : message.getRepeatedField(field, 0)));
                }
            }
            default -> {
                if (count == 0) {
                    return;
                }
                if (field.getJavaType() == JavaType.MESSAGE) {
                    change(message.getRepeatedFieldBuilder(field, index));
                } else {
                    message.setRepeatedField(field, index, value(field, message.getRepeatedField(field, index)));
                }
            }
        }
    }

    private Object value(FieldDescriptor field, Object before) {
        long number = NUMBERS[next(NUMBERS.length)];
        return switch (field.getJavaType()) {
            case INT -> (int) number;
            case LONG -> number;
            case FLOAT -> Float.intBitsToFloat((int) number);
            case DOUBLE -> Double.longBitsToDouble(number);
            case BOOLEAN -> number % 2 == 0;
            case STRING -> WORDS[next(WORDS.length)];
            case BYTE_STRING -> bytes(before instanceof ByteString bytes ? bytes : ByteString.EMPTY, (int) number);
            case ENUM -> {
                var values = field.getEnumType().getValues();
                yield values.get(next(values.size()));
            }
            case MESSAGE -> throw new IllegalStateException("a message has no single value");
        };
    }

    private ByteString bytes(ByteString before, int number) {
        return switch (next(3)) {
            case 0 -> before.substring(0, before.isEmpty() ? 0 : next(before.size()));
            case 1 -> before.concat(ByteString.copyFrom(WORDS[next(WORDS.length)], StandardCharsets.UTF_8));
            default -> {
                byte[] changed = before.toByteArray();
                if (changed.length > 0) {
                    changed[next(changed.length)] = (byte) number;
                }
                yield ByteString.copyFrom(changed);
            }
        };
    }
}
