package dev.sluice.export.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.graph.BatchMatMul;
import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.MatMul;
import dev.sluice.core.graph.Pad;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.ScanBuilder;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.graph.TimeKernel;
import dev.sluice.core.graph.Transpose;
import dev.sluice.core.graph.UnaryOp;
import dev.sluice.core.graph.Unfold;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Validation;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.proof.Proof;
import dev.sluice.export.proof.ProofGrid;
import dev.sluice.export.proof.ProofReport;
import dev.sluice.export.proof.ProofSubject;
import dev.sluice.export.proof.Tolerance;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every primitive in ONNX Runtime beside the engine and the interpreter, at the oldest, usual and newest operator set. */
class PrimitiveLoweringTest {
    private static final Expr X = Exprs.input("x", Dims.of(Dim.TIME, Dim.BATCH, 4));
    private static final Expr ROW = Exprs.input("row", Dims.of(Dim.BATCH, 4));
    private static final Expr LENGTHS = Expr.of(new Input("lengths", Dims.of(Dim.BATCH), Input.Kind.LENGTH));
    private static final Expr IDS = Expr.of(new Input("ids", Dims.of(Dim.BATCH), Input.Kind.INDEX));
    private static final Expr W = Exprs.parameter("w", Dims.of(4, 4));
    private static final Expr B = Exprs.parameter("b", Dims.of(4));

    @ParameterizedTest
    @ValueSource(ints = {14, 17, 22})
    void lower_everyPrimitive_isEqualInRuntime(int opset) {
        Map<String, Expr> outputs = new LinkedHashMap<>();
        for (UnaryOp op : UnaryOp.values()) {
            boolean positive = op == UnaryOp.SQRT || op == UnaryOp.LOG;
            outputs.put(op.toString(), Expr.of(op, positive ? Exprs.exp(ROW) : ROW));
        }
        for (BinaryOp op : BinaryOp.values()) {
            Expr right = op == BinaryOp.DIV || op == BinaryOp.POW ? Exprs.exp(B) : B;
            outputs.put("binary_" + op.name().toLowerCase(Locale.ROOT), Expr.of(op, Exprs.exp(ROW), right));
        }
        for (Reduce.Kind kind : Reduce.Kind.values()) {
            outputs.put("keep_" + kind, Expr.of(new Reduce(kind, -1, true), X));
            outputs.put("drop_" + kind, Expr.of(new Reduce(kind, -3, false), X));
        }
        outputs.put("select_by_number", Exprs.select(ROW.add(0.5), ROW, B));
        outputs.put("sum_to", Expr.of(new SumTo(Dims.of(1, 4)), X));
        outputs.put("sum_to_row", Expr.of(new SumTo(Dims.of(4)), X));
        outputs.put("broadcast", Expr.of(new BroadcastTo(Dims.of(Dim.TIME, Dim.BATCH, 4)), ROW));
        outputs.put("zeros", Exprs.zeros(Dims.of(Dim.BATCH, 2)).add(ROW.slice(-1, 0, 2)));
        outputs.put("softmax", Exprs.softmax(ROW));
        outputs.put("log_softmax", Exprs.logSoftmax(X));
        outputs.put("product", ROW.matmul(W));
        outputs.put("product_transposed", ROW.matmulTransposed(W));
        outputs.put("product_over_time", X.matmul(W));
        outputs.put("product_over_time_transposed", X.matmulTransposed(W));
        outputs.put("product_of_row", B.matmulTransposed(W));
        outputs.put("product_with_computed", X.matmulTransposed(W.mul(2)));
        outputs.put("outer", Expr.of(new MatMul(true, false), X, X.mul(2)));
        outputs.put("slice", X.slice(-1, 1, 3));
        outputs.put("pad", Expr.of(new Pad(-1, 1, 2), ROW));
        outputs.put("concat", Exprs.concat(-1, List.of(ROW, ROW.mul(2), ROW.slice(-1, 0, 1))));
        outputs.put("reshape", ROW.reshape(Dims.of(Dim.BATCH, 2, 2)));
        outputs.put("reshape_two_open", X.reshape(Dims.of(2, Dim.TIME, Dim.BATCH, 2)));
        outputs.put("transpose", Expr.of(new Transpose(), ROW.reshape(Dims.of(Dim.BATCH, 2, 2))));
        Expr matrices = X.reshape(Dims.of(Dim.TIME, Dim.BATCH, 2, 2));
        outputs.put("matrices", matrices.batchMatmul(matrices.mul(2)));
        outputs.put("matrices_left", Expr.of(new BatchMatMul(true, false), matrices, matrices.mul(2)));
        outputs.put("matrices_right", Expr.of(new BatchMatMul(false, true), matrices, matrices.mul(2)));
        outputs.put("vector_outer", ROW.outer(ROW.slice(-1, 0, 3)));
        outputs.put("matrix_times_vector", matrices.timesVector(X.slice(-1, 0, 2)));
        outputs.put("mod", Exprs.mod(X.mul(3), B.add(1.5)));
        outputs.put("gather", Exprs.gather(W, IDS));
        outputs.put("gather_elements", Exprs.gatherElements(ROW, IDS.reshape(Dims.of(Dim.BATCH, 1))));
        prove(new Graph(outputs), opset);
    }

