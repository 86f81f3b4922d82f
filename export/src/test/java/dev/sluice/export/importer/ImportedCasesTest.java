package dev.sluice.export.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.SeriesConfig;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.ImportedFile;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Input;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.ImportOptions;
import dev.sluice.core.model.ImportedModel;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.Initialization;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelConfigException;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.ParameterScope;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Validation;
import dev.sluice.core.train.loss.Loss;
import dev.sluice.export.KnownCells;
import dev.sluice.export.OnnxExporter;
import dev.sluice.export.model.OnnxOptions;
import dev.sluice.export.proof.ProofGrid;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small files after situations that people met with other programs: taken, proven, trained on and exported again. */
class ImportedCasesTest {
    private static final ProofGrid GRID = new ProofGrid(List.of(1, 3), List.of(1, 5), 1);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amp_learned_state",
                "autoencoder_fixed_repeat",
                "conv1d_front",
                "forgot_batch_first_all",
                "isaaclab_gru_policy",
                "keras2onnx_mask_lengths",
                "keras_embedding_float_input",
                "norm_over_time_first",
                "packed_gather_last",
                "sb3_recurrent_ppo",
                "seq2seq_encoder_decoder",
                "sigmoid_regression",
                "store_id_static",
                "tied_passes",
                "variance_first",
                "weekday_static"
            })
    void export_afterTraining_isEqualAndComesBack(String name) throws IOException {
        ImportedFile file = read(name);
        assertThat(file.prove().passed()).isTrue();

        TrainedModel trained = trained(file.model(), "", Loss.Activation.NONE);
        ExportReport report = export(trained);
        assertThat(report.passed()).as(() -> report.summary().toString()).isTrue();
        ImportedFile again = new OnnxImporter().read(folder.resolve("model.onnx"));
        assertThat(again.prove().passed()).isTrue();
        assertThat(again.model().inputs()).isNotEmpty();
    }

    @Test
    void read_wholeNumberForEachRow_isACategoryOfWhichAllAreTried() throws IOException {
        ImportedFile file = read("store_id_static");

        assertThat(file.model().inputs())
                .containsExactly(new ModelInput.Features("series", 2), new ModelInput.Category("store", 200));
        assertThat(file.describe()).contains("input   'store' [B] categories");
        assertThat(file.prove().json()).contains("rows from 0 for store", "rows from 192 for store");
    }

    @Test
    void build_regressionWithALastSigmoid_keepsTheSigmoid() throws IOException {
        ImportedModel model = read("sigmoid_regression").model();

        assertThat(network(model, "", Loss.Activation.NONE).outputs().op().name())
                .isEqualTo("SIGMOID");
        assertThat(network(model, "", Loss.Activation.SIGMOID).outputs().op().name())
                .isNotEqualTo("SIGMOID");
    }

    @Test
    void build_layerThatRunsThreeTimes_hasOneSetOfWeights() throws IOException {
        Network network = network(read("tied_passes").model(), "", Loss.Activation.NONE);

        // Two biases of 16 are one here, since gates see only their sum.
        assertThat(network.parameterCount()).isEqualTo(165 - 16);
        assertThat(network.parameterNames()).noneMatch(name -> name.startsWith("encoder.l1"));
        assertThat(network.states()).hasSize(6);
    }

    @Test
    void build_severalOutputs_asksWhichOneAndKeepsTheOthers() throws IOException {
        ImportedModel model = read("variance_first").model();

        assertThatThrownBy(() -> network(model, "", Loss.Activation.NONE))
                .isInstanceOf(ModelConfigException.class)
                .hasMessageContaining("import.answer: the file has the outputs sigma, mu, of which sigma and mu fit");
        Network network = network(model, "mu", Loss.Activation.NONE);
        assertThat(network.extras()).containsOnlyKeys("sigma");
        assertThat(network.parameters())
                .filteredOn(spec -> spec.role() == ParameterSpec.Role.FIXED)
                .extracting(ParameterSpec::name)
                .containsExactly("b.weight", "b.bias");
    }

    @Test
    void describe_axisCalledBatchThatLayersRunOver_isNoted() throws IOException {
        assertThat(read("forgot_batch_first_all").describe())
                .anyMatch(line ->
                        line.startsWith("note    axis 0 of 'x' is called 'batch_size', but the layers run over it"));
    }

    @Test
    void describe_sequencesOfTheirOwnLengths_saysThatTheyAreEquallyLongHere() throws IOException {
        assertThat(read("seq2seq_encoder_decoder").describe())
                .anyMatch(line ->
                        line.contains("the sequences 'past', 'future' may differ in length in the file (tp, tf)"));
    }

    @Test
    void read_fileOfOneStep_becomesALoopThatAnswersAtEveryStep() throws IOException {
        Network network = network(read("sb3_recurrent_ppo").model(), "", Loss.Activation.NONE);

        assertThat(network.heads().get("outputs").everyStep()).isTrue();
        assertThat(network.states()).containsOnlyKeys("h_in", "c_in");
        assertThat(network.inputs()).extracting(ModelInput::name).containsExactly("obs", "episode_starts");
    }

    private static ImportedFile read(String name) throws IOException {
        try {
            return new OnnxImporter()
                    .read(Path.of(
                            Objects.requireNonNull(ImportedCasesTest.class.getResource("cases/" + name + ".onnx"), name)
                                    .toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private ExportReport export(TrainedModel model) throws IOException {
        return new OnnxExporter(OnnxOptions.defaults(), GRID).export(model, Validation.none(), folder);
    }

    private static Network network(ImportedModel model, String answer, Loss.Activation activation) {
        return bare(model, answer, activation).network(Network.Mode.WITH_STATES);
    }

    /** A model whose weights have moved, as after training. */
    private static TrainedModel trained(ImportedModel model, String wanted, Loss.Activation activation) {
        String answer = wanted.isEmpty() && names(model).contains("mu") ? "mu" : wanted;
        TrainedModel bare = bare(model, answer, activation);
        Network network = bare.network(Network.Mode.WITH_STATES);
        Tensors parameters = Parameters.initialize(network.parameters(), 0);
        parameters.forEach((name, value) -> {
            CounterRandom random = CounterRandom.of(7, name, 0);
            for (int i = 0; i < value.array().length; i++) {
                value.array()[i] += 0.05f * random.normal(i);
            }
        });
        return new TrainedModel(
                bare.config(),
                bare.imported(),
                bare.inputs(),
                bare.contract(),
                bare.activations(),
                parameters,
                Map.of());
    }

    private static List<String> names(ImportedModel model) {
        return List.copyOf(answers(model).keySet());
    }

    private static TrainedModel bare(ImportedModel model, String answer, Loss.Activation activation) {
        ModelConfig plain = ModelConfig.of(ModelConfig.EncoderOptions.of(KnownCells.Gru.defaults(), 4));
        ModelConfig config = new ModelConfig(
                plain.embedding(),
                plain.encoder(),
                plain.pooling(),
                plain.head(),
                plain.inputs(),
                plain.heads(),
                plain.initialization(),
                new ImportOptions("file", ImportOptions.Part.KEEP, answer, ImportOptions.Part.KEEP, List.of()));
        Map<String, InputEncoding> inputs = new LinkedHashMap<>();
        Map<String, String> lengths = new LinkedHashMap<>();
        for (ModelInput input : model.inputs()) {
            lengths.put(input.name(), "lengths");
            inputs.put(
                    input.name(),
                    switch (input) {
                        case ModelInput.Tokens tokens -> text(tokens.vocabulary());
                        case ModelInput.Features features -> new InputEncoding.Series(Scaler.identity(features.size()));
                        case ModelInput.Static fixed ->
                            new InputEncoding.Static(Scaler.identity(fixed.size()), SeriesConfig.Missing.REFUSE);
                        case ModelInput.Category category -> new InputEncoding.Category(category.categories());
                    });
        }
        ImportedModel.Answer first = answers(model).values().iterator().next();
        int size = first.values().shape().fixed(-1);
        TargetEncoding columns = new TargetEncoding.Numbers(size);
        TargetEncoding target = first.values().shape().rank() == 3 ? new TargetEncoding.EveryStep(columns) : columns;
        DataContract contract = new DataContract(inputs, lengths, Map.of("outputs", target), ColumnNames.none());
        return new TrainedModel(
                config,
                Optional.of(model),
                TrainedModel.inputs(contract),
                contract,
                Map.of("outputs", activation),
                Tensors.of(),
                Map.of());
    }

    private static Map<String, ImportedModel.Answer> answers(ImportedModel model) {
        Map<String, ModelInput> inputs = new LinkedHashMap<>();
        model.inputs().forEach(input -> inputs.put(input.name(), input));
        Expr lengths = Expr.of(new Input("lengths", Dims.of(Dim.BATCH), Input.Kind.LENGTH));
        return model.build(ParameterScope.root(Initialization.defaults()), inputs, lengths, InitialStates.ZEROS)
                .answers();
    }

    private static InputEncoding text(int size) {
        List<String> symbols = new ArrayList<>();
        for (int i = 2; i < size; i++) {
            symbols.add("s" + i);
        }
        return new InputEncoding.Text(TextConfig.defaults(), Vocabulary.of(symbols));
    }
}
