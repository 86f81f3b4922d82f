package dev.sluice.cells;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.HeadSize;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.Pooling;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Validation;
import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.proof.Proof;
import dev.sluice.export.proof.ProofGrid;
import dev.sluice.export.proof.ProofReport;
import dev.sluice.export.proof.ProofSubject;
import dev.sluice.export.proof.Tolerance;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each cell in two layers and both directions, written as ONNX, run in ONNX Runtime and compared. */
class CatalogueExportTest {
    private static final ProofGrid GRID = new ProofGrid(List.of(3), List.of(1, 6), 3);

    static Stream<Arguments> cells() {
        Stream<Arguments> operators = Stream.of(
                Arguments.of(Irnn.defaults(), "RNN"),
                Arguments.of(Gru.defaults(), "GRU"),
                Arguments.of(Gru.defaults().withReset(Gru.Reset.COMPLEMENT), "GRU"),
                // With weights of zero for what their gates do not see.
                Arguments.of(new Gru1(), "GRU"),
                Arguments.of(new Gru2(), "GRU"),
                // With its input through a matrix, as here, it is a GRU with the reset before the product.
                Arguments.of(new Mut2(), "GRU"),
                Arguments.of(Lstm.defaults(), "LSTM"),
                Arguments.of(Lstm.defaults().withPeephole(true), "LSTM"),
                Arguments.of(Lstm.defaults().withCoupled(true), "LSTM"),
                Arguments.of(Lstm.defaults().withPeephole(true).withCoupled(true), "LSTM"));
        Stream<Cell> loops = Stream.of(
                new Atr(),
                FastGrnn.defaults(),
                new FastGrnn(2, 2),
                Gru.defaults().withReset(Gru.Reset.RESULT),
                new Gru3(),
                IndRnn.defaults(),
                Janet.defaults(),
                LayerNormGru.defaults(),
                LayerNormLstm.defaults(),
                Lstm.defaults().withProjection(2),
                Lstm.defaults().withPeephole(true).withProjection(2),
                Mgu.defaults(),
                MinGru.defaults(),
                new MinGru(MinimalCandidate.POSITIVE),
                MinLstm.defaults(),
                new Mlstm(2, 1),
                new Mut1(),
                new Mut3(),
                new PhasedLstm(1, 4, 0.5, 0.001),
                Qrnn.defaults(),
                Ran.defaults(),
                RecurrentHighway.defaults(),
                Slstm.defaults(),
                Sru.defaults(),
                TimeLstm.defaults(),
                new Lmu(4, 6),
                Ugrnn.defaults());
        return Stream.concat(operators, loops.map(cell -> Arguments.of(cell, "Scan")));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void lower_eachCell_isEqualInRuntime(Cell cell, String operator) {
        prove(cell, operator, 2, List.of(new ModelInput.Features(3)));
    }

    @Test
    void lower_cellsThatReadMore_isEqualInRuntime() {
        prove(new GruD(), "Scan", 1, List.of(new ModelInput.Features(3)));
        prove(new Ggnn(3, 1, 2), "Scan", 1, List.of(new ModelInput.Features(6), new ModelInput.Static("adjacency", 9)));
    }

    private static void prove(Cell cell, String operator, int layers, List<ModelInput> inputs) {
        ModelConfig config = ModelConfig.of(
                        EncoderOptions.of(cell, 4).withLayers(layers).withBidirectional(true))
                .withPooling(Pooling.LAST);
        Network network = SequenceModel.build(
                config, inputs, HeadSize.points(Map.of(Network.OUTPUTS, 2)), Network.Mode.WITH_STATES);
        Tensors parameters = parameters(network);
        OnnxModel model = new Lowering("test", OnnxOpset.DEFAULT)
                .activation(OutputActivation.SOFTMAX)
                .lower(network.graph(), parameters)
                .builder()
                .build();
        assertThat(model.proto().getGraph().getNodeList())
                .anySatisfy(node -> assertThat(node.getOpType()).isEqualTo(operator));
        ProofSubject subject = ProofSubject.of(network.graph(), parameters, OutputActivation.SOFTMAX, Optional.empty());
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(model)) {
            ProofReport report = Proof.run(subject, session, GRID, Validation.none(), Tolerance.ofRounding());
            assertThat(report.passed())
                    .as(() -> report.summary() + " " + report.differences())
                    .isTrue();
        }
    }

    /** Away from zeros and ones, so that a forgotten parameter shows. */
    private static Tensors parameters(Network network) {
        Tensors values = Parameters.initialize(network.parameters(), 7);
        values.forEach((name, tensor) -> {
            CounterRandom random = CounterRandom.of(7, "test." + name, 0);
            for (int i = 0; i < tensor.array().length; i++) {
                tensor.array()[i] += random.normal(i) * 0.3f;
            }
        });
        return values;
    }
}
