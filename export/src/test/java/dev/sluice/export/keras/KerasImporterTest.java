package dev.sluice.export.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.experiment.exchange.ImportProof;
import dev.sluice.core.experiment.exchange.ImportedFile;
import dev.sluice.core.tensor.Safetensors;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.importer.KerasImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that Keras saved compute here what they computed in Keras. */
class KerasImporterTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "classifier.keras, classifier.json",
        "classifier.h5, classifier.json",
        "recurrent.keras, recurrent.json",
        "pools.keras, pools.json",
        "keras2.h5, keras2.json",
        "cudnn.h5, cudnn.json",
        "weights.weights.h5, weights.json"
    })
    void read_modelThatKerasSaved_computesWhatKerasDid(String model, String golden) throws IOException {
        ImportedFile file = new KerasImporter().read(KerasFiles.path(model));

        ImportProof proof = file.prove();
        assertThat(proof.passed()).as(proof.json()).isTrue();
        KerasFiles.Outputs outputs = KerasFiles.run(file, golden, folder);
        assertThat(outputs.here()).hasSameSizeAs(outputs.keras()).isNotEmpty();
        for (int i = 0; i < outputs.here().size(); i++) {
            assertThat(outputs.here().get(i))
                    .as("output " + i)
                    .containsExactly(outputs.keras().get(i), within(2e-6f));
        }
    }

    /** Under a mask Keras computes of a padded row what it computes of the row alone. */
    @ParameterizedTest
    @CsvSource({"classifier.keras, classifier.json", "classifier.h5, classifier.json", "pools.keras, pools.json"})
    void write_modelWithAMask_readsNoPadding(String model, String golden) throws IOException {
        ImportedFile file = new KerasImporter().read(KerasFiles.path(model));

        KerasFiles.Outputs outputs = KerasFiles.run(file, golden, folder, 3);
        for (int i = 0; i < outputs.here().size(); i++) {
            assertThat(outputs.here().get(i))
                    .as("output " + i)
                    .containsExactly(outputs.keras().get(i), within(2e-6f));
        }
    }

    @Test
    void read_sequentialModel_canBeTrainedOn() throws IOException {
        assertThat(new KerasImporter()
                        .read(KerasFiles.path("classifier.keras"))
                        .model()
                        .inputs()
                        .toString())
                .contains("7");
    }

    @Test
    void describe_saysWhatWasLeftOutAndWhatTheMaskBecame() throws IOException {
        List<String> lines =
                new KerasImporter().read(KerasFiles.path("classifier.h5")).describe();

        assertThat(lines)
                .contains("input   'ids' [B, T] whole numbers", "layer   encoder.l0: bidirectional GRU, 'below'")
                .anyMatch(line -> line.contains("the mask of 'table' became an input, the lengths of rows"))
                .anyMatch(line -> line.contains("dropout and noise of 'drop'"));
    }

    @Test
    void read_safetensorsWithKerasNames_computesWhatKerasDid() throws IOException {
        StoredModel stored = KerasArchive.read(KerasFiles.path("weights.weights.h5"));
        Tensors.Builder named = Tensors.builder();
        name(stored, "embedding", "embedding/embeddings", named);
        name(stored, "lstm", "lstm/lstm_cell/kernel lstm/lstm_cell/recurrent_kernel lstm/lstm_cell/bias", named);
        String gru = "bidirectional/%1$s_gru/gru_cell/kernel bidirectional/%1$s_gru/gru_cell/recurrent_kernel"
                + " bidirectional/%1$s_gru/gru_cell/bias";
        name(stored, "bidirectional", gru.formatted("forward") + " " + gru.formatted("backward"), named);
        name(stored, "dense", "dense/kernel dense/bias", named);
        // In no order that would help.
        Tensors tensors = named.build();
        Tensors sorted = Tensors.of(new TreeSet<>(tensors.names()), tensors::get);
        Path file = folder.resolve("weights.safetensors");
        new Safetensors(sorted, Map.of()).write(file);

        ImportedFile imported = new KerasImporter().read(file);

        assertThat(imported.prove().passed()).isTrue();
        KerasFiles.Outputs outputs = KerasFiles.run(imported, "weights.json", folder);
        assertThat(outputs.here().getFirst()).containsExactly(outputs.keras().getFirst(), within(2e-6f));
    }

    private static void name(StoredModel stored, String layer, String names, Tensors.Builder named) {
        List<StoredModel.Weight> weights = stored.weights().get(layer);
        String[] all = names.split(" ");
        assertThat(weights).hasSameSizeAs(all);
        for (int i = 0; i < all.length; i++) {
            named.put(all[i], weights.get(i).values());
        }
    }

    @Test
    void read_noRecurrentWeights_saysWhatThereIs() throws IOException {
        Path file = folder.resolve("dense.safetensors");
        new Safetensors(Tensors.of("dense/kernel", Tensor.zeros(2, 3)), Map.of()).write(file);

        assertThatThrownBy(() -> new KerasImporter().read(file))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("weights of a recurrent layer")
                .hasMessageContaining("dense");
    }

    @Test
    void read_layersThatCannotBeTaken_namesAllAtOnce() {
        String config = """
                {"class_name": "Sequential", "config": {"layers": [
                  {"class_name": "InputLayer", "config": {"name": "in", "batch_shape": [null, null, 3]}},
                  {"class_name": "Conv1DTranspose", "config": {"name": "conv"}},
                  {"class_name": "GRU", "config": {"name": "gru", "units": 2, "activation": "gelu"}},
                  {"class_name": "ConvLSTM2D", "config": {"name": "fast", "units": 2}},
                  {"class_name": "Bidirectional", "config": {"name": "both", "merge_mode": null,
                      "layer": {"class_name": "GRU", "config": {"units": 2}}}},
                  {"class_name": "Lambda", "config": {"name": "code"}}]}}""";

        assertThatThrownBy(() -> parse(config))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("1) Conv1DTranspose 'conv': this layer is not supported")
                .hasMessageContaining("2) GRU 'gru': the activation 'gelu' is not supported")
                .hasMessageContaining("3) ConvLSTM2D 'fast': this layer is not supported")
                .hasMessageContaining(
                        "4) Bidirectional 'both': merge_mode must be concat, sum, ave or mul, but is null")
                .hasMessageContaining("5) Lambda 'code': this layer is not supported; its function is not in the file");
    }

    @Test
    void read_sharedLayerAndGivenState_areRefused() {
        String config = """
                {"class_name": "Functional", "config": {"layers": [
                  {"class_name": "InputLayer", "name": "in", "config": {"batch_shape": [null, null, 3]}, "inbound_nodes": []},
                  {"class_name": "GRU", "name": "twice", "config": {"units": 2},
                   "inbound_nodes": [[["in", 0, 0, {}]], [["in", 0, 0, {}]]]},
                  {"class_name": "GRU", "name": "begun", "config": {"units": 2},
                   "inbound_nodes": [[["in", 0, 0, {"initial_state": [["twice", 0, 1]]}]]]}],
                  "output_layers": [["begun", 0, 0], ["twice", 0, 0]]}}""";

        assertThatThrownBy(() -> parse(config))
                .hasMessageContaining("1) GRU 'twice': it is used 2 times; shared layers are not supported")
                .hasMessageContaining("2) GRU 'begun': its initial state comes from another layer");
    }

    @Test
    void read_weightOfAnotherShape_namesItAndBothShapes() {
        String config = """
                {"class_name": "Sequential", "config": {"layers": [
                  {"class_name": "GRU", "config": {"name": "gru", "units": 2, "activation": "tanh",
                    "recurrent_activation": "sigmoid", "batch_input_shape": [null, null, 3]}}]}}""";
        List<StoredModel.Weight> weights = List.of(
                new StoredModel.Weight("kernel", Tensor.zeros(3, 8)),
                new StoredModel.Weight("recurrent_kernel", Tensor.zeros(2, 6)),
                new StoredModel.Weight("bias", Tensor.zeros(6)));

        assertThatThrownBy(() -> KerasGraph.write(model(config, Map.of("gru", weights)), "model.h5", new KerasNotes()))
                .hasMessageContaining("GRU 'gru': 'kernel' must be [3, 6], but is [3, 8]");
        assertThatThrownBy(() -> KerasGraph.write(model(config, Map.of()), "model.h5", new KerasNotes()))
                .hasMessageContaining("GRU 'gru': it must have 3 weights, but the file has []");
    }

    @Test
    void read_cudnnWeightsOfAnotherShape_namesThem() {
        String config = """
                {"class_name": "Sequential", "config": {"layers": [
                  {"class_name": "CuDNNGRU", "config": {"name": "gru", "units": 2, "batch_input_shape": [null, null, 3]}}]}}""";
        List<StoredModel.Weight> weights = List.of(
                new StoredModel.Weight("kernel", Tensor.zeros(3, 6)),
                new StoredModel.Weight("recurrent_kernel", Tensor.zeros(2, 6)),
                new StoredModel.Weight("bias", Tensor.zeros(6)));

        assertThatThrownBy(() -> model(config, Map.of("gru", weights)))
                .hasMessageContaining("CuDNNGRU 'gru': 'bias' must be [12], but is [6]");
        assertThatThrownBy(() -> model(config, Map.of()))
                .hasMessageContaining("CuDNNGRU 'gru': it must have 3 weights, but the file has []");
    }

    @Test
    void read_otherKindsOfFile_saysWhatToSave() throws IOException {
        Path text = Files.writeString(folder.resolve("model.h5"), "version https://git-lfs.github.com/spec/v1");

        assertThatThrownBy(() -> new KerasImporter().read(text))
                .hasMessageContaining("neither an HDF5 file nor a .keras archive");
        assertThatThrownBy(() -> new KerasImporter().read(folder)).hasMessageContaining("is a folder");
    }

    @Test
    void read_modelOfKeras1OrOfItsOwnClass_isRefused() {
        assertThatThrownBy(() -> ModelReader.read(
                        new StoredModel(java.util.Optional.empty(), "1.2.2", StoredModel.Naming.LAYER, Map.of()),
                        "{}",
                        "old.h5",
                        new KerasNotes()))
                .hasMessageContaining("was written by Keras 1.2.2");
        assertThatThrownBy(() -> parse("{\"class_name\": \"MyModel\"}"))
                .hasMessageContaining("its model is a 'MyModel'");
    }

    private static void parse(String config) {
        model(config, Map.of());
    }

    private static KerasModel model(String config, Map<String, List<StoredModel.Weight>> weights) {
        StoredModel stored = new StoredModel(java.util.Optional.of(config), "2.3.1", StoredModel.Naming.LAYER, weights);
        return ModelReader.read(stored, config, "model.h5", new KerasNotes());
    }
}
