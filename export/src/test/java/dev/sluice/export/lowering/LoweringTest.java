package dev.sluice.export.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Pooling;
import dev.sluice.export.KnownCells.Candidate;
import dev.sluice.export.KnownCells.Gru;
import dev.sluice.export.KnownCells.Lstm;
import dev.sluice.export.KnownCells.Rnn;
import dev.sluice.export.lint.Advice;
import dev.sluice.export.lint.Linter;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.targets.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole networks of every shape, written, run in ONNX Runtime and compared. */
class LoweringTest {
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
        return ProvenLoop.of(network, opset, target);
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
