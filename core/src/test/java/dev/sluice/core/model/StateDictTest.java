package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateDictTest {
    private static Network network(Cell cell) {
        EncoderOptions encoder = EncoderOptions.of(cell, 2).withLayers(2).withBidirectional(true);
        Initializer random = new Initializers.Normal(1);
        ModelConfig config =
                ModelConfig.of(encoder).withInitialization(new Initialization(random, random, random, List.of(random)));
        return SequenceModel.build(config, new ModelInput.Tokens(5), 3, Network.Mode.INFERENCE);
    }

    @Test
    void toPyTorch_gatedCell_hasTorchsNamesAndShapes() {
        Network network = network(TestCells.GATED);
        Tensors state = StateDict.toPyTorch(network, Parameters.initialize(network.parameters(), 1));
        Map<String, String> shapes = new LinkedHashMap<>();
        state.forEach((name, tensor) -> shapes.put(name, tensor.shape().toString()));
        assertThat(shapes)
                .containsEntry("embedding.weight", "[5, 64]")
                .containsEntry("encoder.weight_ih_l0", "[4, 64]")
                .containsEntry("encoder.weight_hh_l0", "[4, 2]")
                .containsEntry("encoder.bias_ih_l0_reverse", "[4]")
                .containsEntry("encoder.weight_ih_l1", "[4, 4]")
                .containsEntry("encoder.bias_hh_l1_reverse", "[4]")
                .containsEntry("head.0.weight", "[3, 4]")
                .containsEntry("head.0.bias", "[3]")
                .hasSize(3 + 4 * 4);
    }

    @Test
    void toPyTorch_gates_standInOrderOfDeclaration() {
        Network network = network(TestCells.GATED);
        Tensors parameters = Parameters.initialize(network.parameters(), 1);
        Tensors state = StateDict.toPyTorch(network, parameters);
        Tensor joined = state.get("encoder.weight_hh_l0");
        Tensor r = parameters.get("encoder.l0.U_r");
        Tensor n = parameters.get("encoder.l0.U_n");
        assertThat(joined.array())
                .containsExactly(
                        r.get(0, 0),
                        r.get(0, 1),
                        r.get(1, 0),
                        r.get(1, 1),
                        n.get(0, 0),
                        n.get(0, 1),
                        n.get(1, 0),
                        n.get(1, 1));
        Tensor own = parameters.get("encoder.l0.bh_n");
        assertThat(state.get("encoder.bias_hh_l0").array()).containsExactly(0, 0, own.get(0), own.get(1));
    }

    @Test
    void fromPyTorch_ofToPyTorch_givesTheSameBits() {
        Network network = network(TestCells.GATED);
        Tensors parameters = Parameters.initialize(network.parameters(), 1);
        Tensors back = StateDict.fromPyTorch(network, StateDict.toPyTorch(network, parameters));
        assertThat(List.copyOf(back.names())).isEqualTo(network.parameterNames());
        back.forEach((name, value) -> assertThat(value.array())
                .as(name)
                .containsExactly(parameters.get(name).array()));
    }

    @Test
    void fromPyTorch_bothBiases_areAddedWhereTheGateHasOne() {
        Network network = network(TestCells.GATED);
        Tensors state = StateDict.toPyTorch(network, Parameters.initialize(network.parameters(), 1));
        state.get("encoder.bias_ih_l0")
                .setInPlace(Tensor.wrap(dev.sluice.core.tensor.Shape.of(4), new float[] {1, 2, 3, 4}));
        state.get("encoder.bias_hh_l0")
                .setInPlace(Tensor.wrap(dev.sluice.core.tensor.Shape.of(4), new float[] {10, 20, 30, 40}));
        Tensors parameters = StateDict.fromPyTorch(network, state);
        assertThat(parameters.get("encoder.l0.b_r").array()).containsExactly(11, 22);
        assertThat(parameters.get("encoder.l0.b_n").array()).containsExactly(3, 4);
        assertThat(parameters.get("encoder.l0.bh_n").array()).containsExactly(30, 40);
    }

    @Test
    void cellWithOddGates_keepsItsNames() {
        Cell odd = cell -> {
            Expr h = cell.state("h");
            Expr f = Exprs.sigmoid(cell.fromInput("f", cell.input()));
            Expr scale = cell.parameter("scale", Dims.of(2), new Initializers.Constant(2));
            cell.next("h", f.mul(h).mul(scale));
        };
        Network network = network(odd);
        Tensors parameters = Parameters.initialize(network.parameters(), 1);
        Tensors state = StateDict.toPyTorch(network, parameters);
        assertThat(state.names()).containsExactlyElementsOf(network.parameterNames());
        assertThat(StateDict.fromPyTorch(network, state).values()).containsExactlyElementsOf(parameters.values());
    }

    @Test
    void fromPyTorch_missingOrMisshapen_throwsNamingTheTensor() {
        Network network = network(TestCells.GATED);
        Tensors state = StateDict.toPyTorch(network, Parameters.initialize(network.parameters(), 1));
        Tensors missing = state.only(name -> !name.equals("encoder.weight_hh_l1"));
        assertThatThrownBy(() -> StateDict.fromPyTorch(network, missing))
                .hasMessageContaining("'encoder.weight_hh_l1'")
                .hasMessageContaining("another model");
        Tensors misshapen = state.with("encoder.weight_hh_l1", Tensor.zeros(6, 2));
        assertThatThrownBy(() -> StateDict.fromPyTorch(network, misshapen))
                .hasMessageContaining("[4, 2], but it is [6, 2]");
        Tensors more = state.with("head.1.weight", Tensor.zeros(1));
        assertThatThrownBy(() -> StateDict.fromPyTorch(network, more)).hasMessageContaining("[head.1.weight]");
    }
}
