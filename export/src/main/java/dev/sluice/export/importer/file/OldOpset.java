package dev.sluice.export.importer.file;

import dev.sluice.export.onnx.RecurrentKind;
import dev.sluice.export.onnx.proto.ModelProto;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.OperatorSetIdProto;

/**
 * Raises an operator set before 7 to 7, the oldest in which ONNX Runtime runs recurrent operators. Their meaning is the
 * same; ONNX Runtime refuses the other changes (broadcasting by attributes).
 */
public final class OldOpset {
    private static final int FIRST = 7;

    private OldOpset() {}

    /** The upgraded model; the same message if no upgrade is needed. */
    public static ModelProto upgraded(ModelProto model) {
        if (model.getOpsetImportList().stream().noneMatch(OldOpset::isOld)) {
            return model;
        }
        ModelProto.Builder upgraded = model.toBuilder();
        for (OperatorSetIdProto.Builder opset : upgraded.getOpsetImportBuilderList()) {
            if (isOld(opset.build())) {
                opset.setVersion(FIRST);
            }
        }
        for (NodeProto.Builder node : upgraded.getGraphBuilder().getNodeBuilderList()) {
            if (RecurrentKind.of(node.getOpType()).isPresent()) {
                for (int i = node.getAttributeCount() - 1; i >= 0; i--) {
                    if (node.getAttribute(i).getName().equals("output_sequence")) {
                        node.removeAttribute(i);
                    }
                }
            }
        }
        return upgraded.build();
    }

    private static boolean isOld(OperatorSetIdProto opset) {
        boolean standard = opset.getDomain().isEmpty() || opset.getDomain().equals("ai.onnx");
        return standard && opset.getVersion() < FIRST;
    }
}
