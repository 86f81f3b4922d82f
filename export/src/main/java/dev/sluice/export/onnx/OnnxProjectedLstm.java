package dev.sluice.export.onnx;

import com.google.protobuf.ByteString;
import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.FunctionProto;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.OperatorSetIdProto;
import java.util.List;
import java.util.Locale;

/**
 * An LSTM with a projection, {@code h' = S (o ⊙ tanh(c'))} (Sak et al., 2014), as a function defined in the file: with
 * {@code m = o ⊙ tanh(c')}, {@code U h = (U S) m}, so it is an {@code LSTM} with the recurrent weights {@code U S} and
 * zero initial state, followed by a product. It runs in any runtime that supports functions, and a reader finds the
 * factors separately.
 *
 * <p>Shapes: X {@code [T, N, I]}, W {@code [D, 4·H, I]}, U {@code [D, 4·H, P]}, B {@code [D, 8·H]}, S {@code [D, P, H]}, gates in ONNX's
 * order; returns Y {@code [T, D, N, P]} and Y_h {@code [D, N, P]}.
 */
public final class OnnxProjectedLstm {
    /** The operator's name with its domain. */
    public static final String OPERATOR = "dev.sluice.ProjectedLSTM";

    private static final String DOMAIN = "dev.sluice";
    private static final String NAME = "ProjectedLSTM";
    private static final List<String> ATTRIBUTES = List.of("hidden_size", "direction");

    private OnnxProjectedLstm() {}

    /** The input and the weights of a layer. */
    public record Operands(OnnxValue x, OnnxValue w, OnnxValue u, OnnxValue b, OnnxValue s) {}

    /** The outputs of the node. */
    public record Results(OnnxValue sequence, OnnxValue hidden) {}

    /** Adds a layer; the function is defined in the model under construction. */
    public static Results add(
            OnnxModelBuilder model, String name, OnnxRecurrent.Direction direction, int hidden, Operands operands) {
        model.function(definition(model.graph().opset().version()));
        OnnxGraph graph = model.graph();
        OnnxShape x = operands.x().shape();
        OnnxDim directions = operands.s().shape().dim(0);
        OnnxDim projected = operands.s().shape().dim(1);
        OnnxShape state = OnnxShape.of(directions, x.dim(1), projected);
        ElementType type = operands.x().type();
        OnnxValue y = new OnnxValue(graph.valueName(name + "/Y"), type, state.prepend(x.dim(0)));
        OnnxValue last = new OnnxValue(graph.valueName(name + "/Y_h"), type, state);
        NodeProto node = NodeProto.newBuilder()
                .setName(graph.nodeName(name))
                .setDomain(DOMAIN)
                .setOpType(NAME)
                .addAllInput(List.of(
                        operands.x().name(),
                        operands.w().name(),
                        operands.u().name(),
                        operands.b().name(),
                        operands.s().name()))
                .addOutput(y.name())
                .addOutput(last.name())
                .addAttribute(AttributeProto.newBuilder()
                        .setName("hidden_size")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(hidden))
                .addAttribute(AttributeProto.newBuilder()
                        .setName("direction")
                        .setType(AttributeProto.AttributeType.STRING)
                        .setS(ByteString.copyFromUtf8(direction.name().toLowerCase(Locale.ROOT))))
                .build();
        graph.add(node, List.of(y, last));
        return new Results(y, last);
    }

    /** Returns whether a file's definition of the function is this one, in any operator set. */
    public static boolean isDefinedBy(FunctionProto function) {
        return function.getOpsetImportCount() == 1
                && function.equals(definition((int) function.getOpsetImport(0).getVersion()));
    }

    private static FunctionProto definition(int opset) {
        NodeProto.Builder lstm = node("LSTM", List.of("X", "W", "R", "B"), "M", "M_h");
        lstm.addAttribute(ofCall("hidden_size", AttributeProto.AttributeType.INT));
        lstm.addAttribute(ofCall("direction", AttributeProto.AttributeType.STRING));
        NodeProto.Builder transpose = node("Transpose", List.of("S"), "ST")
                .addAttribute(AttributeProto.newBuilder()
                        .setName("perm")
                        .setType(AttributeProto.AttributeType.INTS)
                        .addAllInts(List.of(0L, 2L, 1L)));
        return FunctionProto.newBuilder()
                .setName(NAME)
                .setDomain(DOMAIN)
                .addAllInput(List.of("X", "W", "U", "B", "S"))
                .addAllOutput(List.of("Y", "Y_h"))
                .addAllAttribute(ATTRIBUTES)
                .addNode(node("MatMul", List.of("U", "S"), "R"))
                .addNode(transpose)
                .addNode(lstm)
                .addNode(node("MatMul", List.of("M", "ST"), "Y"))
                .addNode(node("MatMul", List.of("M_h", "ST"), "Y_h"))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset))
                .build();
    }

    private static NodeProto.Builder node(String operator, List<String> inputs, String... outputs) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(outputs[0])
                .addAllInput(inputs)
                .addAllOutput(List.of(outputs));
    }

    /** An attribute that takes its value from the caller. */
    private static AttributeProto ofCall(String name, AttributeProto.AttributeType type) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(type)
                .setRefAttrName(name)
                .build();
    }
}
