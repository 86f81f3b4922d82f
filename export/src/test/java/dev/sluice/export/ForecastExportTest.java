package dev.sluice.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.SeriesConfig;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.Output;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.record.ModelFile;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.ForecastOptions;
import dev.sluice.core.model.ForecastOptions.Base;
import dev.sluice.core.model.ForecastOptions.ErrorUnit;
import dev.sluice.core.model.ForecastOptions.Linear;
import dev.sluice.core.model.ForecastOptions.Method;
import dev.sluice.core.model.ForecastOptions.Normalize;
import dev.sluice.core.model.ForecastTask;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Validation;
import dev.sluice.export.model.OnnxOptions;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.proof.ProofGrid;
import dev.sluice.export.streaming.StepValues;
import dev.sluice.export.streaming.StreamingSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Forecasts of two variables from three columns, one of which is known, in the exported file. */
class ForecastExportTest {
    private static final ProofGrid GRID = new ProofGrid(List.of(1, 3), List.of(1, 7), 1);
    private static final int WINDOW = 5;
    private static final int HORIZON = 3;
    private static final ForecastTask TASK =
            new ForecastTask(ModelInput.FEATURES, List.of(0, 2), WINDOW, HORIZON, List.of(1));
    private static final Scaler COLUMNS = new Scaler(List.of(1000.0, 12.0, -4.0), List.of(50.0, 7.0, 0.5));

    @TempDir
    private Path folder;

    private static TrainedModel model(Normalize normalize, Method method) {
        ModelConfig config = ModelConfig.of(EncoderOptions.of(KnownCells.Gru.defaults(), 4))
                .withForecast(new ForecastOptions(normalize, Base.SEASON, 2, Linear.OWN, ErrorUnit.DATA, method));
        Map<String, InputEncoding> inputs = new LinkedHashMap<>();
        inputs.put(ModelInput.FEATURES, new InputEncoding.Series(COLUMNS));
        inputs.put(
                "known",
                new InputEncoding.Static(COLUMNS.of(List.of(1)).repeated(HORIZON), SeriesConfig.Missing.REFUSE));
        DataContract contract = new DataContract(
                inputs,
                Map.of(ModelInput.FEATURES, Network.LENGTHS),
                Map.of(Example.TARGET, new TargetEncoding.Horizon(TASK, COLUMNS.of(TASK.columns()))),
                new ColumnNames(
                        Map.of(
                                ModelInput.FEATURES, List.of("load", "hour", "oil"),
                                Example.TARGET, List.of("load@+1", "oil@+1", "load@+2", "oil@+2", "load@+3", "oil@+3")),
                        ""));
        Map<String, OutputActivation> activations = Map.of(Example.TARGET, OutputActivation.NONE);
        Network network = TrainedModel.network(
                config, java.util.Optional.empty(), contract, activations, Map.of(), Network.Mode.INFERENCE);
        SplittableRandom random = new SplittableRandom(5);
        Tensors.Builder parameters = Tensors.builder();
        network.parameters().forEach(spec -> {
            float[] values = new float[spec.shape().elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble(-0.5, 0.5);
            }
            parameters.put(spec.name(), Tensor.wrap(Shape.of(spec.shape().toArray()), values));
        });
        return new TrainedModel(
                config, TrainedModel.inputs(contract), contract, activations, parameters.build(), Map.of());
    }

