package dev.sluice.export.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import dev.sluice.core.data.Dataset;
import dev.sluice.core.data.EncodedExample;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.option.Choice;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Objective;
import dev.sluice.core.train.Scores;
import dev.sluice.core.train.Validation;
import dev.sluice.core.train.loss.CrossEntropy;
import dev.sluice.core.train.metric.Accuracy;
import dev.sluice.export.KnownCells.Gru;
import dev.sluice.export.KnownCells.Lstm;
import dev.sluice.export.lowering.LoweredModel;
import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.TensorProto;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Files that are wrong in the ways that exporters have been wrong: each must be caught. */
class ProofTest {
    private static final ProofGrid GRID = new ProofGrid(List.of(1, 3), List.of(1, 6), 1);
    private static final int HIDDEN = 4;

    @Test
    void run_fileAsLowered_passesWithPartsAndValidationRows() {
        // More than one batch.
        List<EncodedExample> rows = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            rows.addAll(List.of(row(0, 3, i % 7), row(1, 4), row(2, 6, 2, 1)));
        }
        Validation validation = validation(rows);
        ProofReport report = prove(Gru.defaults(), 1, graph -> {}, validation, Tolerance.ofRounding());

        assertThat(report.passed()).isTrue();
        assertThat(report.inParts()).isTrue();
        assertThat(report.inputs()).contains("whole, then in parts, batch 5, time 17", "all 150 validation rows");
        assertThat(report.differences().fileFromFloat64().get("outputs").relative())
                .isLessThan(1e-5);
        assertThat(report.figures().file().metrics())
                .isEqualTo(report.figures().model().metrics())
                .containsKey("accuracy");
        assertThat(report.figures().file().loss())
                .isCloseTo(report.figures().model().loss(), within(1e-5))
                .isPositive();
        assertThat(report.describe()).anyMatch(line -> line.contains("on 150 validation rows"));
    }

    @Test
    void judge_wrongAnswers_areJudgedWorse() {
        Validation validation = validation(List.of(row(0, 3), row(1, 4)));

        Scores right =
                validation.judge(values -> Tensors.of("outputs", Tensor.copyOf(Shape.of(2, 3), 9, 0, 0, 0, 9, 0)));
        Scores wrong =
                validation.judge(values -> Tensors.of("outputs", Tensor.copyOf(Shape.of(2, 3), 0, 9, 0, 9, 0, 0)));

        assertThat(right.figure("accuracy")).isEqualTo(1);
        assertThat(wrong.figure("accuracy")).isZero();
        assertThat(right.loss()).isLessThan(0.01);
        assertThat(wrong.loss()).isGreaterThan(8);
    }

    private static Validation validation(List<EncodedExample> rows) {
        ModelConfig config = ModelConfig.of(EncoderOptions.of(Gru.defaults(), HIDDEN));
        Network network = SequenceModel.build(config, new ModelInput.Tokens(7), 3, Network.Mode.INFERENCE);
        Objective objective = new Objective(
                new CrossEntropy(CrossEntropy.Options.defaults()),
                1,
                List.of(new Choice<>("accuracy", new Accuracy())));
        return Validation.of(new Dataset(rows), network, name -> objective, Tensors.of());
    }

    private static EncodedExample row(int label, float... tokens) {
        float[] target = new float[3];
        target[label] = 1;
        return new EncodedExample(Tensor.wrap(Shape.of(tokens.length), tokens), Tensor.wrap(Shape.of(3), target));
    }

    @Test
    void run_brokenSecondLayer_namesIt() {
        ProofReport report = prove(
                Gru.defaults(),
                3,
                graph -> swapGates(graph, "encoder.l1/W", 0, 1),
                Validation.none(),
                Tolerance.ofRounding());

        assertCaught(report);
        assertThat(report.startsAt())
                .hasValueSatisfying(sentence ->
                        assertThat(sentence).contains("starts in encoder.l1", "everything before it is right"));
    }

    @Test
    void acceptedBy_aSmallMistake_isATolerancePassedByTheSameFile() {
        Consumer<GraphProto.Builder> damage = graph -> change(
                graph,
                "Gemm",
                node -> node.addAttributeBuilder()
                        .setName("alpha")
                        .setType(AttributeProto.AttributeType.FLOAT)
                        .setF(1.0003f));
        ProofReport report = prove(Gru.defaults(), 1, damage, Validation.none(), Tolerance.ofRounding());
        assertThat(report.passed()).isFalse();
        assertThat(report.differences().reason())
                .contains("is wrong for", "times what rounding to float32 can cause there");

        double accepted = report.differences().acceptedBy(0.01).orElseThrow();
        assertThat(accepted).isLessThan(0.001);
        assertThat(prove(Gru.defaults(), 1, damage, Validation.none(), Tolerance.exactly(accepted))
                        .passed())
                .isTrue();
        assertThat(prove(Gru.defaults(), 1, damage, Validation.none(), Tolerance.exactly(accepted / 1.2))
                        .passed())
                .isFalse();
        assertThat(report.differences().acceptedBy(1e-6)).isEmpty();
    }

    /** Doubles any difference at every step: over 100 steps no two programs agree, over one they do. */
    private record Chaotic() implements Cell {
        @Override
        public void define(CellBuilder cell) {
            Expr h = cell.state("h");
            cell.next(
                    "h",
                    h.mul(h.oneMinus())
                            .mul(3.9)
                            .add(cell.fromInput("x", cell.input()).mul(1e-3)));
        }
    }

    @Test
    void run_chaoticNetwork_passesAndItsWrongFileDoesNot() {
        ProofGrid grid = new ProofGrid(List.of(1, 3), List.of(1, 2, 100), 1);

        ProofReport right = prove(new Chaotic(), grid, graph -> {});
        ProofReport wrong = prove(
                new Chaotic(),
                grid,
                graph -> change(
                        graph,
                        "Gemm",
                        node -> node.addAttributeBuilder()
                                .setName("alpha")
                                .setType(AttributeProto.AttributeType.FLOAT)
                                .setF(1.0001f)));

        assertThat(right.passed()).as(right.describe().toString()).isTrue();
        assertThat(right.differences().largest()).isGreaterThan(1e-3);
        assertThat(wrong.passed()).isFalse();
    }

    @Test
    void run_brokenHead_namesIt() {
        ProofReport report = prove(
                Gru.defaults(),
                2,
                graph -> change(
                        graph,
                        "Gemm",
                        node -> node.getAttributeBuilderList().stream()
                                .filter(attribute -> attribute.getName().equals("alpha"))
                                .findFirst()
                                .orElseGet(node::addAttributeBuilder)
                                .setName("alpha")
                                .setType(AttributeProto.AttributeType.FLOAT)
                                .setF(1.5f)),
                Validation.none(),
                Tolerance.ofRounding());

        assertCaught(report);
        assertThat(report.startsAt())
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("starts in head"));
    }

    @Test
    void run_swappedGates_fails() {
        assertCaught(prove(Gru.defaults(), graph -> swapGates(graph, "encoder.l0/W", 0, 1)));
        assertCaught(prove(new Lstm(), graph -> swapGates(graph, "encoder.l0/R", 1, 2)));
    }

    @Test
    void run_forgottenLinearBeforeReset_fails() {
        assertCaught(prove(
                Gru.defaults(),
                graph -> change(
                        graph,
                        "GRU",
                        node -> node.getAttributeBuilderList().stream()
                                .filter(attribute -> attribute.getName().equals("linear_before_reset"))
                                .forEach(attribute -> attribute.setI(0)))));
    }

    @Test
    void run_forgottenLengths_fails() {
        assertCaught(prove(Gru.defaults(), graph -> change(graph, "GRU", node -> node.setInput(4, ""))));
    }

    @Test
    void run_forgottenInitialState_fails() {
        assertCaught(prove(Gru.defaults(), graph -> change(graph, "GRU", node -> node.setInput(5, ""))));
    }

    @Test
    void run_emptyRowsAsTheOperatorLeavesThem_fails() {
        assertCaught(prove(
                Gru.defaults(), graph -> change(graph, "Where", node -> node.setInput(2, node.getInput(1)))));
    }

    private static void assertCaught(ProofReport report) {
        assertThat(report.passed()).isFalse();
        assertThat(report.differences().worst().relative()).isGreaterThan(1e-3);
        assertThat(report.summary()).startsWith("NOT equal");
    }

    private static ProofReport prove(Cell cell, Consumer<GraphProto.Builder> damage) {
        return prove(cell, 1, damage, Validation.none(), Tolerance.ofRounding());
    }

    private static ProofReport prove(Cell cell, ProofGrid grid, Consumer<GraphProto.Builder> damage) {
        return prove(cell, 1, grid, damage, Validation.none(), Tolerance.ofRounding());
    }

    private static ProofReport prove(
            Cell cell, int layers, Consumer<GraphProto.Builder> damage, Validation validation, Tolerance tolerance) {
        return prove(cell, layers, GRID, damage, validation, tolerance);
    }

    private static ProofReport prove(
            Cell cell,
            int layers,
            ProofGrid grid,
            Consumer<GraphProto.Builder> damage,
            Validation validation,
            Tolerance tolerance) {
        ModelConfig config = ModelConfig.of(EncoderOptions.of(cell, HIDDEN).withLayers(layers))
                .withEmbedding(3);
        Network network = SequenceModel.build(config, new ModelInput.Tokens(7), 3, Network.Mode.WITH_STATES);
        Tensors parameters = Parameters.initialize(network.parameters(), 5);
        parameters.values().forEach(ProofTest::awayFromZero);
        LoweredModel lowered = new Lowering("test", OnnxOpset.DEFAULT).lower(network.graph(), parameters);
        OnnxModel model = lowered.builder().build();
        GraphProto.Builder graph = model.proto().getGraph().toBuilder();
        damage.accept(graph);
        OnnxModel damaged =
                new OnnxModel(model.proto().toBuilder().setGraph(graph).build());
        ProofSubject subject = ProofSubject.of(network.graph(), parameters, OutputActivation.NONE, Optional.empty())
                .traced(lowered.trace());
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(damaged)) {
            return Proof.run(subject, session, grid, validation, tolerance);
        }
    }

    private static void awayFromZero(Tensor tensor) {
        for (int i = 0; i < tensor.array().length; i++) {
            tensor.array()[i] += 0.2f * (i % 3 - 1);
        }
    }

    private static void swapGates(GraphProto.Builder graph, String initializer, int a, int b) {
        TensorProto.Builder tensor = graph.getInitializerBuilderList().stream()
                .filter(candidate -> candidate.getName().equals(initializer))
                .findFirst()
                .orElseThrow();
        byte[] bytes = tensor.getRawData().toByteArray();
        int block = (int) (HIDDEN * tensor.getDims(2) * Float.BYTES);
        for (int i = 0; i < block; i++) {
            byte swap = bytes[a * block + i];
            bytes[a * block + i] = bytes[b * block + i];
            bytes[b * block + i] = swap;
        }
        tensor.setRawData(ByteString.copyFrom(bytes));
    }

    private static void change(GraphProto.Builder graph, String operator, Consumer<NodeProto.Builder> change) {
        List<NodeProto.Builder> nodes = graph.getNodeBuilderList().stream()
                .filter(node -> node.getOpType().equals(operator))
                .toList();
        assertThat(nodes).isNotEmpty();
        nodes.forEach(change);
    }
}
