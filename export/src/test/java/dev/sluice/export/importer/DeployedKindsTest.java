package dev.sluice.export.importer;

import static dev.sluice.export.importer.FileBuilder.BATCH;
import static dev.sluice.export.importer.FileBuilder.TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.ImportProof;
import dev.sluice.core.experiment.exchange.ImportedFile;
import dev.sluice.core.model.ModelConfigException;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxNode;
import dev.sluice.export.onnx.OnnxShape;
import dev.sluice.export.onnx.OnnxValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Small files of the kinds of models that are in use: speech, text in images, sensors, forecasts. */
class DeployedKindsTest {
    @TempDir
    private Path folder;

    private static final OnnxDim OPEN = OnnxDim.unknown();

    private enum Kind {
        REVERSIBLE_NORMALIZATION(DeployedKindsTest::reversibleNormalization),
        POSITION_TABLE(DeployedKindsTest::positionTable),
        TEXT_IN_IMAGES(() -> textInImages(true, OnnxDim.of("width"))),
        TEXT_IN_IMAGES_OF_ONE_SIZE(() -> textInImages(true, OnnxDim.of(24))),
        SPECTROGRAM_TIME_FIRST(DeployedKindsTest::spectrogram),
        VOICE_ACTIVITY(DeployedKindsTest::voiceActivity),
        CONVOLUTION_OF_TWO_AXES_FOR_ONE(DeployedKindsTest::keras),
        RESIDUAL_CONVOLUTIONS(DeployedKindsTest::residual),
        FLAT_WINDOW_BEHIND_A_STRIDE(DeployedKindsTest::flatWindow);

        private final Supplier<OnnxModel> model;

        Kind(Supplier<OnnxModel> model) {
            this.model = model;
        }
    }

    private static OnnxNode conv(FileBuilder f, OnnxValue x, int... kernels) {
        return f.node("Conv", x, f.weights(kernels), f.weights(kernels[0]));
    }

    private static OnnxValue mean(FileBuilder f, OnnxValue x, int axis, OnnxDim... dims) {
        return f.add(f.node("ReduceMean", x).longs("axes", axis), dims);
    }

    /** Each window is normalized by its own mean and deviation, and the forecast is scaled back (RevIN, Kim et al., 2022). */
    private static OnnxModel reversibleNormalization() {
        FileBuilder f = new FileBuilder();
        OnnxDim features = OnnxDim.of(2);
        OnnxDim one = OnnxDim.of(1);
        OnnxValue x = f.input("x", BATCH, TIME, features);
        OnnxValue mean = mean(f, x, 1, BATCH, one, features);
        OnnxValue centered = f.math().sub(x, mean);
        OnnxValue variance = mean(f, f.math().mul(centered, centered), 1, BATCH, one, features);
        OnnxValue deviation =
                f.math().unary("Sqrt", f.math().add(variance, f.graph().scalar(1e-5f)));
        OnnxValue gain = f.weights(2);
        OnnxValue shift = f.weights(2);
        OnnxValue normal = f.math().add(f.math().mul(f.math().div(centered, deviation), gain), shift);
        OnnxValue steps = f.gru(f.shaping().transpose(normal, 1, 0, 2), 4);
        OnnxValue last = f.shaping().gather(steps, f.graph().constant(OnnxArray.longs(new long[] {-1})), 0);
        OnnxValue forecast = f.math().dense(last, f.weights(2, 4), f.weights(2));
        OnnxValue wide = f.math()
                .div(
                        f.math().sub(forecast, shift),
                        f.math().add(f.math().mul(gain, gain), f.graph().scalar(1e-3f)));
        OnnxValue scaled = f.math().mul(wide, f.shaping().squeeze(deviation, 1));
        return f.finished(f.math().add(scaled, f.shaping().squeeze(mean, 1)));
    }

