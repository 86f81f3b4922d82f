package dev.sluice.export.importer.file;

import dev.sluice.export.onnx.RecurrentKind;
import dev.sluice.export.onnx.proto.ModelProto;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.OperatorSetIdProto;

/**
 * Stamps a model of an operator set before 7 with 7, since ONNX Runtime runs recurrent operators from there on. They compute the
 * same; what changed otherwise (broadcasting by attributes) the runtime refuses.
 */
public final class OldOpset {
    private static final int FIRST = 7;

    private OldOpset() {}

    /** The same function; the very same message if its operator set is not that old. */
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