    private ExportReport export(TrainedModel model, boolean streaming) throws IOException {
        OnnxExporter exporter = new OnnxExporter(OnnxOptions.defaults().withStreaming(streaming), GRID);
        exporter.check(model);
        Files.writeString(folder.resolve("model.json"), ModelFile.write(model.contract()));
        return exporter.export(model, Validation.none(), folder);
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void export_eachMethod_isProvenAndAnswersInTheUnitsOfTheData(Method method) throws IOException {
        for (Normalize normalize : Normalize.values()) {
            TrainedModel model = model(normalize, method);
            ExportReport report = export(model, false);
            assertThat(report.passed()).as(() -> report.summary().toString()).isTrue();
            Map<String, Sequence> inputs = new LinkedHashMap<>();
            inputs.put(
                    ModelInput.FEATURES,
                    new Sequence.Series(Matrix.wrap(4, 3, 990, 1, -4, 1010, 2, -3, 1050, 3, -4.5, 1000, 4, -4)));
            inputs.put("known", new Sequence.Static(Matrix.row(5, 6, 7)));
            Output answer = new OnnxPredictor().predict(folder, inputs, 2).getFirst();
            double[] expected = COLUMNS.of(TASK.columns())
                    .repeated(HORIZON)
                    .undo(Matrix.of(reference(model, inputs)))
                    .array();
            assertThat(answer.steps().getFirst()).hasSize(TASK.size());
            for (int i = 0; i < expected.length; i++) {
                assertThat(answer.steps().getFirst().get(i).probability())
                        .as(method + " " + normalize)
                        .isEqualTo(expected[i], within(1e-3 * (i % 2 == 0 ? 50 : 0.5)));
            }
            assertThat(answer.steps().getFirst().get(3).label()).isEqualTo("oil@+2");
        }
        Map<String, String> metadata =
                OnnxModel.read(folder.resolve("model.onnx")).metadata();
        assertThat(metadata).containsEntry("sluice.numbers", "6");
        assertThat(ModelFile.read(Objects.requireNonNull(metadata.get("sluice.contract")))
                        .target())
                .isEqualTo(new TargetEncoding.Horizon(TASK, COLUMNS.of(TASK.columns())));
    }

    private static Tensor reference(TrainedModel model, Map<String, Sequence> inputs) {
        Tensors encoded =
                dev.sluice.core.data.Batch.inputs(List.of(model.contract().encode(inputs)));
        return Array64.toTensors(Interpreter.run(
                        model.network(Network.Mode.INFERENCE).graph(),
                        Array64.of(model.parameters().with(encoded))))
                .get(Network.OUTPUTS);
    }

    /** In ONNX Runtime: a step that is given the file's own answer goes on with the forecast that the file has made. */
    @Test
    void streaming_recursiveFedWithItsOwnAnswers_goesOnWithTheForecast() throws IOException {
        ExportReport report = export(model(Normalize.NONE, Method.RECURSIVE), true);
        assertThat(report.passed()).as(() -> report.summary().toString()).isTrue();
        try (StreamingSession session = StreamingSession.open(folder.resolve("model.step.onnx"))) {
            StreamingSession.Client client = session.client();
            float[] forecast = new float[0];
            for (int t = 0; t < 6; t++) {
                forecast = step(client, t, 1000 + 20 * t % 50, -4 + 0.1f * t);
            }
            List<Float> first = values(forecast);
            for (int h = 0; h < HORIZON - 1; h++) {
                float[] on = step(client, 6 + h, first.get(2 * h), first.get(2 * h + 1));
                assertThat((double) on[0]).isEqualTo(first.get(2 * h + 2), within(1e-2));
                assertThat((double) on[1]).isEqualTo(first.get(2 * h + 3), within(1e-4));
            }
        }
    }

    private static List<Float> values(float... array) {
        List<Float> values = new ArrayList<>();
        for (float value : array) {
            values.add(value);
        }
        return values;
    }

    private static float[] step(StreamingSession.Client client, int t, float load, float oil) {
        StepValues values = StepValues.none()
                .withNumbers(ModelInput.FEATURES, load, t % 24, oil)
                .withNumbers("known", new float[] {(t + 1) % 24, (t + 2) % 24, (t + 3) % 24});
        return Objects.requireNonNull(client.next(values).get(Network.OUTPUTS));
    }

    @Test
    void streaming_directWithoutNormalization_keepsTheWindowAsItsState() throws IOException {
        ExportReport report = export(model(Normalize.NONE, Method.DIRECT), true);
        assertThat(report.passed()).as(() -> report.summary().toString()).isTrue();
        assertThat(OnnxModel.read(folder.resolve("model.step.onnx")).metadata().get("sluice.states"))
                .contains("state.forecast.window");
    }

    @Test
    void streaming_normalizedWindow_isRefused() {
        assertThatThrownBy(() -> export(model(Normalize.WINDOW, Method.DIRECT), true))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("model.forecast.normalize");
    }
}
