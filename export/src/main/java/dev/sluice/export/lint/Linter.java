package dev.sluice.export.lint;

import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.targets.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reports what a runtime is known to refuse, misread, or run slowly in a file, whichever program wrote it. */
public final class Linter {
    private Linter() {}

    /** Lints a file; fatal advice comes first, the rest is in the file's order. */
    public static List<Advice> lint(Path file, Target target) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        return lint(OnnxModel.read(file), Optional.ofNullable(folder), target);
    }

    /** Lints a model that is not stored in a file. */
    public static List<Advice> lint(OnnxModel model, Target target) {
        return lint(model, Optional.empty(), target);
    }

    private static List<Advice> lint(OnnxModel model, Optional<Path> folder, Target target) {
        List<Advice> advice = new ArrayList<>();
        new SpecificationAdvice(model, advice).graph();
        new WeightFiles(model, folder, advice).graph();
        new GraphAdvice(model, target, advice).graph();
        RecurrentAdvice recurrent = new RecurrentAdvice(model, target, advice);
        GraphAdvice nodes = new GraphAdvice(model, target, advice);
        each(model.proto().getGraph(), node -> {
            recurrent.node(node);
            nodes.node(node);
        });
        List<Advice> once = new ArrayList<>(Advice.joined(advice));
        once.sort(Comparator.comparing(Advice::effect));
        return List.copyOf(once);
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
