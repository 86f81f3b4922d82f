package dev.sluice.export.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Cell;
import dev.sluice.core.model.Direction;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.Merge;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Normalization;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.Pooling;
import dev.sluice.core.model.Regularization;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.model.Skip;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Validation;
import dev.sluice.export.KnownCells;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.proof.Proof;
import dev.sluice.export.proof.ProofGrid;
import dev.sluice.export.proof.ProofReport;
import dev.sluice.export.proof.ProofSubject;
import dev.sluice.export.proof.Tolerance;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every option of a stack and every pooling, in ONNX Runtime: what acts in training alone leaves no trace in the file. */
class StackExportTest {
    private static final ProofGrid GRID = new ProofGrid(List.of(1, 3), List.of(1, 6), 3);

    static Stream<Arguments> options() {
        EncoderOptions gru = EncoderOptions.of(KnownCells.Gru.defaults(), 4).withLayers(2);
        EncoderOptions own =
                EncoderOptions.of(new CustomCells.MinimalGated(), 4).withLayers(2);
        Regularization training = new Regularization(true, 0.2, 0.3, 0, 0, 0.4);
        return Stream.of(
                Arguments.of("backward", gru.withDirection(Direction.BACKWARD), Pooling.LAST, "GRU"),
                Arguments.of("sum", gru.withBidirectional(true).withMerge(Merge.SUM), Pooling.MAX, "GRU"),
                Arguments.of("mean", own.withBidirectional(true).withMerge(Merge.MEAN), Pooling.LAST, "Scan"),
                Arguments.of("residual", gru.withSkip(Skip.RESIDUAL, 1), Pooling.LAST, "GRU"),
                Arguments.of(
                        "residual, backward",
                        own.withSkip(Skip.RESIDUAL, 1).withDirection(Direction.BACKWARD),
                        Pooling.LAST,
                        "Scan"),
                Arguments.of("highway", gru.withBidirectional(true).withSkip(Skip.HIGHWAY, 2), Pooling.MEAN, "GRU"),
                Arguments.of("layer norm", gru.withNormalization(Normalization.LAYER), Pooling.LAST, "GRU"),
                Arguments.of(
                        "batch norm",
                        own.withNormalization(Normalization.BATCH).withBidirectional(true),
                        Pooling.LAST,
                        "Scan"),
                Arguments.of(
                        "zoneout",
                        gru.withRegularization(Regularization.none().withZoneout(0.1, 0)),
                        Pooling.LAST,
                        "Scan"),
                Arguments.of(
                        "zoneout of memory",
                        EncoderOptions.of(new KnownCells.Lstm(), 4)
                                .withRegularization(Regularization.none().withZoneout(0.1, 0.3)),
                        Pooling.LAST,
                        "Scan"),
                Arguments.of(
                        "in training alone",
                        gru.withRegularization(training).withDropout(0.5).withGradientClip(0.1),
                        Pooling.LAST,
                        "GRU"),
                Arguments.of("attention", gru.withBidirectional(true), Pooling.ATTENTION, "GRU"),
                Arguments.of("dot attention", own, Pooling.DOT_ATTENTION, "Scan"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("options")
    void lower_eachOption_isEqualInRuntime(String name, EncoderOptions options, Pooling pooling, String operator) {
        ModelConfig config = ModelConfig.of(options).withPooling(pooling);
        Network network = SequenceModel.build(config, new ModelInput.Features(4), 2, Network.Mode.WITH_STATES);
        Tensors parameters = Networks.parameters(network);
        // A variance is not negative.
        parameters.forEach((parameter, value) -> {
            for (int i = 0; parameter.endsWith("running_var") && i < value.array().length; i++) {
                value.array()[i] = 0.5f + Math.abs(value.array()[i]);
            }
        });
        OnnxModel model = new Lowering(name, OnnxOpset.DEFAULT)
                .activation(OutputActivation.SOFTMAX)
                .lower(network.graph(), parameters)
                .builder()
                .build();
        List<String> operators = new ArrayList<>();
        model.proto().getGraph().getNodeList().forEach(node -> operators.add(node.getOpType()));
        assertThat(operators).contains(operator);
        ProofSubject subject = ProofSubject.of(network.graph(), parameters, OutputActivation.SOFTMAX, Optional.empty());
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(model)) {
            ProofReport report = Proof.run(subject, session, GRID, Validation.none(), Tolerance.exactly(1e-4));
            assertThat(report.passed())
                    .as(() -> report.summary() + " " + report.differences())
                    .isTrue();
        }
    }

    static Stream<Arguments> trainingAlone() {
        Regularization training = new Regularization(true, 0.2, 0.3, 0, 0, 0.4);
        return Stream.<Cell>of(KnownCells.Gru.defaults(), new CustomCells.MinimalGated())
                .map(cell -> EncoderOptions.of(cell, 4).withLayers(2))
                .map(plain -> Arguments.of(
                        plain,
                        plain.withRegularization(training).withDropout(0.5).withGradientClip(0.1)));
    }

    @ParameterizedTest
    @MethodSource("trainingAlone")
    void lower_optionsOfTrainingAlone_giveTheFileThatIsWrittenWithoutThem(EncoderOptions plain, EncoderOptions with) {
        assertThat(bytes(with)).isEqualTo(bytes(plain));
    }

    private static byte[] bytes(EncoderOptions options) {
        Network network =
                SequenceModel.build(ModelConfig.of(options), new ModelInput.Features(4), 2, Network.Mode.WITH_STATES);
        return new Lowering("same", OnnxOpset.DEFAULT)
                .lower(network.graph(), Networks.parameters(network))
                .builder()
                .build()
                .proto()
                .toByteArray();
    }
}
