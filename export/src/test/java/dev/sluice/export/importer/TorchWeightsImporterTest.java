package dev.sluice.export.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.experiment.exchange.ImportedFile;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.model.ImportedModel;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.Initialization;
import dev.sluice.core.model.ParameterScope;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.tensor.Safetensors;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** State dicts that PyTorch wrote, with PyTorch's own outputs: see {@code generate_torch_weights.py}. */
class TorchWeightsImporterTest {
    @ParameterizedTest
    @ValueSource(strings = {"gru", "lstm", "rnn", "lstmp"})
    void read_stateDict_computesWhatPyTorchDid(String cell) throws IOException {
        ImportedFile file = new TorchWeightsImporter().read(resource("torch_" + cell + ".safetensors"));
        assertThat(file.prove().passed()).isTrue();

        JsonNode golden = JsonMapper.builder().build().readTree(Files.readString(resource("torch_" + cell + ".json")));
        int rows = golden.path("ids").size();
        int steps = golden.path("ids").path(0).size();
        Tensor tokens = Tensor.zeros(steps, rows);
        Tensor lengths = Tensor.zeros(rows);
        for (int row = 0; row < rows; row++) {
            lengths.set(steps, row);
            for (int t = 0; t < steps; t++) {
                tokens.set(golden.path("ids").path(row).path(t).intValue(), t, row);
            }
        }
        Tensor outputs = outputs(file.model(), tokens, lengths);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < 2; column++) {
                float expected =
                        (float) golden.path("outputs").path(row).path(column).doubleValue();
                assertThat(outputs.get(row, column)).isCloseTo(expected, within(2e-6f));
            }
        }
    }

    @Test
    void read_noRecurrentModule_saysWhatThereIs(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("dense.safetensors");
        new Safetensors(Tensors.of("fc.weight", Tensor.zeros(2, 3)), Map.of()).write(file);

        assertThatThrownBy(() -> new TorchWeightsImporter().read(file))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("one recurrent module")
                .hasMessageContaining("fc.weight");
    }

    @Test
    void read_matrixOfAnotherSize_namesItAndBothShapes(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("odd.safetensors");
        Tensors weights = Tensors.of("rnn.weight_ih_l0", Tensor.zeros(9, 3), "rnn.weight_hh_l0", Tensor.zeros(12, 4));
        new Safetensors(weights, Map.of()).write(file);

        assertThatThrownBy(() -> new TorchWeightsImporter().read(file))
                .hasMessageContaining("'rnn.weight_ih_l0' must be [12, 3], but is [9, 3]");
    }

    @Test
    void read_projection_isOneMatrixInAndOutOfTheLoop(@TempDir Path folder) throws IOException {
        ImportedFile file = new TorchWeightsImporter().read(resource("torch_lstmp.safetensors"));
        Path written = folder.resolve("model.onnx");
        file.write(written);
        ImportedFile again = new OnnxImporter().read(written);

        assertThat(again.prove().passed()).isTrue();
        assertThat(again.describe())
                .anySatisfy(
                        line -> assertThat(line).contains("encoder.l1: bidirectional LSTM projected to 3 features"));
        assertThat(names(again.model()))
                .contains("encoder.l0.W_p", "encoder.l1_reverse.W_p", "encoder.l0.U_i")
                .doesNotHaveDuplicates();
    }

    private static List<String> names(ImportedModel model) {
        ParameterScope scope = ParameterScope.root(Initialization.defaults());
        Expr valid = Expr.of(new Input("lengths", Dims.of(Dim.BATCH), Input.Kind.LENGTH));
        model.build(scope, OnnxNetwork.byName(model.inputs()), valid, InitialStates.ZEROS);
        return scope.declared().stream().map(ParameterSpec::name).toList();
    }

    @Test
    void read_projectionOfWhatIsNoLstm_isRefusedWithTheReason(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("projected.safetensors");
        Tensors weights = Tensors.of(
                "rnn.weight_ih_l0", Tensor.zeros(9, 3),
                "rnn.weight_hh_l0", Tensor.zeros(9, 2),
                "rnn.weight_hr_l0", Tensor.zeros(2, 3));
        new Safetensors(weights, Map.of()).write(file);

        assertThatThrownBy(() -> new TorchWeightsImporter().read(file))
                .hasMessageContaining("a projection is an LSTM's")
                .hasMessageContaining("[9, 2]");
    }

    private static Tensor outputs(ImportedModel model, Tensor tokens, Tensor lengths) {
        ParameterScope scope = ParameterScope.root(Initialization.defaults());
        Expr valid = Expr.of(new Input("lengths", Dims.of(Dim.BATCH), Input.Kind.LENGTH));
        ImportedModel.Result built = model.build(scope, OnnxNetwork.byName(model.inputs()), valid, InitialStates.ZEROS);
        Graph graph = new Graph(
                Map.of("outputs", built.outputs().values().iterator().next().values()));
        Tensors.Builder values = Parameters.initialize(scope.declared(), 1).toBuilder();
        values.put("tokens", tokens);
        values.put("lengths", Tensor.wrap(Shape.of(lengths.array().length), lengths.array()));
        return Plan.compile(graph, EngineOptions.defaults())
                .run(values.build(), RandomKey.NONE)
                .get("outputs");
    }

    private static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(TorchWeightsImporterTest.class.getResource("models/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