    @Test
    void lower_kernelsOverTime_areConvAndEqual() {
        Expr before = Exprs.input("before", Dims.of(Dim.BATCH, 8));
        Expr kernels = Exprs.parameter("kernels", Dims.of(5, 4, 3));
        Expr matrix = kernels.reshape(Dims.of(5, 12));
        Expr bias = Exprs.parameter("bias", Dims.of(5));
        Map<String, Expr> outputs = new LinkedHashMap<>();
        outputs.put("plain", Expr.of(new Unfold(TimeKernel.of(3, 1)), X));
        outputs.put("strided", Expr.of(new Unfold(new TimeKernel(2, 3, 1, 0)), X));
        outputs.put("begun", Expr.of(new Unfold(TimeKernel.of(3, 2)), X, before));
        outputs.put(
                "same",
                Expr.of(new Unfold(TimeKernel.of(3, 1)), X.mul(2))
                        .matmulTransposed(matrix)
                        .add(bias));
        outputs.put(
                "dilated", Expr.of(new Unfold(new TimeKernel(3, 2, 2, 4)), X).matmulTransposed(matrix));
        outputs.put(
                "causal",
                Expr.of(new Unfold(TimeKernel.of(3, 2)), X.mul(3), before).matmulTransposed(matrix));
        outputs.put(
                "computed", Expr.of(new Unfold(TimeKernel.of(3, 0)), X.mul(4)).matmulTransposed(matrix.mul(2)));
        OnnxModel model = prove(new Graph(outputs), 17);
        assertThat(model.proto().getGraph().getNodeList())
                .filteredOn(node -> node.getOpType().equals("Conv"))
                .hasSize(7)
                .filteredOn(node -> node.getInputCount() == 3)
                .hasSize(1);
    }

    @Test
    void lower_validSteps_areConditionAndNumber() {
        Expr valid = Exprs.validSteps(LENGTHS);
        Map<String, Expr> outputs = new LinkedHashMap<>();
        outputs.put("valid", valid);
        outputs.put("valid_as_number", valid.mul(2));
        outputs.put("length_as_number", LENGTHS.mul(0.5));
        outputs.put("select", Exprs.select(valid, X, ROW));
        prove(new Graph(outputs), 17);
    }

    @Test
    void lower_inputBuiltTwice_isDeclaredOnce() {
        Expr again = Exprs.input("row", Dims.of(Dim.BATCH, 4));
        OnnxModel model = prove(new Graph(Map.of("sum", ROW.add(again.mul(2)))), 17);
        assertThat(model.proto().getGraph().getInputCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void lower_loopsWithoutLengths_areOperatorAndScan(boolean reverse) {
        ScanBuilder loop = new ScanBuilder(reverse);
        Expr x = loop.input("x", X);
        Expr h = loop.state("h", ROW);
        Expr next = Exprs.tanh(x.matmulTransposed(W).add(h.matmul(W)).add(B));
        loop.next(h, next);
        int shown = loop.output(next);
        ScanBuilder.Result simple = loop.build();

        ScanBuilder second = new ScanBuilder(reverse);
        Expr y = second.input("y", simple.output(shown));
        Expr s = second.state("s", simple.last(h));
        second.next(s, y);
        int unchanged = second.output(s);
        int sum = second.output(s.add(y).matmul(W));
        ScanBuilder.Result odd = second.build();

        Map<String, Expr> outputs = new LinkedHashMap<>();
        outputs.put("last", odd.last(s));
        outputs.put("before", odd.output(unchanged));
        outputs.put("sum", odd.output(sum));
        OnnxModel model = prove(new Graph(outputs), 17);
        assertThat(model.proto().getGraph().getNodeList().stream().map(node -> node.getOpType()))
                .containsOnlyOnce("RNN", "Scan");
    }

    private static OnnxModel prove(Graph graph, int opset) {
        Tensors.Builder values = Tensors.builder();
        graph.parameters()
                .forEach(parameter -> values.put(
                        parameter.label(), ramp(Shape.of(parameter.dims().sizes(Map.of())))));
        Tensors parameters = values.build();
        OnnxModel model = new Lowering("primitives", new OnnxOpset(opset))
                .lower(graph, parameters)
                .builder()
                .build();
        ProofSubject subject = ProofSubject.of(graph, parameters, OutputActivation.NONE, Optional.empty());
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(model)) {
            ProofGrid grid = new ProofGrid(List.of(1, 3), List.of(1, 4), 1);
            ProofReport report = Proof.run(subject, session, grid, Validation.none(), Tolerance.exactly(1e-5));
            assertThat(report.passed())
                    .as(() -> report.summary() + " " + report.differences())
                    .isTrue();
        }
        return model;
    }

    private static Tensor ramp(Shape shape) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.array().length; i++) {
            tensor.array()[i] = 0.3f * (i % 5) - 0.7f;
        }
        return tensor;
    }
}
