package dev.sluice.export.importer;

import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.TensorProto;

/** Nodes and numbers for files that no exporter would write. */
final class HandMade {
    private HandMade() {}

    static NodeProto node(String operator, String input, String output) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .addInput(input)
                .addOutput(output)
                .build();
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static TensorProto whole(String name, long... values) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(7).addDims(values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        return tensor.build();
    }
}
