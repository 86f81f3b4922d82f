package dev.sluice.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.Prediction;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Validation;
import dev.sluice.export.model.OnnxDraft;
import dev.sluice.export.model.OnnxOptions;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.proof.Proof;
import dev.sluice.export.proof.ProofGrid;
import dev.sluice.export.proof.ProofSubject;
import dev.sluice.export.proof.Tolerance;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import dev.sluice.export.streaming.StepValues;
import dev.sluice.export.streaming.StreamingSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RegressionExportTest {
    private static final ProofGrid GRID = new ProofGrid(List.of(1, 3), List.of(1, 5), 1);

    @TempDir
    private Path folder;

    /** In float32 where its digits are enough, else in float64: the second mean is 2,500 deviations from 0. */
    @ParameterizedTest
    @CsvSource({"500, FLOAT, answers.outputs, 0.01", "50000, DOUBLE, targets.outputs, 0.0001"})
    void export_regressionOnStandardizedTargets_answersInTheUnitsOfTheData(
            double mean, ElementType type, String numbers, double near) throws IOException {
        Scaler targets = new Scaler(List.of(mean, -0.5), List.of(20.0, 0.001));
        TrainedModel model = SmallModels.regression(targets);

        ExportReport report = new OnnxExporter(OnnxOptions.defaults(), GRID).export(model, Validation.none(), folder);

        assertThat(report.passed()).as(() -> report.summary().toString()).isTrue();
        OnnxModel file = OnnxModel.read(folder.resolve("model.onnx"));
        assertThat(file.proto().getGraph().getInitializerList())
                .anyMatch(tensor -> tensor.getName().equals(numbers + ".deviation"))
                .anyMatch(tensor -> tensor.getName().equals(numbers + ".mean"));
        assertThat(file.outputs().getFirst().type()).isEqualTo(type);
        assertThat(file.metadata().get("sluice.usage"))
                .contains("features double [batch, time, 2] as measured", "outputs, " + type + " [batch, 2]");
        JsonNode outputs = JsonMapper.shared()
                .readTree(Files.readString(folder.resolve("proof.json")))
                .get("outputs")
                .get("outputs");
        assertThat(outputs.get("file_from_float64").get("scale").asDouble()).isBetween(0.05, 10.0);
        // Neighbors in float32 are 0.00006 apart here, which is 0.006 deviations.
        Sequence series = new Sequence.Series(Matrix.wrap(2, 2, 1000.02001, -3, 1000.00002, 40));
        List<Prediction> predictions = new OnnxPredictor()
                .predict(folder, Map.of("features", series), 1)
                .getFirst()
                .steps()
                .getFirst();
        double[] expected = targets.undo(outputs(model, series)).array();
        assertThat(predictions.get(0).probability()).isCloseTo(expected[0], offset(near));
        assertThat(predictions.get(1).probability()).isCloseTo(expected[1], offset(1e-6));
    }

    @ParameterizedTest
    @ValueSource(doubles = {500, 50_000})
    void export_wrongNumberBesideALargeOne_isFoundOut(double mean) throws IOException {
        // A column in hundredths that is off by half its deviation, beside a large one.
        TrainedModel model = SmallModels.regression(new Scaler(List.of(mean, -0.5), List.of(20.0, 0.001)));
        new OnnxExporter(OnnxOptions.defaults(), GRID).export(model, Validation.none(), folder);
        TrainedModel other = SmallModels.regression(new Scaler(List.of(mean, -0.5005), List.of(20.0, 0.001)));
        ProofSubject subject = OnnxDraft.of(other, OnnxOptions.defaults()).subject();

        try (OnnxRuntimeSession session = OnnxRuntimeSession.open(folder.resolve("model.onnx"))) {
            assertThat(Proof.run(subject, session, GRID, Validation.none(), Tolerance.ofRounding())
                            .passed())
                    .isFalse();
        }
    }

    /** In float32 the neighbors of the mean are 64 apart, more than three deviations. */
    @Test
    void nextNumbers_largeNumbersThatHardlyDiffer_areThoseOfTheWholeModel() throws IOException {
        TrainedModel model = SmallModels.forwardRegression(new Scaler(List.of(1e9, -0.5), List.of(20.0, 0.001)));
        OnnxOptions streaming = OnnxOptions.defaults().withStreaming(true);
        assertThat(new OnnxExporter(streaming, GRID)
                        .export(model, Validation.none(), folder)
                        .passed())
                .isTrue();
        List<Prediction> whole = new OnnxPredictor()
                .predict(folder, Map.of("features", new Sequence.Series(Matrix.row(1000.02001, 40))), 2)
                .getFirst()
                .steps()
                .getFirst();

        try (StreamingSession session = StreamingSession.open(folder.resolve("model.step.onnx"))) {
            StepValues values = StepValues.none().withNumbers("features", 1000.02001, 40);
            assertThat(session.client().nextNumbers(values).get("outputs"))
                    .containsExactly(
                            new double[] {
                                whole.get(0).probability(), whole.get(1).probability()
                            },
                            offset(1e-4));
            assertThat(session.client().next(values).get("outputs")).contains(1e9f);
        }
    }

    private static Tensor outputs(TrainedModel model, Sequence series) {
        Tensors inputs = Batch.inputs(List.of(model.contract().encode(Map.of("features", series))));
        Network network = model.network(Network.Mode.INFERENCE);
        return Plan.compile(network.graph(), EngineOptions.defaults())
                .run(model.parameters().with(inputs), RandomKey.NONE)
                .get("outputs");
    }
}
