package dev.sluice.cells;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.graph.rewrite.OneStep;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.HeadSize;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.proof.DataRange;
import dev.sluice.export.proof.ProofSubject;
import dev.sluice.export.proof.StepProof;
import dev.sluice.export.proof.Tolerance;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each cell one step at a time, those too that read more than the sequence or whose output is no state. */
class StreamingCellsTest {
    static Stream<Arguments> cells() {
        Stream<Arguments> plain = RandomCell.ids().stream()
                .filter(id -> !List.of("ggnn", "gru-d", "time-lstm").contains(id))
                .map(id -> Arguments.of(RandomCell.preset(id), List.of(), List.of("features")));
        Stream<Arguments> withMore = Stream.of(
                Arguments.of(new GruD(), List.of(), List.of("features", "mask", "delta")),
                Arguments.of(TimeLstm.defaults(), List.of(), List.of("features", "gap")),
                Arguments.of(
                        new Ggnn(2, 1, 2),
                        List.of(new ModelInput.Static("adjacency", 4)),
                        List.of("features", "adjacency")));
        return Stream.concat(plain, withMore);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void oneStep_eachCell_isTheWholeModelSoFar(Cell cell, List<ModelInput> more, List<String> reads) {
        ModelConfig config = ModelConfig.of(EncoderOptions.of(cell, 4));
        List<ModelInput> inputs = Stream.concat(Stream.of(new ModelInput.Features(4)), more.stream())
                .toList();
        Network network = SequenceModel.build(
                config, inputs, HeadSize.points(Map.of(Network.OUTPUTS, 2)), Network.Mode.WITH_STATES);
        Tensors parameters = Parameters.initialize(network.parameters(), 7);
        OnnxModel step = new Lowering("test", OnnxOpset.DEFAULT)
                .activation(OutputActivation.SOFTMAX)
                .lower(OneStep.of(network.graph()), parameters)
                .builder()
                .build();

        ProofSubject whole = ProofSubject.of(network.graph(), parameters, OutputActivation.SOFTMAX, Optional.empty());
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(step)) {
            assertThat(session.inputs().keySet()).containsAll(reads).doesNotContain("lengths");
            StepProof.Report report = StepProof.run(whole, new DataRange(), session, Tolerance.ofRounding(), 1);
            assertThat(report.passed()).as(() -> report.toString()).isTrue();
        }
    }
}
