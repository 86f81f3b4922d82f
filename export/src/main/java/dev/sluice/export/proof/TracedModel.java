package dev.sluice.export.proof;

import dev.sluice.export.lowering.TracedValue;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.ValueInfoProto;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A copy of a file that also outputs its intermediate values. */
final class TracedModel {
    private TracedModel() {}

    static OnnxModel copy(OnnxModel file, List<TracedValue> trace) {
        GraphProto graph = file.proto().getGraph();
        Set<String> computed = new HashSet<>();
        graph.getNodeList().forEach(node -> computed.addAll(node.getOutputList()));
        graph.getOutputList().forEach(output -> computed.remove(output.getName()));
        GraphProto.Builder copy = graph.toBuilder();
        Set<String> added = new HashSet<>();
        for (TracedValue traced : trace) {
            String name = traced.value().name();
            if (computed.contains(name) && added.add(name)) {
                ValueInfoProto.Builder output = ValueInfoProto.newBuilder().setName(name);
                // Declared without a shape: the runtime infers it, and a contradiction would prevent the run.
                output.getTypeBuilder()
                        .getTensorTypeBuilder()
                        .setElemType(traced.value().type().code());
                copy.addOutput(output);
            }
        }
        return new OnnxModel(file.proto().toBuilder().setGraph(copy).build());
    }

    /** Converts a value to the model's numbers; conditions become 0 and 1. */
    static float[] numbers(OnnxArray value) {
        return switch (value.type()) {
            case INT64 -> {
                long[] longs = value.toLongs();
                float[] floats = new float[longs.length];
                for (int i = 0; i < floats.length; i++) {
                    floats[i] = longs[i];
                }
                yield floats;
            }
            case INT32 -> {
                int[] ints = value.toInts();
                float[] floats = new float[ints.length];
                for (int i = 0; i < floats.length; i++) {
                    floats[i] = ints[i];
                }
                yield floats;
            }
            case BOOL, UINT8, INT8 -> {
                byte[] bytes = value.toBytes();
                float[] floats = new float[bytes.length];
                for (int i = 0; i < floats.length; i++) {
                    floats[i] = bytes[i];
                }
                yield floats;
            }
            case FLOAT, FLOAT16, DOUBLE -> value.toFloats();
        };
    }
}
