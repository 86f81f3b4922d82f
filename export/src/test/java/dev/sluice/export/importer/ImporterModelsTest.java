package dev.sluice.export.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.experiment.exchange.ImportProof;
import dev.sluice.core.experiment.exchange.ImportedFile;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.proto.ModelProto;
import dev.sluice.export.onnx.proto.NodeProto;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models of other exporters, written by {@code generate_models.py}. */
class ImporterModelsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "cntk_bidirectional_gru",
                "hand_bytes",
                "keras_bidirectional_lstm",
                "tf2onnx_keras_gru",
                "tf2onnx_reversed",
                "torch_activations",
                "torch_dot_attention",
                "torch_gru_classifier",
                "torch_gru_no_bias",
                "torch_learned_state",
                "torch_lstm_attention",
                "torch_lstm_last_step",
                "torch_lstm_max",
                "torch_lstm_mean",
                "torch_lstm_states",
                "torch_rnn_tagger",
                "torch_unfolded_weights"
            })
    void read_modelOfAnotherExporter_computesTheSame(String name) throws IOException {
        ImportedFile file = new OnnxImporter().read(model(name));
        ImportProof proof = file.prove();
        assertThat(proof.passed()).as(proof.json()).isTrue();
        assertThat(proof.json()).contains("batch 3, 17 steps").contains("each alone in the file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch_frozen_batch", "torch_frozen_state", "torch_gru_packed"})
    void read_modelThatRunsAtOneSizeOnly_isComparedThere(String name) throws IOException {
        ImportProof proof = new OnnxImporter().read(model(name)).prove();
        assertThat(proof.passed()).as(proof.json()).isTrue();
        assertThat(proof.summary()).anyMatch(line -> line.contains("does not run with every batch"));
    }

    @Test
    void read_batchFirstLayout_isComparedByTransposes() throws IOException {
        ImportProof proof =
                new OnnxImporter().read(model("hand_batch_first_lstm")).prove();
        assertThat(proof.passed()).as(proof.json()).isTrue();
        assertThat(proof.json()).contains("batch 3, 17 steps, ragged");
    }

    /** ONNX Runtime has no recurrent operators of these operator sets. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6})
    void read_operatorSetBeforeTheRuntimes_isComparedWithAStampOfSeven(int opset) throws IOException {
        ModelProto.Builder old = OnnxModel.read(model("cntk_bidirectional_gru")).proto().toBuilder();
        old.getOpsetImportBuilder(0).setVersion(opset);
        old.getGraphBuilder().getNodeBuilder(0).addAttribute(HandMade.integer("output_sequence", 1));

        ImportProof proof =
                OnnxImporter.of(new OnnxModel(old.build()), "old", List.of()).prove();

        assertThat(proof.passed()).as(proof.json()).isTrue();
    }

    @Test
    void read_wavesAndWholeNumbersAfterTheHead_areTaken() throws IOException {
        ModelProto.Builder model = OnnxModel.read(model("torch_gru_classifier")).proto().toBuilder();
        List<String> functions = List.of("Sin", "Cos", "Floor", "Ceil");
        NodeProto.Builder sum = NodeProto.newBuilder().setOpType("Sum").addOutput("waves");
        for (String function : functions) {
            model.getGraphBuilder().addNode(HandMade.node(function, "scores", function));
            sum.addInput(function);
        }
        model.getGraphBuilder().addNode(sum).getOutputBuilder(0).setName("waves");

        ImportProof proof = OnnxImporter.of(new OnnxModel(model.build()), "waves", List.of())
                .prove();

        assertThat(proof.passed()).as(proof.json()).isTrue();
    }

    @Test
    void read_nodesThatCannotBeTaken_namesAllAtOnce() {
        assertThatThrownBy(() -> new OnnxImporter().read(model("refused_loop_and_conv")))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("1) com.example.CustomThing 'odd': this operator is not supported")
                .hasMessageContaining("2) QuantizeLinear 'quantize'")
                .hasMessageContaining("before it was quantized");
    }

    @Test
    void read_weightsFromInputs_isRefused() {
        assertThatThrownBy(() -> new OnnxImporter().read(model("refused_computed_weights")))
                .hasMessageContaining("GRU 'gru': its weights W must be stored in the file");
    }

    @Test
    void read_noRecurrentNode_isRefused() {
        assertThatThrownBy(() -> new OnnxImporter().read(model("refused_no_recurrence")))
                .hasMessageContaining("no GRU, LSTM, RNN or loop");
    }

    @Test
    void describe_namesInputsLayersAndOutputs() throws IOException {
        List<String> lines =
                new OnnxImporter().read(model("torch_gru_classifier")).describe();
        assertThat(lines)
                .contains(
                        "input   'ids' [B, T] whole numbers",
                        "layer   encoder.l0: bidirectional GRU, '/gru/GRU'",
                        "layer   encoder.l1: bidirectional GRU, '/gru/GRU_1'",
                        "output  'scores' [B, 3]");
    }

    static Path model(String name) {
        try {
            return Path.of(Objects.requireNonNull(ImporterModelsTest.class.getResource("models/" + name + ".onnx"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