    /** A table of positions, looked up by the numbers of the steps. */
    private static OnnxModel positionTable() {
        FileBuilder f = new FileBuilder();
        OnnxValue x = f.input("x", BATCH, TIME, OnnxDim.of(3));
        OnnxValue count = f.shaping().squeeze(f.shaping().size(x, 1), 0);
        OnnxValue zero = f.graph().constant(OnnxArray.longs(new long[] {0}));
        OnnxValue one = f.graph().constant(OnnxArray.longs(new long[] {1}));
        OnnxValue positions = f.shaping().range(zero, count, one, TIME);
        OnnxValue rows = f.shaping().gather(f.weights(64, 3), positions, 0);
        return f.answering(f.gru(f.shaping().transpose(f.math().add(x, rows), 1, 0, 2), 4));
    }

    /** Convolutions and pooling over an image of fixed height, then a layer along its width (CRNN, Shi et al., 2017). */
    private static OnnxModel textInImages(boolean once, OnnxDim width) {
        FileBuilder f = new FileBuilder();
        OnnxValue x = f.input("image", BATCH, OnnxDim.of(1), OnnxDim.of(8), width);
        OnnxValue first = f.math()
                .unary(
                        "Relu",
                        f.add(
                                conv(f, x, 3, 1, 3, 3).longs("pads", 1, 1, 1, 1),
                                BATCH,
                                OnnxDim.of(3),
                                OnnxDim.of(8),
                                width));
        OnnxValue pooled = f.add(
                f.node("MaxPool", first).longs("kernel_shape", 2, 2).longs("strides", 2, 2),
                BATCH,
                OnnxDim.of(3),
                OnnxDim.of(4),
                OPEN);
        OnnxValue second = f.add(
                conv(f, pooled, 5, 3, 3, 3).longs("pads", 1, 1, 1, 1).longs("strides", 2, 1),
                BATCH,
                OnnxDim.of(5),
                OnnxDim.of(2),
                OPEN);
        OnnxValue last = f.add(
                f.node("MaxPool", second).longs("kernel_shape", 2, 1).longs("strides", 2, 1),
                BATCH,
                OnnxDim.of(5),
                OnnxDim.of(1),
                OPEN);
        OnnxValue steps = f.gru(f.shaping().transpose(f.shaping().squeeze(last, 2), 2, 0, 1), 4);
        return once ? f.answering(steps) : f.finished(f.math().matMul(steps, f.weights(4, 6)));
    }

    /** A convolution along time and frequency, time before frequency. */
    private static OnnxModel spectrogram() {
        FileBuilder f = new FileBuilder();
        OnnxValue x = f.input("x", BATCH, TIME, OnnxDim.of(6));
        OnnxValue image = f.shaping().unsqueeze(x, 1);
        OnnxValue y = f.add(
                conv(f, image, 4, 1, 3, 2).longs("strides", 2, 2).longs("pads", 1, 0, 1, 0),
                BATCH,
                OnnxDim.of(4),
                OPEN,
                OnnxDim.of(3));
        OnnxValue rows = f.shaping().transpose(y, 0, 2, 1, 3);
        OnnxValue flat =
                f.shaping().reshape(rows, f.graph().longs(0, 0, 12), OnnxShape.of(BATCH, OPEN, OnnxDim.of(12)));
        return f.answering(f.gru(f.shaping().transpose(flat, 1, 0, 2), 4));
    }

    /** Samples, a transform as a convolution with a large stride, magnitudes, a layer, the mean of all answers. */
    private static OnnxModel voiceActivity() {
        FileBuilder f = new FileBuilder();
        OnnxValue x = f.input("samples", BATCH, TIME);
        OnnxValue wave = f.shaping().unsqueeze(x, 1);
        OnnxValue parts = f.add(
                f.node("Conv", wave, f.weights(8, 1, 16)).longs("strides", 4).longs("pads", 6, 6),
                BATCH,
                OnnxDim.of(8),
                OPEN);
        OnnxValue real = f.shaping().slice(parts, 1, 0, 4);
        OnnxValue imaginary = f.shaping().slice(parts, 1, 4, 8);
        OnnxValue power = f.math().add(f.math().mul(real, real), f.math().mul(imaginary, imaginary));
        OnnxValue size = f.math().unary("Sqrt", f.math().add(power, f.graph().scalar(1e-4f)));
        OnnxValue steps = f.gru(f.shaping().transpose(size, 2, 0, 1), 4);
        OnnxValue scores = f.math().unary("Sigmoid", f.math().matMul(steps, f.weights(4, 1)));
        return f.finished(
                f.add(f.node("ReduceMean", scores).longs("axes", 0).attribute("keepdims", 0), BATCH, OnnxDim.of(1)));
    }

