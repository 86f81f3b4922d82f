package dev.sluice.export.importer.proof;

import dev.sluice.export.importer.file.OldOpset;
import dev.sluice.export.importer.file.TakenBranches;
import dev.sluice.export.importer.file.TimeFirst;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxProjectedLstm;
import dev.sluice.export.onnx.proto.ModelProto;
import dev.sluice.export.onnx.proto.TensorShapeProto;
import dev.sluice.export.onnx.proto.ValueInfoProto;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Makes the batch and time sizes in a file's declarations symbolic, so that ONNX Runtime accepts all sizes the nodes support. */
final class FreeSizes {
    private FreeSizes() {}

    /**
     * The file with every input or output size that could be batch or time made symbolic, and without function
     * definitions: no supported node uses them, but ONNX Runtime would load them. A function that a reader supports is
     * kept if its definition is the expected one.
     */
    static OnnxModel of(OnnxModel model, Map<String, Boolean> branches) {
        ModelProto.Builder proto = model.proto().toBuilder().clearFunctions().clearTrainingInfo();
        model.proto().getFunctionsList().stream()
                .filter(OnnxProjectedLstm::isDefinedBy)
                .forEach(proto::addFunctions);
        var graph = proto.getGraphBuilder();
        graph.clearValueInfo();
        TakenBranches.only(graph, branches);
        Set<String> weights = new HashSet<>();
        graph.getInitializerList().forEach(weight -> weights.add(weight.getName()));
        for (ValueInfoProto.Builder input : graph.getInputBuilderList()) {
            if (!weights.contains(input.getName())) {
                relax(input);
            }
        }
        for (ValueInfoProto.Builder output : graph.getOutputBuilderList()) {
            relax(output);
        }
        return new OnnxModel(OldOpset.upgraded(TimeFirst.of(proto.build())));
    }

    private static void relax(ValueInfoProto.Builder value) {
        if (value.getType().hasTensorType() && value.getType().getTensorType().hasShape()) {
            TensorShapeProto.Builder shape =
                    value.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
            for (int i = 0; i < shape.getDimCount(); i++) {
                shape.setDim(i, TensorShapeProto.Dimension.newBuilder().setDimParam(value.getName() + "_" + i));
            }
        }
    }
}
