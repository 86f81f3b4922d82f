package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Evaluation;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SequenceModelTest {
    private static final ModelInput TOKENS = new ModelInput.Tokens(6);

    private static ModelConfig config() {
        return ModelConfig.of(EncoderOptions.of(TestCells.GATED, 4)
                        .withLayers(2)
                        .withBidirectional(true)
                        .withDropout(0.25))
                .withEmbedding(3)
                .withHead(new HeadOptions(List.of(7), 0.5));
    }

    private static Map<String, Array64> values(Network network, int steps) {
        Map<String, Array64> values = new LinkedHashMap<>();
        values.putAll(Array64.of(Parameters.initialize(network.parameters(), 1)));
        double[] tokens = new double[steps * 2];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = i % 6;
        }
        values.put("tokens", new Array64(new int[] {steps, 2}, tokens));
        values.put("lengths", new Array64(new int[] {2}, new double[] {steps, 1}));
        return values;
    }

    @Test
    void build_inference_readsTokensAndLengthsOnly() {
        Network network = SequenceModel.build(config(), TOKENS, 5, Network.Mode.INFERENCE);
        assertThat(network.graph().inputs().stream().map(Input::label).toList())
                .containsExactlyInAnyOrder("tokens", "lengths");
        assertThat(network.graph().inputs().stream().map(Input::kind).toList())
                .containsExactlyInAnyOrder(Input.Kind.INDEX, Input.Kind.LENGTH);
        assertThat(network.outputSize()).isEqualTo(5);
        Array64 outputs = Interpreter.run(network.graph(), values(network, 4)).get("outputs");
        assertThat(Objects.requireNonNull(outputs).sizes()).containsExactly(2, 5);
    }

    @ParameterizedTest
    @EnumSource(Network.Mode.class)
    void parameters_everyMode_areTheSame(Network.Mode mode) {
        Network network = SequenceModel.build(config(), TOKENS, 5, mode);
        assertThat(network.parameterNames())
                .startsWith("embedding.weight", "encoder.l0.W_r")
                .endsWith("head.0.weight", "head.0.bias", "head.1.weight", "head.1.bias");
        assertThat(network.graph().parameters().stream().map(p -> p.label()).toList())
                .containsExactlyInAnyOrderElementsOf(network.parameterNames());
        long counted = Parameters.initialize(network.parameters(), 1).values().stream()
                .mapToLong(value -> value.array().length)
                .sum();
        assertThat(network.parameterCount()).isEqualTo(counted);
    }

    @Test
    void build_training_masksBetweenLayersAndInTheHead() {
        Network network = SequenceModel.build(config(), TOKENS, 5, Network.Mode.TRAINING);
        List<String> masks = new ArrayList<>();
        Evaluation.Random random = (purpose, keep, out) -> {
            masks.add(purpose + " " + keep);
            Arrays.fill(out, 1);
        };
        Array64 masked =
                Interpreter.run(network.graph(), values(network, 3), random).get("outputs");
        assertThat(masks)
                .containsExactlyInAnyOrder("encoder.l1.dropout 0.75", "head.0.dropout 0.5", "head.1.dropout 0.5");
        Network inference = SequenceModel.build(config(), TOKENS, 5, Network.Mode.INFERENCE);
        Array64 plain = Interpreter.run(inference.graph(), values(inference, 3)).get("outputs");
        assertThat(Objects.requireNonNull(masked).data())
                .containsExactly(Objects.requireNonNull(plain).data());
    }

    @Test
    void withStates_zeroStates_givesTheSameOutputsAndTheFinalStates() {
        Network plain = SequenceModel.build(config(), TOKENS, 5, Network.Mode.INFERENCE);
        Network network = SequenceModel.build(config(), TOKENS, 5, Network.Mode.WITH_STATES);
        Map<String, Array64> values = values(network, 3);
        network.states().keySet().forEach(name -> values.put("state." + name, Array64.zeros(2, 4)));
        Map<String, Array64> results = Interpreter.run(network.graph(), values);
        assertThat(results.keySet())
                .containsExactly(
                        "outputs",
                        "next_state.encoder.l0.h",
                        "next_state.encoder.l0_reverse.h",
                        "next_state.encoder.l1.h",
                        "next_state.encoder.l1_reverse.h");
        Map<String, Array64> expected = Interpreter.run(plain.graph(), values(plain, 3));
        assertThat(Objects.requireNonNull(results.get("outputs")).data())
                .containsExactly(Objects.requireNonNull(expected.get("outputs")).data());
    }

    @Test
    void build_features_readsThemWithoutAnEmbedding() {
        Network network = SequenceModel.build(config(), new ModelInput.Features(3), 1, Network.Mode.INFERENCE);
        assertThat(network.parameterNames()).noneMatch(name -> name.startsWith("embedding"));
        assertThat(network.graph().inputs().stream().map(Input::label)).contains("features");
    }

    @Test
    void embedding_paddingRow_beginsAsZeros() {
        Network network = SequenceModel.build(config(), TOKENS, 5, Network.Mode.INFERENCE);
        Tensor table = Parameters.initialize(network.parameters(), 1).get("embedding.weight");
        assertThat(Arrays.copyOf(table.array(), 3)).containsOnly(0);
        assertThat(Arrays.copyOfRange(table.array(), 3, 18)).doesNotContain(0);
    }

    @Test
    void initialize_aParameter_doesNotDependOnTheOthers() {
        Network small = SequenceModel.build(config(), TOKENS, 5, Network.Mode.INFERENCE);
        Network large = SequenceModel.build(
                config().withPooling(Pooling.MEAN).withHead(HeadOptions.defaults()), TOKENS, 9, Network.Mode.INFERENCE);
        assertThat(value(small, "encoder.l1.U_n")).containsExactly(value(large, "encoder.l1.U_n"));
    }

    private static float[] value(Network network, String name) {
        return Parameters.initialize(network.parameters(), 7).get(name).array();
    }

    @Test
    void config_badNumbers_throwNamingTheOption() {
        ModelConfig bad = ModelConfig.of(EncoderOptions.of(TestCells.SUM, 0))
                .withEmbedding(-1)
                .withHead(new HeadOptions(List.of(3, 0), 1.5));
        assertThatThrownBy(() -> SequenceModel.build(bad, TOKENS, 5, Network.Mode.INFERENCE))
                .hasMessageContaining("encoder.hidden must be at least 1, but was 0")
                .hasMessageContaining("embedding.size must be at least 1, but was -1")
                .hasMessageContaining("head.hidden must be at least 1, but was 0")
                .hasMessageContaining("head.dropout must be at least 0 and below 1, but was 1.5");
        assertThatThrownBy(() -> new ModelInput.Tokens(1)).hasMessageContaining("but has 1");
        assertThatThrownBy(() -> new ModelInput.Features(0)).hasMessageContaining("but has 0");
    }

    @Test
    void check_valuesOfAnotherModel_throwNamingTheParameter() {
        Network network = SequenceModel.build(config(), TOKENS, 5, Network.Mode.INFERENCE);
        Tensors values = Parameters.initialize(network.parameters(), 1);
        Parameters.check(network.parameters(), values);
        Tensors misshapen = values.with("head.1.bias", Tensor.zeros(6));
        assertThatThrownBy(() -> Parameters.check(network.parameters(), misshapen))
                .hasMessageContaining("'head.1.bias' must be [5], but its value is [6]");
    }
}
