package dev.sluice.export.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.ImportedFile;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.model.ImportedModel;
import dev.sluice.core.model.ModelConfigException;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.ParameterSpec;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small files after situations that people met with other programs: taken, proven, trained on and exported again. */
class ImportedCasesTest {
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

        TrainedModel trained = ImportTrials.trained(file.model(), "", OutputActivation.NONE);
        ExportReport report = ImportTrials.export(trained, folder);
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

        assertThat(ImportTrials.network(model, "", OutputActivation.NONE)
                        .outputs()
                        .op()
                        .name())
                .isEqualTo("SIGMOID");
        assertThat(ImportTrials.network(model, "", OutputActivation.SIGMOID)
                        .outputs()
                        .op()
                        .name())
                .isNotEqualTo("SIGMOID");
    }

    @Test
    void build_layerThatRunsThreeTimes_hasOneSetOfWeights() throws IOException {
        Network network = ImportTrials.network(read("tied_passes").model(), "", OutputActivation.NONE);

        // Two biases of 16 are one here, since gates see only their sum.
        assertThat(network.parameterCount()).isEqualTo(165 - 16);
        assertThat(network.parameterNames()).noneMatch(name -> name.startsWith("encoder.l1"));
        assertThat(network.states()).hasSize(6);
    }

    @Test
    void build_severalOutputs_asksWhichOneAndKeepsTheOthers() throws IOException {
        ImportedModel model = read("variance_first").model();

        assertThatThrownBy(() -> ImportTrials.network(model, "", OutputActivation.NONE))
                .isInstanceOf(ModelConfigException.class)
                .hasMessageContaining("import.output: the file has the outputs sigma, mu, of which sigma and mu fit");
        Network network = ImportTrials.network(model, "mu", OutputActivation.NONE);
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
        Network network = ImportTrials.network(read("sb3_recurrent_ppo").model(), "", OutputActivation.NONE);

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
}
