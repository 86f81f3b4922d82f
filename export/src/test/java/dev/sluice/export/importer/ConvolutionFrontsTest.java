package dev.sluice.export.importer;

import static dev.sluice.export.importer.FileBuilder.BATCH;
import static dev.sluice.export.importer.FileBuilder.TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.experiment.exchange.ImportProof;
import dev.sluice.core.experiment.exchange.ImportedFile;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxNode;
import dev.sluice.export.onnx.OnnxValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Convolutions and pooling before a recurrent layer, as PyTorch, Keras and others write them. */
class ConvolutionFrontsTest {
    private static final OnnxDim OPEN = OnnxDim.unknown();

    /** From {@code [batch, 3, time]} to {@code [batch, F, steps]}. */
    private enum Front {
        STRIDED((f, x) -> conv(f, x, 3, 5, 4).longs("strides", 2).longs("pads", 1, 2)),
        VALID((f, x) -> conv(f, x, 3, 5, 3)),
        DILATED_AND_STRIDED((f, x) ->
                conv(f, x, 3, 5, 3).longs("strides", 3).longs("dilations", 2).longs("pads", 2, 1)),
        CAUSAL((f, x) -> conv(f, x, 3, 5, 3).longs("pads", 2, 0)),
        SAME_BY_LENGTH((f, x) -> conv(f, x, 3, 5, 3).longs("strides", 2).attribute("auto_pad", "SAME_UPPER")),
        SAME_BEFORE((f, x) -> conv(f, x, 3, 5, 5).longs("strides", 3).attribute("auto_pad", "SAME_LOWER")),
        WITHOUT_PADDING((f, x) -> conv(f, x, 3, 5, 2).longs("strides", 2).attribute("auto_pad", "VALID")),
        DEPTHWISE((f, x) -> f.node("Conv", x, f.weights(3, 1, 3), f.weights(3))
                .attribute("group", 3)
                .longs("strides", 2)),
        GROUPED((f, x) -> f.node("Conv", f.add(conv(f, x, 3, 4, 1), BATCH, OnnxDim.of(4), TIME), f.weights(6, 2, 3))
                .attribute("group", 2)
                .longs("pads", 1, 1)),
        ZEROS_PUT_BEFORE((f, x) -> conv(
                f, f.add(f.node("Pad", x, f.graph().longs(0, 0, 2, 0, 0, 0)), BATCH, OnnxDim.of(3), OPEN), 3, 5, 3)),
        MAX_POOL(
                (f, x) -> f.node("MaxPool", relu(f, x)).longs("kernel_shape", 2).longs("strides", 2)),
        MAX_POOL_OF_NEGATIVE_NUMBERS_WITH_PADDING((f, x) -> f.node("MaxPool", x)
                .longs("kernel_shape", 3)
                .longs("strides", 2)
                .longs("pads", 1, 1)),
        MAX_POOL_WITH_A_LAST_PART((f, x) -> f.node("MaxPool", x)
                .longs("kernel_shape", 3)
                .longs("strides", 3)
                .attribute("ceil_mode", 1)),
        MEAN_POOL((f, x) -> f.node("AveragePool", x).longs("kernel_shape", 3).longs("strides", 2)),
        MEAN_POOL_WITH_PADDING((f, x) -> f.node("AveragePool", x)
                .longs("kernel_shape", 3)
                .longs("strides", 1)
                .longs("pads", 1, 1)),
        MEAN_POOL_THAT_COUNTS_PADDING((f, x) -> f.node("AveragePool", x)
                .longs("kernel_shape", 3)
                .longs("strides", 2)
                .longs("pads", 1, 1)
                .attribute("count_include_pad", 1)),
        TWO_WITH_NORMALIZATION_AND_POOLING((f, x) -> {
            OnnxValue first =
                    f.add(conv(f, x, 3, 4, 3).longs("strides", 2).longs("pads", 1, 1), BATCH, OnnxDim.of(4), OPEN);
            OnnxValue variance = f.add(f.node("Exp", f.weights(4)), OnnxDim.of(4));
            OnnxValue normal = f.add(
                    f.node("BatchNormalization", first, f.weights(4), f.weights(4), f.weights(4), variance),
                    BATCH,
                    OnnxDim.of(4),
                    OPEN);
            OnnxValue pooled = f.add(
                    f.node("MaxPool", relu(f, normal)).longs("kernel_shape", 2).longs("strides", 1),
                    BATCH,
                    OnnxDim.of(4),
                    OPEN);
            return conv(f, pooled, 4, 5, 2).longs("strides", 2);
        });

