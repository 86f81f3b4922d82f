package dev.sluice.export.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.Initializers;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Pooling;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.train.Loss;
import dev.sluice.core.train.Validation;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.TensorProto;
import dev.sluice.export.proof.Proof;
import dev.sluice.export.proof.ProofGrid;
import dev.sluice.export.proof.ProofReport;
import dev.sluice.export.proof.ProofSubject;
import dev.sluice.export.proof.Tolerance;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import dev.sluice.export.streaming.OneStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Gates side by side: when, and that nothing else changes. Every file here runs in ONNX Runtime and is compared. */
class SideBySideTest {
    private static final ProofGrid GRID = new ProofGrid(List.of(1, 3), List.of(1, 7), 3);

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
        OnnxModel model = prove(new SharedNorm(), 17, 1e-5);

        List<String> body = operators(body(model));
        assertThat(body).containsOnlyOnce("Gemm").containsOnlyOnce("LayerNormalization");
        assertThat(body).containsOnlyOnce("Sigmoid").containsOnlyOnce("Split").doesNotContain("Concat");
        assertThat(model.proto().getGraph().getInitializerList())
                .extracting(TensorProto::getName)
                .anySatisfy(name -> assertThat(name).contains("encoder.l0.U_").contains("+U_"));
    }

    @Test
    void lower_gatesThatShareMeanAndVarianceBeforeTheOperator_areOneProduct() {
        List<String> body = operators(body(prove(new SharedNorm(), 14, 1e-5)));

        assertThat(body).containsOnlyOnce("Gemm").containsOnlyOnce("Sqrt").containsOnlyOnce("Sigmoid");
    }

    @Test
    void lower_fewGatesRightBehindTheirProducts_stayApart() {
        for (int count : new int[] {2, 3}) {
            List<String> body = operators(body(prove(new Gates(count, false), 17, 1e-5)));

            assertThat(body.stream().filter("Gemm"::equals)).hasSize(count);
            assertThat(body).doesNotContain("Split");
        }
    }

    @Test
    void lower_manyGatesOrMoreNodesForEach_standSideBySide() {
        for (Cell cell : List.of(new Gates(4, false), new Gates(2, true))) {
            List<String> body = operators(body(prove(cell, 17, 1e-5)));

            assertThat(body).containsOnlyOnce("Gemm").containsOnlyOnce("Sigmoid").containsOnlyOnce("Split");
        }
    }

    @Test
    void lower_valuesThatReadEachOther_staysEqual() {
        assertThat(operators(body(prove(new Entangled(), 17, 1e-5)))).containsOnlyOnce("Split");
    }

    @Test
    void lower_oneStep_hasItsGatesSideBySide() {
        Network network = Networks.of(new SharedNorm());
        Graph step = OneStep.of(network.graph());

        OnnxModel model = new Lowering("test", OnnxOpset.DEFAULT)
                .lower(step, Networks.parameters(network))
                .builder()
                .build();

        List<String> operators = operators(model.proto().getGraph());
        // The layer's products with input and state, and the last layer.
        assertThat(operators.stream().filter("Gemm"::equals)).hasSize(3);
        assertThat(operators).containsOnlyOnce("Sigmoid").containsOnlyOnce("LayerNormalization");
    }

    private static OnnxModel prove(Cell cell, int opset, double tolerance) {
        Network network = Networks.of(cell, 1, false, Pooling.MEAN, Networks.FEATURES);
        Map<String, Tensor> parameters = Networks.parameters(network);
        OnnxModel model = new Lowering("test", new OnnxOpset(opset))
                .activation(Loss.Activation.SOFTMAX)
                .lower(network.graph(), parameters)
                .builder()
                .build();
        ProofSubject subject = ProofSubject.of(network.graph(), parameters, Loss.Activation.SOFTMAX, Optional.empty());
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(model)) {
            ProofReport report = Proof.run(subject, session, GRID, Validation.none(), Tolerance.exactly(tolerance));
            assertThat(report.passed())
                    .as(() -> report.summary() + " " + report.differences())
                    .isTrue();
        }
        return model;
    }

    private static GraphProto body(OnnxModel model) {
        return model.proto().getGraph().getNodeList().stream()
                .filter(node -> node.getOpType().equals("Scan"))
                .flatMap(node -> node.getAttributeList().stream())
                .filter(AttributeProto::hasG)
                .map(AttributeProto::getG)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> operators(GraphProto graph) {
        return graph.getNodeList().stream().map(NodeProto::getOpType).toList();
    }
}
