package dev.sluice.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Labels;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.ImportOptions;
import dev.sluice.core.model.ImportedModel;
import dev.sluice.core.model.Initializers;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.StateDict;
import dev.sluice.core.tensor.Safetensors;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Validation;
import dev.sluice.export.KnownCells.Candidate;
import dev.sluice.export.KnownCells.Gru;
import dev.sluice.export.KnownCells.Lstm;
import dev.sluice.export.KnownCells.Rnn;
import dev.sluice.export.importer.TorchWeightsImporter;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against state dicts that PyTorch wrote: {@code importer/generate_torch_weights.py}. */
class SafetensorsExporterTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"gru", "lstm", "rnn", "lstmp"})
    void export_modelThatPyTorchSaved_writesPyTorchsFileAgain(String cell) throws IOException {
        Path golden = golden("torch_" + cell);
        ImportedModel imported = new TorchWeightsImporter().read(golden).model();

        export(trained(imported));

        Tensors written = Safetensors.read(folder.resolve("model.safetensors")).tensors();
        Tensors expected = Safetensors.read(golden).tensors().renamed(name -> name.replace("rnn.", "encoder."));
        assertThat(written.names()).containsExactlyInAnyOrderElementsOf(expected.names());
        assertThat(written.names().stream().filter(name -> name.startsWith("encoder.")))
                .containsExactlyElementsOf(expected.names().stream()
                        .filter(name -> name.startsWith("encoder."))
                        .toList());
        expected.forEach((name, tensor) -> {
            Tensor ours = written.get(name);
            assertThat(ours.shape()).as(name).isEqualTo(tensor.shape());
            // A gate's two biases are one number in Sluice where nothing tells them apart.
            if (!name.contains("bias_")) {
                assertThat(ours.array()).as(name).containsExactly(tensor.array());
            }
        });
    }

    @Test
    void export_cellsOfPyTorch_haveTheStateDictsValues() throws IOException {
        for (Cell cell : List.of(Gru.defaults(), new Lstm(), new Rnn(Candidate.TANH))) {
            TrainedModel model = trained(cell);
            export(model);

            Tensors expected = StateDict.toPyTorch(model.network(Network.Mode.INFERENCE), model.parameters());
            Tensors written =
                    Safetensors.read(folder.resolve("model.safetensors")).tensors();
            assertThat(written.names()).containsExactlyElementsOf(expected.names());
            expected.forEach((name, tensor) ->
                    assertThat(written.get(name).array()).as(name).containsExactly(tensor.array()));
        }
    }

    @Test
    void export_updateGateThatTakesTheNewState_isNegated() throws IOException {
        TrainedModel model = trained(new Gru(true, false, Candidate.TANH));
        ExportReport report = export(model);

        float[] joined = Objects.requireNonNull(Safetensors.read(folder.resolve("model.safetensors"))
                        .tensors()
                        .get("encoder.weight_ih_l0"))
                .array();
        float[] z = model.parameters().get("encoder.l0.W_z").array();
        for (int i = 0; i < z.length; i++) {
            assertThat(joined[z.length + i]).isEqualTo(-z[i]);
        }
        assertThat(report.summary()).contains("encoder.l0 as nn.GRU(2, 5)");
    }

    @Test
    void export_reluNetwork_saysHowToBuildIt() throws IOException {
        assertThat(export(trained(new Rnn(Candidate.RELU))).summary())
                .contains("encoder.l0 as nn.RNN(2, 5, nonlinearity='relu')");
    }

    @Test
    void export_projection_isPyTorchsProjSize() throws IOException {
        TrainedModel model = trained(new Projected());
        ExportReport report = export(model);

        Tensors written = Safetensors.read(folder.resolve("model.safetensors")).tensors();
        assertThat(report.summary()).contains("encoder.l0 as nn.LSTM(2, 5, proj_size=3)");
        assertThat(written.get("encoder.weight_hh_l0").shape()).isEqualTo(Shape.of(20, 3));
        assertThat(written.get("encoder.weight_hr_l0").array())
                .containsExactly(model.parameters().get("encoder.l0.W_p").array());
        assertThat(written.names()).noneMatch(name -> name.startsWith("encoder.l0."));
    }

    /** The LSTM of Sak et al. (2014). */
    private record Projected() implements Cell {
        @Override
        public void define(CellBuilder cell) {
            Expr x = cell.input();
            Expr h = cell.state("h", 3);
            Expr c = cell.state("c");
            Expr memory = Exprs.sigmoid(cell.linear("f", x, h))
                    .mul(c)
                    .add(Exprs.sigmoid(cell.linear("i", x, h)).mul(Exprs.tanh(cell.linear("g", x, h))));
            Expr shown = Exprs.sigmoid(cell.linear("o", x, h)).mul(Exprs.tanh(memory));
            cell.next("c", memory);
            cell.next(
                    "h",
                    shown.matmulTransposed(
                            cell.parameter("W_p", Dims.of(3, cell.hiddenSize()), new Initializers.GlorotUniform())));
        }
    }

    @Test
    void export_gatesThatLookAtTheMemory_areRefused() {
        assertThatThrownBy(() -> export(trained(cell -> {
                    Expr h = cell.state("h");
                    Expr c = cell.state("c");
                    Expr x = cell.input();
                    Expr look = cell.parameter("p", Dims.of(cell.hiddenSize()), new Initializers.Zeros());
                    Expr f = Exprs.sigmoid(cell.linear("f", x, h).add(look.mul(c)));
                    Expr memory = f.mul(c).add(f.oneMinus().mul(Exprs.tanh(cell.linear("g", x, h))));
                    cell.next("c", memory);
                    cell.next("h", Exprs.sigmoid(cell.linear("o", x, h)).mul(Exprs.tanh(memory)));
                })))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("encoder.l0: its gates have peepholes");
    }

    @Test
    void export_cellsThatPyTorchLacks_areRefusedByLayer() {
        assertThatThrownBy(() -> export(trained(new Gru(false, true, Candidate.TANH))))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("PyTorch has no module for encoder.l0: its reset gate is applied before");
        assertThatThrownBy(() -> export(trained(new Gru(true, true, Candidate.RELU))))
                .hasMessageContaining("encoder.l0: its activations are [Sigmoid, Relu]");
        assertThatThrownBy(() -> export(trained(cell -> {
                    Expr h = cell.state("h");
                    Expr f = Exprs.sigmoid(cell.linear("f", cell.input(), h));
                    Expr c = Exprs.tanh(cell.linear("c", cell.input(), f.mul(h)));
                    cell.next("h", h.add(f.mul(c.sub(h))));
                })))
                .hasMessageContaining("encoder.l0: its equations match none of nn.GRU, nn.LSTM and nn.RNN")
                .hasMessageContaining("best.safetensors");
        assertThat(folder).isEmptyDirectory();
    }

    private ExportReport export(TrainedModel model) throws IOException {
        return new SafetensorsExporter().export(model, Validation.none(), folder);
    }

    private static TrainedModel trained(Cell cell) {
        DataContract contract = DataContract.of(
                new InputEncoding.Series(new Scaler(List.of(0.0, 0.0), List.of(1.0, 1.0))),
                new TargetEncoding.Numbers(1));
        return trained(
                ModelConfig.of(EncoderOptions.of(cell, 5)), Optional.empty(), new ModelInput.Features(2), contract);
    }

    private static TrainedModel trained(ImportedModel imported) {
        TextConfig text = new TextConfig(TextConfig.Unit.CHARACTER, 1, 6, true, true);
        DataContract contract = DataContract.of(
                new InputEncoding.Text(text, Vocabulary.of(List.of("a", "b", "c", "d", "e", "f", "g"))),
                new ClassEncoding(Labels.of(List.of("x", "y")), ClassEncoding.Form.DISTRIBUTION));
        ModelConfig config = ModelConfig.of(EncoderOptions.of(Gru.defaults(), 4));
        assertThat(config.imported()).isEqualTo(ImportOptions.none());
        return trained(config, Optional.of(imported), new ModelInput.Tokens(9), contract);
    }

    private static TrainedModel trained(
            ModelConfig config, Optional<ImportedModel> imported, ModelInput input, DataContract contract) {
        Map<String, OutputActivation> none = Map.of("outputs", OutputActivation.NONE);
        TrainedModel blank = new TrainedModel(config, imported, List.of(input), contract, none, Tensors.of(), Map.of());
        Tensors parameters =
                Parameters.initialize(blank.network(Network.Mode.INFERENCE).parameters(), 3);
        return new TrainedModel(config, imported, List.of(input), contract, none, parameters, Map.of());
    }

    private static Path golden(String name) {
        try {
            return Path.of(Objects.requireNonNull(
                            SafetensorsExporterTest.class.getResource("importer/models/" + name + ".safetensors"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