    /** A convolution along time that an exporter writes with two axes, one of size 1. */
    private static OnnxModel keras() {
        FileBuilder f = new FileBuilder();
        OnnxValue x = f.input("x", BATCH, TIME, OnnxDim.of(3));
        OnnxValue image = f.shaping().unsqueeze(f.shaping().transpose(x, 0, 2, 1), 2);
        OnnxValue y = f.add(
                conv(f, image, 5, 3, 1, 3).longs("strides", 1, 2).attribute("auto_pad", "SAME_UPPER"),
                BATCH,
                OnnxDim.of(5),
                OnnxDim.of(1),
                OPEN);
        OnnxValue steps = f.shaping().transpose(f.shaping().squeeze(y, 2), 2, 0, 1);
        return f.answering(f.gru(steps, 4));
    }

    private static OnnxModel residual() {
        FileBuilder f = new FileBuilder();
        OnnxDim four = OnnxDim.of(4);
        OnnxValue x = f.input("x", BATCH, OnnxDim.of(3), TIME);
        OnnxValue first = f.add(conv(f, x, 4, 3, 1), BATCH, four, TIME);
        OnnxValue padded = f.add(
                f.node("Pad", f.math().unary("Relu", first), f.graph().longs(0, 0, 4, 0, 0, 0)), BATCH, four, OPEN);
        OnnxValue second = f.add(conv(f, padded, 4, 4, 3).longs("dilations", 2), BATCH, four, TIME);
        OnnxValue sum = f.math().add(first, second);
        return f.answering(f.gru(f.shaping().transpose(sum, 2, 0, 1), 4));
    }

    /** A window of 12 steps, a stride, and a dense layer over the steps that remain. */
    private static OnnxModel flatWindow() {
        FileBuilder f = new FileBuilder();
        OnnxValue x = f.input("x", BATCH, OnnxDim.of(12), OnnxDim.of(3));
        OnnxValue y = f.add(
                conv(f, f.shaping().transpose(x, 0, 2, 1), 5, 3, 3).longs("strides", 2),
                BATCH,
                OnnxDim.of(5),
                OnnxDim.of(5));
        OnnxValue steps = f.gru(f.shaping().transpose(y, 2, 0, 1), 4);
        OnnxValue rows = f.shaping().transpose(steps, 1, 0, 2);
        OnnxValue flat = f.shaping().reshape(rows, f.graph().longs(-1, 20), OnnxShape.of(BATCH, OnnxDim.of(20)));
        return f.finished(f.math().dense(flat, f.weights(2, 20), f.weights(2)));
    }

    @Test
    void read_answersAtFewerStepsThanItReads_isEqualAndNoted() throws IOException {
        Path file = folder.resolve("text.onnx");
        textInImages(false, OnnxDim.of("width")).write(file);

        ImportedFile imported = new OnnxImporter().read(file);

        assertThat(imported.prove().passed()).isTrue();
        assertThat(imported.describe())
                .anyMatch(line -> line.contains("'y' has outputs at fewer steps than the file reads"));
        assertThatThrownBy(() -> ImportTrials.trained(imported.model(), "", OutputActivation.NONE))
                .isInstanceOf(ModelConfigException.class)
                .hasMessageContaining("fewer steps than they read");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void read_kindOfModel_isEqualAndAfterTrainingComesBack(Kind kind) throws IOException {
        ImportedFile file = OnnxImporter.of(kind.model.get(), kind.name(), List.of());

        ImportProof proof = file.prove();
        assertThat(proof.passed()).as(proof.json()).isTrue();
        ExportReport report =
                ImportTrials.export(ImportTrials.trained(file.model(), "", OutputActivation.NONE), folder);
        assertThat(report.passed()).as(() -> report.summary().toString()).isTrue();
        ImportProof again =
                new OnnxImporter().read(folder.resolve("model.onnx")).prove();
        assertThat(again.passed()).as(again.json()).isTrue();
    }
}
