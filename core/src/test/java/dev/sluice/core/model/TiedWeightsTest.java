package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Evaluation;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.graph.gradient.Gradients;
import dev.sluice.core.graph.reference.FiniteDifferences;
import dev.sluice.core.graph.reference.Interpreter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A head that scores tokens by the rows that they are read by. */
class TiedWeightsTest {
    private static final int VOCABULARY = 6;

    private static Network network(ModelInput input, int embedding, int outputs, boolean tied) {
        ModelConfig config = ModelConfig.of(EncoderOptions.of(TestCells.GATED, 4))
                .withEmbedding(embedding)
                .withHead(HeadOptions.defaults().withTied(tied));
        return SequenceModel.build(config, input, outputs, Network.Mode.INFERENCE);
    }

    private static Map<String, Array64> values(Network network) {
        Map<String, Array64> values = new LinkedHashMap<>();
        values.putAll(Array64.of(Parameters.initialize(network.parameters(), 1)));
        values.put("tokens", new Array64(new int[] {3, 2}, new double[] {1, 2, 3, 4, 5, 0}));
        values.put("lengths", new Array64(new int[] {2}, new double[] {3, 2}));
        return values;
    }

    @Test
    void withTied_headAtEveryStepOfAnInput_keepsTheRest() {
        HeadOptions head = new HeadOptions(List.of(4), 0.1, HeadOptions.At.EVERY_STEP, "words", false);
        assertThat(head.withTied(true))
                .isEqualTo(new HeadOptions(List.of(4), 0.1, HeadOptions.At.EVERY_STEP, "words", true));
    }

    @Test
    void tied_headOfTheVocabulary_isTheUntiedOneWithTheTableForWeights() {
        Network tied = network(new ModelInput.Tokens(VOCABULARY), 4, VOCABULARY, true);
        Network untied = network(new ModelInput.Tokens(VOCABULARY), 4, VOCABULARY, false);
        assertThat(tied.parameterNames()).contains("head.0.bias").doesNotContain("head.0.weight");
        assertThat(untied.parameterCount() - tied.parameterCount()).isEqualTo(4L * VOCABULARY);
        Map<String, Array64> values = values(tied);
        Map<String, Array64> same = new LinkedHashMap<>(values);
        same.put("head.0.weight", Objects.requireNonNull(values.get("embedding.weight")));
        assertThat(outputs(tied, values)).containsExactly(outputs(untied, same));
    }

    private static double[] outputs(Network network, Map<String, Array64> values) {
        return Objects.requireNonNull(Interpreter.run(network.graph(), values).get(Network.OUTPUTS))
                .data();
    }

    @Test
    void tied_gradient_isTheSumOfBothUses() {
        Network network = network(new ModelInput.Tokens(VOCABULARY), 4, VOCABULARY, true);
        Expr loss = Expr.of(new SumTo(Dims.SCALAR), Exprs.tanh(network.outputs()));
        Graph graph = new Graph(Map.of("loss", loss));
        Map<String, Array64> values = values(network);
        double[] gradient = Objects.requireNonNull(
                        Interpreter.run(Gradients.extend(graph, "loss", List.of("embedding.weight")), values)
                                .get("grad.embedding.weight"))
                .data();
        double[] expected = FiniteDifferences.gradient(
                        graph, "loss", "embedding.weight", values, Evaluation.Random.NONE, 1e-5)
                .data();
        assertThat(gradient).containsExactly(expected, within(1e-8));
        assertThat(gradient).as("also the row of padding is scored").doesNotContain(0.0);
    }

    @Test
    void tied_otherSizes_areRefusedWithBoth() {
        assertThatThrownBy(() -> network(new ModelInput.Tokens(VOCABULARY), 3, VOCABULARY, true))
                .isInstanceOf(ModelConfigException.class)
                .hasMessageContaining("table [6, 3] can score 6 outputs from 4 features only if it is [6, 4]");
        assertThatThrownBy(() -> network(new ModelInput.Tokens(VOCABULARY), 4, 2, true))
                .hasMessageContaining("only if it is [2, 4]");
        assertThatThrownBy(() -> network(new ModelInput.Features(3), 4, 2, true))
                .hasMessageContaining("the input is numbers");
    }
}
