package dev.sluice.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.NodeProto;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OnnxGraphTest {
    private static final OnnxShape SHAPE = OnnxShape.parse("[T, B, 6]");

    private final OnnxGraph graph = OnnxGraph.main("g", OnnxOpset.DEFAULT);
    private final OnnxValue x = graph.input("x", ElementType.FLOAT, SHAPE);
    private final OnnxMath math = new OnnxMath(graph);

    @Test
    void node_sameWishTwice_numbersTheSecond() {
        OnnxMath encoder = new OnnxMath(graph.in("encoder").in("0"));
        assertThat(List.of(
                        math.unary("Tanh", x),
                        math.unary("Tanh", x),
                        encoder.unary("Tanh", x),
                        encoder.unary("Tanh", x)))
                .extracting(OnnxValue::name)
                .containsExactly("Tanh", "Tanh_1", "encoder/0/Tanh", "encoder/0/Tanh_1");
    }

    @Test
    void body_names_areUniqueAcrossNesting() {
        OnnxGraph body = graph.body("loop");
        OnnxValue outside = math.unary("Tanh", x);
        OnnxValue inside = new OnnxMath(body).unary("Tanh", x);
        assertThat(inside.name()).isNotEqualTo(outside.name()).isEqualTo("loop/Tanh");
        assertThat(graph.body("loop").body("loop").longs(1).name()).isEqualTo("loop_1/loop/constant");
    }

    @Test
    void input_nameTaken_isRefused() {
        assertThatThrownBy(() -> graph.input("x", ElementType.FLOAT, SHAPE))
                .hasMessageContaining("'x' is already in use");
    }

    @Test
    void constant_askedTwice_isStoredOnce() {
        assertThat(graph.longs(1, 2)).isEqualTo(graph.longs(1, 2)).isNotEqualTo(graph.longs(2, 1));
        assertThat(graph.toProto().getInitializerList()).hasSize(2);
    }

    @Test
    void output_ofOtherName_isCopiedByIdentity() {
        graph.output("y", math.unary("Tanh", x));
        GraphProto proto = graph.toProto();
        assertThat(proto.getNodeList()).extracting(NodeProto::getOpType).containsExactly("Tanh", "Identity");
        assertThat(proto.getOutput(0).getName()).isEqualTo("y");
    }

    @Test
    void node_mistakes_showWhereTheyAreMade() {
        assertThatThrownBy(() -> graph.node("Tanhh")).hasMessageContaining("did you mean 'Tanh'");
        assertThatThrownBy(() -> graph.node("Mish"))
                .hasMessageContaining("exists since opset 18")
                .hasMessageContaining("17");
        assertThatThrownBy(() -> graph.node("Softmax").attribute("axes", 1))
                .hasMessageContaining("did you mean 'axis'?");
        assertThatThrownBy(() -> graph.node("Softmax").attribute("axis", 1f)).hasMessageContaining("takes INT");
        assertThatThrownBy(() -> graph.node("Add").inputs(x).add(ElementType.FLOAT, SHAPE))
                .hasMessageContaining("takes 2 inputs");
        assertThatThrownBy(() -> graph.node("Cast").inputs(x).add(ElementType.FLOAT, SHAPE))
                .hasMessageContaining("needs the attribute 'to'");
    }

    @Test
    void math_shapesThatDoNotFit_nameBoth() {
        OnnxValue other = graph.input("other", ElementType.FLOAT, OnnxShape.fixed(5));
        OnnxValue ids = graph.input("ids", ElementType.INT64, OnnxShape.fixed(6));
        assertThatThrownBy(() -> math.add(x, other))
                .hasMessageContaining("[T, B, 6]")
                .hasMessageContaining("[5]");
        assertThatThrownBy(() -> math.add(x, ids)).hasMessageContaining("int64").hasMessageContaining("cast one");
        assertThatThrownBy(() -> math.matMul(x, math.add(other, other))).hasMessageContaining("[.., K, N]");
        assertThatThrownBy(() -> new OnnxShaping(graph).reshape(x, OnnxShape.parse("[C, D, 6]")))
                .hasMessageContaining("2 are open");
        assertThatThrownBy(() -> new OnnxShaping(graph).slice(x, -1, 4, 7)).hasMessageContaining("axis 2");
    }

    @ParameterizedTest
    @CsvSource({
        "'[T, B, 6]', [6], '[T, B, 6]'",
        "'[T, 1]', '[1, 6]', '[T, 6]'",
        "[T], [B], [?]",
        "[B], [4], [4]",
        "[], [2], [2]"
    })
    void broadcast_symbolicSizes_keepsWhatIsKnown(String a, String b, String result) {
        OnnxValue left = graph.input("a", ElementType.FLOAT, OnnxShape.parse(a));
        OnnxValue right = graph.input("b", ElementType.FLOAT, OnnxShape.parse(b));
        assertThat(math.mul(left, right).shape()).hasToString(result);
    }

    @ParameterizedTest
    @CsvSource({"14, true", "17, true", "18, false", "22, false"})
    void mean_axes_areAttributeBeforeOpset18(int opset, boolean attribute) {
        OnnxGraph old = OnnxGraph.main("g", new OnnxOpset(opset));
        OnnxValue value = old.input("x", ElementType.FLOAT, SHAPE);
        assertThat(new OnnxReductions(old).mean(value, false, -1).shape()).hasToString("[T, B]");
        assertThat(new OnnxReductions(old).sum(value, true, 0, -1).shape()).hasToString("[1, B, 1]");
        NodeProto mean = old.toProto().getNode(0);
        assertThat(mean.getInputCount()).isEqualTo(attribute ? 1 : 2);
        assertThat(Attributes.integers(mean, "axes").isPresent()).isEqualTo(attribute);
        assertThat(old.toProto().getNode(1).getInputCount()).isEqualTo(2);
    }
}
