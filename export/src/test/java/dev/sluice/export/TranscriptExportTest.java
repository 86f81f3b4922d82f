package dev.sluice.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.TranscriptEncoding;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.decode.PrefixBeamSearch;
import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.Output;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.Direction;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.HeadOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Validation;
import dev.sluice.core.train.structure.Transcription;
import dev.sluice.export.KnownCells.Gru;
import dev.sluice.export.model.OnnxOptions;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.proof.ProofGrid;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that read texts off the steps. */
class TranscriptExportTest {
    private static final int STEPS = 7;
    private static final int[] LENGTHS = {7, 1, 4};
    private static final int ROWS = 3;
    private static final String HEAD = Network.OUTPUTS;

    @TempDir
    private Path folder = Path.of("");

    private static TrainedModel model() {
        TranscriptEncoding text = new TranscriptEncoding(TextConfig.defaults(), Vocabulary.of(List.of("1", "2")), 4);
        ModelConfig config = ModelConfig.of(EncoderOptions.of(Gru.defaults(), 4).withDirection(Direction.BIDIRECTIONAL))
                .withHead(HEAD, HeadOptions.defaults().atEveryStep());
        DataContract contract = DataContract.of(new InputEncoding.Series(Scaler.identity(2)), text);
        TrainedModel blank = new TrainedModel(
                config,
                Optional.empty(),
                TrainedModel.inputs(contract),
                contract,
                Map.of(HEAD, OutputActivation.NONE),
                Map.of(HEAD, new Transcription(text.columns().labels().names(), 4)),
                Map.of(),
                Tensors.of(),
                Map.of());
        Tensors.Builder parameters = Tensors.builder();
        blank.network(Network.Mode.INFERENCE).parameters().forEach(spec -> {
            Tensor value = spec.initializer().create(spec.shape(), 1, spec.name());
            CounterRandom random = CounterRandom.of(4, spec.name(), 0);
            for (int i = 0; i < value.array().length; i++) {
                value.array()[i] = 2 * random.normal(i);
            }
            parameters.put(spec.name(), value);
        });
        return new TrainedModel(
                config,
                Optional.empty(),
                blank.inputs(),
                contract,
                blank.activations(),
                blank.forms(),
                Map.of(),
                parameters.build(),
                Map.of());
    }

    private void export(OnnxOptions.Padding padding) throws IOException {
        OnnxExporter exporter = new OnnxExporter(
                OnnxOptions.defaults().withPadding(padding), new ProofGrid(List.of(1, 3), List.of(1, 5), 1));
        ExportReport report = exporter.export(model(), Validation.none(), folder);
        assertThat(report.passed()).as(() -> report.summary().toString()).isTrue();
    }

    private static float number(int row, int t, int i) {
        return 3 * CounterRandom.of(9, "inputs", 0).normal((row * STEPS + t) * 2 + i);
    }

    private static Map<String, OnnxArray> inputs(boolean inFront) {
        float[] numbers = new float[ROWS * STEPS * 2];
        for (int row = 0; row < ROWS; row++) {
            for (int t = 0; t < LENGTHS[row]; t++) {
                int step = inFront ? STEPS - LENGTHS[row] + t : t;
                for (int i = 0; i < 2; i++) {
                    numbers[(row * STEPS + step) * 2 + i] = number(row, t, i);
                }
            }
        }
        Map<String, OnnxArray> inputs = new LinkedHashMap<>();
        inputs.put(ModelInput.FEATURES, OnnxArray.floats(numbers, ROWS, STEPS, 2));
        inputs.put(Network.LENGTHS, OnnxArray.ints(LENGTHS, ROWS));
        inputs.put("state.encoder.l0.h", OnnxArray.floats(new float[ROWS * 4], ROWS, 4));
        inputs.put("state.encoder.l0_reverse.h", OnnxArray.floats(new float[ROWS * 4], ROWS, 4));
        return inputs;
    }

    @ParameterizedTest
    @EnumSource
    void export_anyPaddingSide_fileGivesLogarithmsAndTheTextOfTheBestPath(OnnxOptions.Padding padding)
            throws IOException {
        export(padding);
        boolean inFront = padding == OnnxOptions.Padding.LEFT;
        try (OnnxRuntimeSession session = OnnxRuntimeSession.open(folder.resolve(OnnxExporter.MODEL))) {
            Map<String, OnnxArray> results = session.run(inputs(inFront));

            OnnxArray path = Objects.requireNonNull(results.get("outputs.path"));
            OnnxArray logarithms = Objects.requireNonNull(results.get(HEAD));
            assertThat(path.type()).isEqualTo(ElementType.INT64);
            assertThat(path.shape()).containsExactly(ROWS, STEPS);
            assertThat(logarithms.shape()).containsExactly(ROWS, STEPS, 4);
            int read = 0;
            for (int row = 0; row < ROWS; row++) {
                int first = inFront ? STEPS - LENGTHS[row] : 0;
                float[] own = Arrays.copyOfRange(
                        logarithms.toFloats(), (row * STEPS + first) * 4, (row * STEPS + first + LENGTHS[row]) * 4);
                double sum = 0;
                for (int label = 0; label < 4; label++) {
                    sum += Math.exp(own[label]);
                }
                assertThat(sum).isCloseTo(1, within(1e-5));
                List<Integer> text = new ArrayList<>();
                for (int t = 0; t < STEPS; t++) {
                    int label = (int) path.toLongs()[row * STEPS + t];
                    if (label != 0) {
                        text.add(label);
                    }
                }
                assertThat(text)
                        .as("row %s", row)
                        .isEqualTo(new PrefixBeamSearch(1)
                                .search(own, 4)
                                .getFirst()
                                .tokens());
                read += text.size();
            }
            assertThat(read).as("labels that were read").isGreaterThan(2);
        }
    }

    @Test
    void check_streaming_isRefused() {
        OnnxExporter exporter = new OnnxExporter(
                OptionRecords.with(OnnxOptions.defaults(), "streaming", true),
                new ProofGrid(List.of(1), List.of(1), 1));

        assertThatThrownBy(() -> exporter.check(model())).hasMessageContaining("the loss judges whole sequences");
    }

    private Output predict(int steps, int top) throws IOException {
        export(OnnxOptions.Padding.RIGHT);
        double[] series = new double[steps * 2];
        for (int i = 0; i < series.length; i++) {
            series[i] = number(0, i / 2, i % 2);
        }
        return new OnnxPredictor()
                .predict(folder, Map.of(ModelInput.FEATURES, new Sequence.Series(Matrix.wrap(steps, 2, series))), top)
                .getFirst();
    }

    /** There are more texts than any memory holds. */
    @Test
    void predict_allTextsOfALongSeries_givesTheLikeliestHundred() throws IOException {
        Output output = predict(60, Integer.MAX_VALUE);

        assertThat(output.steps().getFirst()).hasSize(100);
    }

    @Test
    void predict_oneSeries_givesTheLikeliestTexts() throws IOException {
        Output output = predict(LENGTHS[0], 3);

        assertThat(output.everyStep()).isFalse();
        assertThat(output.steps()).hasSize(1);
        assertThat(output.steps().getFirst())
                .hasSize(3)
                .allSatisfy(text -> assertThat(text.probability()).isBetween(0.0, 1.0));
        assertThat(output.steps().getFirst().getFirst().probability())
                .isGreaterThanOrEqualTo(output.steps().getFirst().get(1).probability());
    }
}
