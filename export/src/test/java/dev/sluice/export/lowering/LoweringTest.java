package dev.sluice.export.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.ExportConfig.Target;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Pooling;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.train.Loss;
import dev.sluice.core.train.Validation;
import dev.sluice.export.KnownCells.Candidate;
import dev.sluice.export.KnownCells.Gru;
import dev.sluice.export.KnownCells.Lstm;
import dev.sluice.export.KnownCells.Rnn;
import dev.sluice.export.lint.Advice;
import dev.sluice.export.lint.Linter;
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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole networks of every shape, written, run in ONNX Runtime and compared. */
class LoweringTest {
    private static final ProofGrid GRID = new ProofGrid(List.of(1, 3), List.of(1, 7), 3);
    private static final double TOLERANCE = 1e-5;

    static Stream<Arguments> cells() {
        List<Arguments> cells = new ArrayList<>();
        for (boolean after : new boolean[] {true, false}) {
            for (boolean keep : new boolean[] {true, false}) {
                for (Candidate candidate : Candidate.values()) {
                    cells.add(Arguments.of(new Gru(after, keep, candidate), "GRU"));
                }
            }
        }
        cells.add(Arguments.of(new Lstm(), "LSTM"));
        cells.add(Arguments.of(new Rnn(Candidate.TANH), "RNN"));
        cells.add(Arguments.of(new Rnn(Candidate.RELU), "RNN"));
        cells.add(Arguments.of(new CustomCells.Memory(), "LSTM"));
        cells.add(Arguments.of(new CustomCells.MinimalGated(), "Scan"));
        cells.add(Arguments.of(new CustomCells.Counting(), "Scan"));
        cells.add(Arguments.of(new CustomCells.Peephole(), "LSTM"));
        return cells.stream();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void lower_everyCell_isEqualInRuntime(Cell cell, String operator) {
        for (Pooling pooling : Pooling.values()) {
            Network network = Networks.of(cell, 1, false, pooling, Networks.TOKENS);
            assertThat(operators(prove(network, OnnxOpset.DEFAULT))).containsOnlyOnce(operator);
        }
        Network both = Networks.of(cell, 2, true, Pooling.LAST, Networks.FEATURES);
        List<String> operators = operators(prove(both, OnnxOpset.DEFAULT));
        int loops = operator.equals("Scan") ? 4 : 2;
        assertThat(operators.stream().filter(operator::equals)).hasSize(loops);
    }

    @Test
    void lower_everyOpset_isEqualInRuntime() {
        for (int opset : new int[] {14, 17, 22}) {
            for (Cell cell : List.of(Gru.defaults(), new Lstm(), new CustomCells.Counting())) {
                for (ModelInput input : List.of(Networks.TOKENS, Networks.FEATURES)) {
                    prove(Networks.of(cell, 2, true, Pooling.MEAN, input), new OnnxOpset(opset));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ORT_CPU,LSTM,true", "ORT_CUDA,LSTM,false", "ORT_WEB,LSTM,false",
        "TENSORRT,LSTM,false", "TRACT,LSTM,false", "OPENVINO,Scan,false"
    })
    void lower_peepholesAndCoupledGates_takesTheFormThatTheTargetReads(
            Target target, String operator, boolean attribute) {
        Network network = Networks.of(new CustomCells.Peephole(), 1, true, Pooling.LAST, Networks.FEATURES);
        OnnxModel model = prove(network, OnnxOpset.DEFAULT, target);
        assertThat(operators(model)).contains(operator);
        assertThat(attributes(model).contains("input_forget")).isEqualTo(attribute);
        assertThat(Linter.lint(model, target)).noneMatch(Advice::isFatal);
    }

    @Test
    void lower_functionsThatTheTargetIgnores_isALoopThere() {
        Network network = Networks.of(new Gru(true, true, Candidate.RELU), 1, false, Pooling.LAST, Networks.FEATURES);
        assertThat(operators(prove(network, OnnxOpset.DEFAULT, Target.TRACT))).contains("Scan");
        assertThat(operators(prove(network, OnnxOpset.DEFAULT, Target.OPENVINO)))
                .contains("GRU");

        Cell linear = cell -> {
            Expr h = cell.state("h");
            cell.next("h", cell.linear("h", cell.input(), h));
        };
        Network identity = Networks.of(linear, 1, false, Pooling.LAST, Networks.FEATURES);
        assertThat(operators(prove(identity, OnnxOpset.DEFAULT, Target.ORT_CPU)))
                .contains("RNN");
        assertThat(operators(prove(identity, OnnxOpset.DEFAULT, Target.TENSORRT)))
                .contains("Scan");
    }

    private static OnnxModel prove(Network network, OnnxOpset opset) {
        return prove(network, opset, Target.ORT_CPU);
    }

    private static OnnxModel prove(Network network, OnnxOpset opset, Target target) {
        Map<String, Tensor> parameters = Networks.parameters(network);
        OnnxModel model = new Lowering("test", opset)
                .target(target)
                .activation(Loss.Activation.SOFTMAX)
                .lower(network.graph(), parameters)
                .builder()
                .build();
        ProofSubject subject = ProofSubject.of(network.graph(), parameters, Loss.Activation.SOFTMAX, Optional.empty());
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(model)) {
            ProofReport report = Proof.run(subject, session, GRID, Validation.none(), Tolerance.exactly(TOLERANCE));
            assertThat(report.passed())
                    .as(() -> report.summary() + " " + report.differences())
                    .isTrue();
        }
        return model;
    }

    private static List<String> attributes(OnnxModel model) {
        return model.proto().getGraph().getNodeList().stream()
                .flatMap(node -> node.getAttributeList().stream())
                .map(attribute -> attribute.getName())
                .toList();
    }

    private static List<String> operators(OnnxModel model) {
        return model.proto().getGraph().getNodeList().stream()
                .map(node -> node.getOpType())
                .toList();
    }
}
