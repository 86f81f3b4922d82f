package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Evaluation;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.graph.gradient.Gradients;
import dev.sluice.core.graph.reference.FiniteDifferences;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CharacterEncoderTest {
    private static final CharacterOptions OPTIONS = new CharacterOptions(5, 4, 3, 20, 0);
    /** Words of 3, 1, 4 and 0 characters: two steps, two rows. */
    private static final int[][] WORDS = {{2, 3, 4}, {5}, {4, 4, 1, 2}, {}};

    private static ParameterScope scope() {
        return ParameterScope.root(Initialization.defaults()).child("characters");
    }

    private static ModelInput.Characters input(int length) {
        return new ModelInput.Characters("tokens.characters", 6, length);
    }

    private static Map<String, Array64> values(ParameterScope scope, int length) {
        Map<String, Array64> values = new LinkedHashMap<>(Array64.of(Parameters.initialize(scope.declared(), 3)));
        Array64 bias = Objects.requireNonNull(values.get("characters.conv.bias"));
        for (int i = 0; i < bias.data().length; i++) {
            bias.data()[i] = 0.125 * (i - 2);
        }
        Array64 numbers = Array64.zeros(2, 2, length);
        for (int word = 0; word < WORDS.length; word++) {
            for (int i = 0; i < WORDS[word].length; i++) {
                numbers.data()[word * length + i] = WORDS[word][i];
            }
        }
        values.put("tokens.characters", numbers);
        return values;
    }

    private static Graph graph(ParameterScope scope, int length) {
        Expr features = new CharacterEncoder(OPTIONS).build(scope, input(length), false);
        return new Graph(Map.of("features", features, "sum", Expr.of(new SumTo(Dims.SCALAR), features.mul(features))));
    }

    private static double[] features(int length) {
        ParameterScope scope = scope();
        Graph graph = graph(scope, length);
        return Objects.requireNonNull(
                        Interpreter.run(graph, values(scope, length)).get("features"))
                .data();
    }

    /** The largest value of each feature over the places of a word, written out. */
    private static double[] written(int word) {
        ParameterScope scope = scope();
        graph(scope, 4);
        Map<String, Array64> values = values(scope, 4);
        double[] table =
                Objects.requireNonNull(values.get("characters.table.weight")).data();
        double[] kernel =
                Objects.requireNonNull(values.get("characters.conv.weight")).data();
        double[] bias =
                Objects.requireNonNull(values.get("characters.conv.bias")).data();
        double[] largest = new double[OPTIONS.channels()];
        for (int place = 0; place < WORDS[word].length; place++) {
            for (int n = 0; n < largest.length; n++) {
                double sum = bias[n];
                for (int k = 0; k < 3; k++) {
                    int at = place + k - 1;
                    for (int e = 0; e < 4 && at >= 0 && at < WORDS[word].length; e++) {
                        sum += kernel[(n * 3 + k) * 4 + e] * table[WORDS[word][at] * 4 + e];
                    }
                }
                largest[n] = Math.max(largest[n], sum);
            }
        }
        return largest;
    }

    @Test
    void build_words_areTheLargestValuesOfTheKernel() {
        double[] features = features(4);

        for (int word = 0; word < WORDS.length; word++) {
            double[] own = java.util.Arrays.copyOfRange(features, word * 5, word * 5 + 5);
            assertThat(own).as("word %s", word).containsExactly(written(word), within(1e-12));
        }
    }

    @Test
    void build_moreRoomThanAWordHas_changesNothing() {
        assertThat(features(9)).containsExactly(features(4), within(1e-12));
    }

    @Test
    void build_gradient_agreesWithDifferences() {
        ParameterScope scope = scope();
        Graph graph = graph(scope, 4);
        Map<String, Array64> values = values(scope, 4);
        List<String> leaves = List.of("characters.table.weight", "characters.conv.weight", "characters.conv.bias");
        Map<String, Array64> exact = Interpreter.run(Gradients.extend(graph, "sum", leaves), values);
        for (String leaf : leaves) {
            Array64 differences = FiniteDifferences.gradient(graph, "sum", leaf, values, Evaluation.Random.NONE, 1e-6);
            assertThat(Objects.requireNonNull(exact.get("grad." + leaf)).data())
                    .as(leaf)
                    .containsExactly(differences.data(), within(1e-7));
        }
    }

    @Test
    void engine_features_areThoseOfTheReference() {
        ParameterScope scope = scope();
        Graph graph = graph(scope, 4);
        Tensors engine =
                Plan.compile(graph, EngineOptions.defaults()).run(Array64.toTensors(values(scope, 4)), RandomKey.NONE);
        assertThat(Array64.of(engine.get("features")).data()).containsExactly(features(4), within(1e-5));
    }

    private static ModelConfig spelled() {
        ModelConfig config = ModelConfig.of(EncoderOptions.of(TestCells.GATED, 4));
        return OptionRecords.with(
                config, "embedding", OptionRecords.with(new EmbeddingOptions(3), "characters", CharacterOptions.of(7)));
    }

    @Test
    void model_wordsWithCharacters_readsBothAndCountsTheirFeatures() {
        ModelInput words = new ModelInput.Tokens("tokens", 6, Optional.of(input(8)));

        Network network = SequenceModel.build(spelled(), words, 2, Network.Mode.INFERENCE);

        assertThat(network.inputs().stream().map(ModelInput::name).toList())
                .containsExactly("tokens", "tokens.characters");
        assertThat(network.parameterNames())
                .contains(
                        "embedding.weight",
                        "embedding.characters.table.weight",
                        "embedding.characters.conv.weight",
                        "embedding.characters.conv.bias");
    }

    @Test
    void model_seriesWithCharacters_isRefused() {
        assertThatThrownBy(() -> SequenceModel.build(spelled(), new ModelInput.Features(2), 2, Network.Mode.INFERENCE))
                .isInstanceOf(ModelConfigException.class)
                .hasMessageContaining("embedding.characters")
                .hasMessageContaining("[features]");
    }
}
