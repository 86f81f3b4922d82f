package dev.sluice.export.lint;

import dev.sluice.core.experiment.exchange.ExportConfig.Target;
import dev.sluice.export.onnx.OnnxChecker;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.NodeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Says what a runtime is known to refuse, to misread, or to run slowly, of anybody's file. */
public final class Linter {
    private Linter() {}

    /** All that is known, fatal things first, otherwise in the order of the file. */
    public static List<Advice> lint(OnnxModel model, Target target) {
        List<Advice> advice = new ArrayList<>();
        OnnxChecker.check(model)
                .forEach(finding -> advice.add(new Advice(
                        Advice.Effect.REFUSED,
                        "onnx/" + finding.rule(),
                        finding.place(),
                        finding.message(),
                        "ONNX specification")));
        new GraphAdvice(model, target, advice).graph();
        RecurrentAdvice recurrent = new RecurrentAdvice(model, target, advice);
        GraphAdvice nodes = new GraphAdvice(model, target, advice);
        each(model.proto().getGraph(), node -> {
            recurrent.node(node);
            nodes.node(node);
        });
        advice.sort((a, b) -> a.effect().compareTo(b.effect()));
        return List.copyOf(advice);
    }

    private static void each(GraphProto graph, Consumer<NodeProto> visitor) {
        for (NodeProto node : graph.getNodeList()) {
            visitor.accept(node);
            for (AttributeProto attribute : node.getAttributeList()) {
                if (attribute.hasG()) {
                    each(attribute.getG(), visitor);
                }
            }
        }
    }

    static String place(NodeProto node) {
        String name = node.getName().isEmpty() ? String.join(", ", node.getOutputList()) : node.getName();
        return node.getOpType() + " '" + name + "'";
    }
}