        private final BiFunction<FileBuilder, OnnxValue, OnnxNode> node;

        Front(BiFunction<FileBuilder, OnnxValue, OnnxNode> node) {
            this.node = node;
        }

        int features() {
            return switch (this) {
                case DEPTHWISE,
                        MAX_POOL,
                        MAX_POOL_OF_NEGATIVE_NUMBERS_WITH_PADDING,
                        MAX_POOL_WITH_A_LAST_PART,
                        MEAN_POOL,
                        MEAN_POOL_WITH_PADDING,
                        MEAN_POOL_THAT_COUNTS_PADDING -> 3;
                case GROUPED -> 6;
                default -> 5;
            };
        }
    }

    private static OnnxNode conv(FileBuilder f, OnnxValue x, int in, int out, int size) {
        return f.node("Conv", x, f.weights(out, in, size), f.weights(out));
    }

    private static OnnxValue relu(FileBuilder f, OnnxValue x) {
        return f.add(f.node("Relu", x), x.shape().dims().toArray(OnnxDim[]::new));
    }

    private static OnnxModel model(Front front) {
        FileBuilder f = new FileBuilder();
        OnnxValue x = f.input("x", BATCH, TIME, OnnxDim.of(3));
        OnnxValue features = f.add(
                front.node.apply(f, f.shaping().transpose(x, 0, 2, 1)), BATCH, OnnxDim.of(front.features()), OPEN);
        return f.answering(f.gru(f.shaping().transpose(features, 2, 0, 1), 4));
    }

    @ParameterizedTest
    @EnumSource(Front.class)
    void prove_frontOfOneAxis_isEqual(Front front) {
        ImportedFile file = OnnxImporter.of(model(front), front.name(), List.of());

        ImportProof proof = file.prove();
        assertThat(proof.passed()).as(proof.json()).isTrue();
        assertThat(file.model().inputs()).containsExactly(new ModelInput.Features("x", 3));
    }

    @ParameterizedTest
    @EnumSource(Front.class)
    void export_afterTraining_isEqualAndComesBack(Front front, @TempDir Path folder) throws IOException {
        ImportedFile file = OnnxImporter.of(model(front), front.name(), List.of());

        ExportReport report =
                ImportTrials.export(ImportTrials.trained(file.model(), "", OutputActivation.NONE), folder);
        assertThat(report.passed()).as(() -> report.summary().toString()).isTrue();
        ImportProof again =
                new OnnxImporter().read(folder.resolve("model.onnx")).prove();
        assertThat(again.passed()).as(again.json()).isTrue();
    }

    @Test
    void read_paddingThatMakesTheSequenceLonger_isRefusedWithIt() {
        FileBuilder f = new FileBuilder();
        OnnxValue x = f.input("x", BATCH, OnnxDim.of(3), TIME);
        OnnxValue y = f.add(conv(f, x, 3, 5, 3).longs("pads", 2, 2), BATCH, OnnxDim.of(5), OPEN);
        OnnxModel model = f.answering(f.gru(f.shaping().transpose(y, 2, 0, 1), 4));

        assertThatThrownBy(() -> OnnxImporter.of(model, "longer", List.of()))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("its padding of 2 and 2 steps must be at most 2 together");
    }
}
