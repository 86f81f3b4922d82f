package dev.sluice.export.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.export.KnownCells;
import dev.sluice.export.lowering.CustomCells;
import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.onnx.Defects;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.ModelProto;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.ValueInfoProto;
import dev.sluice.export.targets.Target;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinterTest {
    private static final Cell AFTER = KnownCells.Gru.defaults();
    private static final Cell BEFORE = new KnownCells.Gru(false, true, KnownCells.Candidate.TANH);

    @ParameterizedTest
    @EnumSource(Target.class)
    void lint_ourGru_isTakenEverywhere(Target target) {
        List<Advice> advice = Linter.lint(model(AFTER), target);

        assertThat(advice).noneMatch(Advice::isFatal);
        assertThat(advice).allMatch(each -> !each.source().isBlank());
        if (target == Target.ORT_CPU || target == Target.ORT_CUDA || target == Target.OPENVINO) {
            assertThat(advice).isEmpty();
        }
    }

    @Test
    void lint_layout_isRefusedOrMisread() {
        OnnxModel batchFirst =
                changed(model(AFTER), node -> attribute(node, "layout").setI(1));

        assertThat(effect(batchFirst, Target.ORT_CPU, "layout")).isEqualTo(Advice.Effect.REFUSED);
        assertThat(effect(batchFirst, Target.OPENVINO, "layout")).isEqualTo(Advice.Effect.MISREAD);
    }

    @Test
    void lint_resetBefore_leavesTheGpuAndTheFastPath() {
        assertThat(effect(model(BEFORE), Target.ORT_CUDA, "cuda-fallback")).isEqualTo(Advice.Effect.SLOW);
        assertThat(effect(model(BEFORE), Target.TRACT, "tract-slow-path")).isEqualTo(Advice.Effect.SLOW);
        assertThat(rules(model(AFTER), Target.TRACT)).doesNotContain("tract-slow-path");
    }

    @Test
    void lint_resetBeforeByPyTorch_isSuspect() {
        ModelProto proto =
                model(BEFORE).proto().toBuilder().setProducerName("pytorch").build();

        assertThat(effect(new OnnxModel(proto), Target.ORT_CPU, "linear-before-reset"))
                .isEqualTo(Advice.Effect.MISREAD);
        assertThat(rules(model(BEFORE), Target.ORT_CPU)).doesNotContain("linear-before-reset");
    }

    @Test
    void lint_peepholesAndCoupledGates_whereTheyAreNotRead() {
        OnnxModel coupled = changed(model(new KnownCells.Lstm()), node -> {
            attribute(node, "input_forget").setI(1);
            node.addInput("P");
        });
        assertThat(rules(coupled, Target.ORT_CPU)).doesNotContain("peepholes", "input-forget");
        assertThat(effect(coupled, Target.OPENVINO, "peepholes")).isEqualTo(Advice.Effect.MISREAD);
        assertThat(effect(coupled, Target.OPENVINO, "input-forget")).isEqualTo(Advice.Effect.MISREAD);
        assertThat(effect(coupled, Target.TENSORRT, "input-forget")).isEqualTo(Advice.Effect.REFUSED);
        assertThat(effect(coupled, Target.TRACT, "ignored-attributes")).isEqualTo(Advice.Effect.MISREAD);
        assertThat(effect(coupled, Target.ORT_CUDA, "cuda-fallback")).isEqualTo(Advice.Effect.SLOW);
        assertThat(rules(coupled, Target.ORT_WEB)).contains("webnn");
        for (Target target : Target.values()) {
            assertThat(rules(model(new KnownCells.Lstm()), target))
                    .doesNotContain("peepholes", "input-forget", "ignored-attributes", "cuda-fallback", "webnn");
        }
    }

    @Test
    void lint_functionsThatATargetLacks_areRefusedThere() {
        OnnxModel affine = changed(
                model(AFTER),
                node -> attribute(node, "activations")
                        .setType(AttributeProto.AttributeType.STRINGS)
                        .clearStrings()
                        .addStrings(ByteString.copyFromUtf8("HardSigmoid"))
                        .addStrings(ByteString.copyFromUtf8("Affine")));
        assertThat(effect(affine, Target.OPENVINO, "activations")).isEqualTo(Advice.Effect.REFUSED);
        assertThat(effect(affine, Target.TENSORRT, "activations")).isEqualTo(Advice.Effect.REFUSED);
        assertThat(effect(affine, Target.TRACT, "ignored-attributes")).isEqualTo(Advice.Effect.MISREAD);

        OnnxModel clipped = changed(
                model(new KnownCells.Lstm()),
                node -> attribute(node, "clip")
                        .setType(AttributeProto.AttributeType.FLOAT)
                        .setF(2));
        assertThat(effect(clipped, Target.TENSORRT, "lstm-clip")).isEqualTo(Advice.Effect.MISREAD);
    }

    @Test
    void lint_clipAndMissingSize_areRefusedOnTheCpu() {
        OnnxModel clipped = changed(
                model(AFTER),
                node -> attribute(node, "clip")
                        .setType(AttributeProto.AttributeType.FLOAT)
                        .setF(-1));
        assertThat(effect(clipped, Target.ORT_CPU, "clip")).isEqualTo(Advice.Effect.REFUSED);
        assertThat(rules(clipped, Target.ORT_WEB)).contains("webnn", "webgpu");

        OnnxModel unsized = changed(model(AFTER), node -> {
            List<AttributeProto> kept = node.getAttributeList().stream()
                    .filter(attribute -> !attribute.getName().equals("hidden_size"))
                    .toList();
            node.clearAttribute().addAllAttribute(kept);
        });
        assertThat(rules(unsized, Target.ORT_CPU)).contains("hidden-size");
    }

    @Test
    void lint_activationsWithoutParameters_areMisreadOnTheCpu() {
        OnnxModel affine = changed(
                model(AFTER),
                node -> attribute(node, "activations")
                        .setType(AttributeProto.AttributeType.STRINGS)
                        .clearStrings()
                        .addStrings(ByteString.copyFromUtf8("Sigmoid"))
                        .addStrings(ByteString.copyFromUtf8("ScaledTanh")));

        assertThat(effect(affine, Target.ORT_CPU, "activation-defaults")).isEqualTo(Advice.Effect.MISREAD);
        assertThat(effect(affine, Target.ORT_CUDA, "cuda-fallback")).isEqualTo(Advice.Effect.SLOW);
    }

    @Test
    void lint_stampFromTheFuture_isRefused() {
        ModelProto.Builder proto = model(AFTER).proto().toBuilder().setIrVersion(99);

        assertThat(effect(new OnnxModel(proto.build()), Target.ORT_CPU, "too-new"))
                .isEqualTo(Advice.Effect.REFUSED);
    }

    @Test
    void lint_frozenBatch_isNoted() {
        ModelProto.Builder proto = model(AFTER).proto().toBuilder();
        proto.getGraphBuilder()
                .getInputBuilderList()
                .forEach(input -> input.getTypeBuilder()
                        .getTensorTypeBuilder()
                        .getShapeBuilder()
                        .getDimBuilderList()
                        .forEach(dim -> dim.setDimValue(4)));

        assertThat(rules(new OnnxModel(proto.build()), Target.TRACT)).contains("frozen-size");
    }

    @Test
    void lint_layerAxisOfAState_isNoFrozenSize() {
        ModelProto.Builder proto = Defects.rightModel().proto().toBuilder();
        ValueInfoProto.Builder state = proto.getGraphBuilder().getInputBuilder(2);
        assertThat(state.getName()).isEqualTo("h0");
        state.getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder()
                .getDimBuilder(1)
                .setDimValue(4);

        assertThat(rules(new OnnxModel(proto.build()), Target.ORT_CPU)).doesNotContain("frozen-size");
    }

    @Test
    void lint_severalLoops_areSaidOnce() {
        Network network = SequenceModel.build(
                ModelConfig.of(EncoderOptions.of(new CustomCells.MinimalGated(), 4)
                        .withLayers(2)
                        .withBidirectional(true)),
                new ModelInput.Tokens(5),
                3,
                Network.Mode.INFERENCE);
        OnnxModel model = new Lowering("test", OnnxOpset.DEFAULT)
                .lower(network.graph(), Parameters.initialize(network.parameters(), 3))
                .builder()
                .build();

        assertThat(Linter.lint(model, Target.ORT_CPU)).singleElement().satisfies(advice -> {
            assertThat(advice.rule()).isEqualTo("loop-overhead");
            assertThat(advice.place()).startsWith("4 places, first Scan 'encoder.l0");
        });
    }

    @Test
    void lint_unsortedGraph_isANoteThatNamesTheSpecification() {
        ModelProto.Builder proto = model(AFTER).proto().toBuilder();
        List<NodeProto> nodes = proto.getGraph().getNodeList();
        proto.getGraphBuilder().clearNode().addAllNode(nodes.reversed());

        List<Advice> advice = Linter.lint(new OnnxModel(proto.build()), Target.ORT_CPU);

        assertThat(advice).noneMatch(Advice::isFatal).anySatisfy(each -> {
            assertThat(each.rule()).isEqualTo("onnx/unsorted");
            assertThat(each.source()).contains("ONNX specification", "runs it");
        });
    }

    private static Advice.Effect effect(OnnxModel model, Target target, String rule) {
        return Linter.lint(model, target).stream()
                .filter(advice -> advice.rule().equals(rule))
                .findFirst()
                .orElseThrow()
                .effect();
    }

    private static List<String> rules(OnnxModel model, Target target) {
        return Linter.lint(model, target).stream().map(Advice::rule).toList();
    }

    private static OnnxModel changed(OnnxModel model, Consumer<NodeProto.Builder> change) {
        ModelProto.Builder proto = model.proto().toBuilder();
        proto.getGraphBuilder().getNodeBuilderList().stream()
                .filter(node -> Set.of("GRU", "LSTM").contains(node.getOpType()))
                .forEach(change);
        return new OnnxModel(proto.build());
    }

    private static AttributeProto.Builder attribute(NodeProto.Builder node, String name) {
        return node.getAttributeBuilderList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst()
                .orElseGet(() -> node.addAttributeBuilder().setName(name).setType(AttributeProto.AttributeType.INT));
    }

    private static OnnxModel model(Cell cell) {
        Network network = SequenceModel.build(
                ModelConfig.of(EncoderOptions.of(cell, 4)), new ModelInput.Tokens(5), 3, Network.Mode.WITH_STATES);
        return new Lowering("test", OnnxOpset.DEFAULT)
                .lower(network.graph(), Parameters.initialize(network.parameters(), 3))
                .builder()
                .build();
    }
}
