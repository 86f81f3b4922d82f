package dev.sluice.export.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.graph.rewrite.OneStep;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.Initializers;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Pooling;
import dev.sluice.export.lowering.fuse.SideBySide;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.TensorProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Gates side by side: when, and that nothing else changes. Every file here runs in ONNX Runtime and is compared. */
class SideBySideTest {
    /** As many gates as one likes, each the sigmoid of a product, perhaps of one function more. */
    private record Gates(int count, boolean bounded) implements Cell {
        @Override
        public void define(CellBuilder cell) {
            Expr x = cell.input();
            Expr h = cell.state("h");
            Expr next = h;
            for (int i = 0; i < count; i++) {
                Expr sum = cell.linear("g" + i, x, h);
                Expr gate = Exprs.sigmoid(bounded ? Exprs.min(sum, Exprs.constant(0.7)) : sum);
                next = i % 2 == 0 ? next.sub(gate.mul(h)) : next.add(gate.mul(0.5));
            }
            cell.next("h", next);
        }
    }

    /** Two gates that share mean and variance, in another order than they are used. */
    private record SharedNorm() implements Cell {
        @Override
        public void define(CellBuilder cell) {
            Expr x = cell.input();
            Expr h = cell.state("h");
            Expr a = cell.recurrentProduct("a", h);
            Expr b = cell.recurrentProduct("b", h);
            double share = 1.0 / (2 * cell.hiddenSize());
            Expr mean = b.sum(-1).add(a.sum(-1)).mul(share);
            Expr p = a.sub(mean);
            Expr q = b.sub(mean);
            Expr variance = q.mul(q).sum(-1).add(p.mul(p).sum(-1)).mul(share);
            Expr deviation = Exprs.sqrt(variance.add(1e-5));
            Expr left = Exprs.sigmoid(p.div(deviation).mul(gain(cell, "a")).add(cell.inputProduct("a", x)));
            Expr right = Exprs.sigmoid(q.div(deviation).mul(gain(cell, "b")).add(cell.inputProduct("b", x)));
            cell.next("h", right.mul(h).add(left.mul(0.3)));
        }

        private static Expr gain(CellBuilder cell, String name) {
            return cell.parameter("gain_" + name, Dims.of(cell.hiddenSize()), new Initializers.Constant(1));
        }
    }

    /** Gates of which one reads another, and one that is asked for before it is ended. */
    private record Entangled() implements Cell {
        @Override
        public void define(CellBuilder cell) {
            Expr x = cell.input();
            Expr h = cell.state("h");
            List<Expr> sums = new ArrayList<>();
            for (String gate : List.of("a", "b", "c", "d", "e")) {
                sums.add(Exprs.exp(Exprs.min(cell.linear(gate, x, h), Exprs.constant(0))));
            }
            Expr inner = Exprs.exp(Exprs.min(cell.linear("f", x, sums.get(0)), Exprs.constant(0)));
            Expr gate = Exprs.sigmoid(sums.get(1).add(sums.get(2)));
            Expr other = Exprs.sigmoid(sums.get(2).add(sums.get(1)));
            cell.next("h", gate.mul(h).add(other.mul(inner)).sub(sums.get(3).mul(sums.get(4))));
        }
    }

    @Test
    void lower_gatesThatShareMeanAndVariance_areOneProductOneNormalizationAndOneSplit() {
        OnnxModel model = prove(new SharedNorm(), 17);

        List<String> body = ProvenLoop.body(model);
        assertThat(body).containsOnlyOnce("Gemm").containsOnlyOnce("LayerNormalization");
        assertThat(body).containsOnlyOnce("Sigmoid").containsOnlyOnce("Split").doesNotContain("Concat");
        assertThat(model.proto().getGraph().getInitializerList())
                .extracting(TensorProto::getName)
                .anySatisfy(name -> assertThat(name).contains("encoder.l0.U_").contains("+U_"));
    }

    @Test
    void lower_gatesThatShareMeanAndVarianceBeforeTheOperator_areOneProduct() {
        List<String> body = ProvenLoop.body(prove(new SharedNorm(), 14));

        assertThat(body).containsOnlyOnce("Gemm").containsOnlyOnce("Sqrt").containsOnlyOnce("Sigmoid");
    }

    @Test
    void lower_fewGatesRightBehindTheirProducts_stayApart() {
        for (int count : new int[] {2, 3}) {
            List<String> body = ProvenLoop.body(prove(new Gates(count, false), 17));

            assertThat(body.stream().filter("Gemm"::equals)).hasSize(count);
            assertThat(body).doesNotContain("Split");
        }
    }

    @Test
    void lower_manyGatesOrMoreNodesForEach_standSideBySide() {
        for (Cell cell : List.of(new Gates(4, false), new Gates(2, true))) {
            List<String> body = ProvenLoop.body(prove(cell, 17));

            assertThat(body)
                    .containsOnlyOnce("Gemm")
                    .containsOnlyOnce("Sigmoid")
                    .containsOnlyOnce("Split");
        }
    }

    @Test
    void lower_valuesThatReadEachOther_staysEqual() {
        assertThat(ProvenLoop.body(prove(new Entangled(), 17))).containsOnlyOnce("Split");
    }

    @Test
    void apply_anyOfTheCells_isTheSameFunction() {
        for (Cell cell : List.of(new SharedNorm(), new Gates(5, true), new Entangled())) {
            Network network = Networks.of(cell, 2, false, Pooling.LAST, Networks.FEATURES);
            Graph step = OneStep.of(network.graph());
            Map<String, Array64> leaves = new LinkedHashMap<>();
            leaves.putAll(Array64.of(Networks.parameters(network)));
            for (Input input : step.inputs()) {
                Array64 numbers = Array64.zeros(input.dims().sizes(Map.of("B", 2)));
                Arrays.setAll(numbers.data(), i -> Math.sin(i + input.label().length()));
                leaves.put(input.label(), numbers);
            }

            Graph joined = SideBySide.apply(step);

            assertThat(joined.expressions()).hasSizeLessThan(step.expressions().size());
            Map<String, Array64> expected = Interpreter.run(step, leaves);
            Interpreter.run(joined, leaves)
                    .forEach((name, value) -> assertThat(value.data())
                            .as(name)
                            .containsExactly(
                                    Objects.requireNonNull(expected.get(name)).data(), within(1e-12)));
        }
    }

    @Test
    void lower_oneStep_hasItsGatesSideBySide() {
        Network network = Networks.of(new SharedNorm());
        Graph step = OneStep.of(network.graph());

        OnnxModel model = new Lowering("test", OnnxOpset.DEFAULT)
                .lower(step, Networks.parameters(network))
                .builder()
                .build();

        List<String> operators = model.proto().getGraph().getNodeList().stream()
                .map(NodeProto::getOpType)
                .toList();
        // The layer's products with input and state, and the last layer.
        assertThat(operators.stream().filter("Gemm"::equals)).hasSize(3);
        assertThat(operators).containsOnlyOnce("Sigmoid").containsOnlyOnce("LayerNormalization");
    }

    private static OnnxModel prove(Cell cell, int opset) {
        return ProvenLoop.of(Networks.of(cell, 1, false, Pooling.MEAN, Networks.FEATURES), opset);
    }
}
