package dev.sluice.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.ImportProof;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.model.ConvOptions;
import dev.sluice.core.model.ConvOptions.Activation;
import dev.sluice.core.model.ConvOptions.Padding;
import dev.sluice.core.model.ConvOptions.Pool;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Normalization;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.Pooling;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Validation;
import dev.sluice.export.KnownCells.Gru;
import dev.sluice.export.importer.OnnxImporter;
import dev.sluice.export.model.OnnxOptions;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.proof.ProofGrid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks with convolutions before their recurrent layers: exported with ragged lengths, and imported again. */
class ConvolutionExportTest {
    private static final ProofGrid GRID = new ProofGrid(List.of(1, 3), List.of(1, 5), 1);

    @TempDir
    private Path folder;

    private enum Front {
        SAME(ConvOptions.of(4, 3)),
        STRIDED(ConvOptions.of(4, 5).withStride(2).withDilation(2)),
        VALID(ConvOptions.of(4, 2).withPadding(Padding.VALID)),
        CAUSAL(ConvOptions.of(4, 3).withPadding(Padding.CAUSAL)),
        MAX(ConvOptions.of(4, 3).withPool(2, Pool.MAX).withActivation(Activation.TANH)),
        MEAN(ConvOptions.of(4, 3).withPool(3, Pool.MEAN).withActivation(Activation.NONE)),
        TWO(
                ConvOptions.of(4, 3).withNormalization(Normalization.BATCH).withStride(2),
                ConvOptions.of(3, 3).withNormalization(Normalization.LAYER).withDropout(0.2));

        private final ConvOptions[] layers;

        Front(ConvOptions... layers) {
            this.layers = layers;
        }

        TrainedModel model(Pooling pooling, boolean bidirectional) {
            EncoderOptions encoder = EncoderOptions.of(Gru.defaults(), 5).withBidirectional(bidirectional);
            return trained(ModelConfig.of(encoder).withPooling(pooling).withConv(layers), 2);
        }
    }

    private static TrainedModel trained(ModelConfig config, int features) {
        DataContract contract =
                DataContract.of(new InputEncoding.Series(Scaler.identity(features)), new TargetEncoding.Numbers(2));
        List<ModelInput> inputs = List.of(new ModelInput.Features(features));
        Map<String, OutputActivation> activations = Map.of("outputs", OutputActivation.NONE);
        TrainedModel blank = new TrainedModel(config, inputs, contract, activations, Tensors.of(), Map.of());
        Tensors parameters =
                Parameters.initialize(blank.network(Network.Mode.INFERENCE).parameters(), 3);
        return new TrainedModel(config, inputs, contract, activations, parameters, Map.of());
    }

    private ExportReport export(TrainedModel model) throws IOException {
        return new OnnxExporter(OnnxOptions.defaults(), GRID).export(model, Validation.none(), folder);
    }

    @ParameterizedTest
    @EnumSource(Front.class)
    void export_convolutionsBeforeALayer_areConvAndComeBack(Front front) throws IOException {
        ExportReport report = export(front.model(Pooling.LAST, false));

        assertThat(report.passed()).as(() -> report.summary().toString()).isTrue();
        Path file = folder.resolve("model.onnx");
        assertThat(OnnxModel.read(file).proto().getGraph().getNodeList()).anySatisfy(node -> {
            assertThat(node.getOpType()).isEqualTo("Conv");
            assertThat(node.getInputList()).contains("conv.0.weight", "conv.0.bias");
        });
        ImportProof again = new OnnxImporter().read(file).prove();
        assertThat(again.passed()).as(again.json()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Front.class)
    void export_bothDirectionsPooledOverTime_isEqualAndComesBack(Front front) throws IOException {
        ExportReport report = export(front.model(Pooling.ATTENTION, true));

        assertThat(report.passed()).as(() -> report.summary().toString()).isTrue();
        ImportProof again =
                new OnnxImporter().read(folder.resolve("model.onnx")).prove();
        assertThat(again.passed()).as(again.json()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void export_streamingOfCausalConvolutions_goesStepByStepAndComesBack(int features) throws IOException {
        ModelConfig config = ModelConfig.of(EncoderOptions.of(Gru.defaults(), 5))
                .withConv(
                        ConvOptions.of(4, 3).withPadding(Padding.CAUSAL),
                        ConvOptions.of(3, 2).withPadding(Padding.CAUSAL).withDilation(3));
        TrainedModel model = trained(config, features);

        ExportReport report = new OnnxExporter(OnnxOptions.defaults().withStreaming(true), GRID)
                .export(model, Validation.none(), folder);

        assertThat(report.summary()).anyMatch(line -> line.startsWith("model.step.onnx: equal to the whole model"));
        ImportProof again =
                new OnnxImporter().read(folder.resolve("model.step.onnx")).prove();
        assertThat(again.passed()).as(again.json()).isTrue();
    }

    @Test
    void export_streamingOfAConvolutionThatReadsAhead_isRefused() {
        assertThatThrownBy(() -> new OnnxExporter(OnnxOptions.defaults().withStreaming(true), GRID)
                        .export(Front.SAME.model(Pooling.LAST, false), Validation.none(), folder))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("padding: causal");
    }
}
