package dev.sluice.export.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Cell;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Validation;
import dev.sluice.export.KnownCells;
import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.onnx.proto.TensorProto;
import dev.sluice.export.proof.DataRange;
import dev.sluice.export.proof.ProofGrid;
import dev.sluice.export.proof.ProofSubject;
import dev.sluice.export.proof.ProvenFile;
import dev.sluice.export.proof.Tolerance;
import dev.sluice.export.proof.WeightsProof;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SmallWeightsTest {
    private static final int HIDDEN = 24;

    static Stream<Arguments> files() {
        return Stream.of(WeightFormat.FP16, WeightFormat.INT8)
                .flatMap(kind -> Stream.of(
                        Arguments.of(kind, KnownCells.Gru.defaults(), 17),
                        Arguments.of(kind, new KnownCells.Lstm(), 14),
                        Arguments.of(kind, KnownCells.Gru.defaults(), 22)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void shrink_eachKind_computesWhatTheRoundedWeightsCompute(WeightFormat kind, Cell cell, int opset) {
        Network network = network(cell);
        Tensors parameters = Parameters.initialize(network.parameters(), 3);
        OnnxModel model = lowered(network, parameters, opset);
        OnnxModel small = SmallWeights.shrink(model, kind);

        int before = model.toBytes().length;
        int after = small.toBytes().length;
        assertThat(after).isLessThan(kind == WeightFormat.FP16 ? before * 6 / 10 : before / 2);

        ProofSubject subject = ProofSubject.of(network.graph(), parameters, OutputActivation.SOFTMAX, Optional.empty());
        ProvenFile.Terms terms = new ProvenFile.Terms(
                subject, new ProofGrid(List.of(1, 3), List.of(1, 9), 1), Validation.none(), Tolerance.exactly(1e-5));
        try (OnnxRuntimeSession trained = OnnxRuntimeSession.of(model);
                OnnxRuntimeSession rounded = OnnxRuntimeSession.of(SmallWeights.rounded(model, kind));
                OnnxRuntimeSession shipped = OnnxRuntimeSession.of(small)) {
            WeightsProof.Report report = WeightsProof.run(terms, new DataRange(), trained, rounded, shipped);
            assertThat(report.passed()).as(report.toString()).isTrue();
            assertThat(report.cost()).isBetween(1e-6, kind == WeightFormat.FP16 ? 3e-3 : 5e-2);
        }
    }

    @Test
    void shrink_int8_leavesBiasesAndSmallMatricesAlone() {
        Network network = network(KnownCells.Gru.defaults());
        OnnxModel model = lowered(network, Parameters.initialize(network.parameters(), 3), 17);

        OnnxModel small = SmallWeights.shrink(model, WeightFormat.INT8);

        List<String> bytes = small.proto().getGraph().getInitializerList().stream()
                .filter(tensor -> tensor.getDataType() == TensorProto.DataType.INT8_VALUE)
                .map(TensorProto::getName)
                .toList();
        assertThat(bytes).containsExactlyInAnyOrder("embedding.weight.int8", "encoder.l0/W.int8", "encoder.l0/R.int8");
        assertThat(small.proto().getGraph().getInitializerList().stream().map(TensorProto::getName))
                .contains("encoder.l0/B", "head.0.weight");
    }

    @Test
    void shrink_float32_isTheSameFile() {
        Network network = network(KnownCells.Gru.defaults());
        OnnxModel model = lowered(network, Parameters.initialize(network.parameters(), 3), 17);

        assertThat(SmallWeights.shrink(model, WeightFormat.FLOAT32)).isSameAs(model);
    }

    private static Network network(Cell cell) {
        ModelConfig config = ModelConfig.of(EncoderOptions.of(cell, HIDDEN).withBidirectional(true))
                .withEmbedding(16);
        return SequenceModel.build(config, new ModelInput.Tokens(30), 3, Network.Mode.WITH_STATES);
    }

    private static OnnxModel lowered(Network network, Tensors parameters, int opset) {
        return new Lowering("test", new OnnxOpset(opset))
                .activation(OutputActivation.SOFTMAX)
                .lower(network.graph(), parameters)
                .builder()
                .build();
    }
}
