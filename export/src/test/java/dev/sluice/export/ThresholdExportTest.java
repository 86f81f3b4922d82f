package dev.sluice.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Labels;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.Output;
import dev.sluice.core.experiment.exchange.Prediction;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.HeadOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Validation;
import dev.sluice.export.KnownCells.Gru;
import dev.sluice.export.model.OnnxOptions;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.proof.ProofGrid;
import dev.sluice.export.runtime.ModelValue;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that say which labels are predicted, by thresholds of their own. */
class ThresholdExportTest {
    private static final Matrix SERIES = Matrix.wrap(4, 2, 0.1, -0.3, 0.7, 0.2, -1.1, 0.4, 0.5, 0.9);

    @TempDir
    private Path folder = Path.of("");

    private static TrainedModel model(ClassEncoding classes, boolean everyStep, OutputActivation activation) {
        ModelConfig config = ModelConfig.of(EncoderOptions.of(Gru.defaults(), 4));
        if (everyStep) {
            config = config.withHead(
                    Network.OUTPUTS, new HeadOptions(List.of(), 0, HeadOptions.At.EVERY_STEP, "", false));
        }
        DataContract contract = DataContract.of(
                new InputEncoding.Series(Scaler.identity(2)),
                everyStep ? new TargetEncoding.EveryStep(classes) : classes);
        TrainedModel blank = new TrainedModel(
                config,
                TrainedModel.inputs(contract),
                contract,
                Map.of(Network.OUTPUTS, activation),
                Tensors.of(),
                Map.of());
        Tensors.Builder parameters = Tensors.builder();
        blank.network(Network.Mode.INFERENCE).parameters().forEach(spec -> {
            Tensor value = Tensor.zeros(spec.shape().toArray());
            CounterRandom random = CounterRandom.of(4, spec.name(), 0);
            for (int i = 0; i < value.array().length; i++) {
                value.array()[i] = random.normal(i) * 0.4f;
            }
            parameters.put(spec.name(), value);
        });
        return new TrainedModel(config, blank.inputs(), contract, blank.activations(), parameters.build(), Map.of());
    }

    private Output predicted(TrainedModel model) throws IOException {
        OnnxExporter exporter =
                new OnnxExporter(OnnxOptions.defaults(), new ProofGrid(List.of(1, 3), List.of(1, 5), 1));
        ExportReport report = exporter.export(model, Validation.none(), folder);
        assertThat(report.passed()).as(() -> report.summary().toString()).isTrue();
        return new OnnxPredictor()
                .predict(folder, Map.of(ModelInput.FEATURES, new Sequence.Series(SERIES)), 9)
                .getFirst();
    }

    private ModelValue output(String name) throws IOException {
        try (OnnxRuntimeSession session = OnnxRuntimeSession.open(folder.resolve(OnnxExporter.MODEL))) {
            return Objects.requireNonNull(session.outputs().get(name), name);
        }
    }

    @Test
    void export_severalMayHold_fileSaysWhichAreAboveTheirThresholds() throws IOException {
        for (boolean everyStep : new boolean[] {false, true}) {
            ClassEncoding plain =
                    new ClassEncoding(Labels.of(List.of("cold", "loud", "wet")), ClassEncoding.Form.ZEROS_AND_ONES);
            for (double threshold : new double[] {0.02, 0.98}) {
                ClassEncoding classes = plain.withThresholds(List.of(0.5, threshold, threshold));
                Output output = predicted(model(classes, everyStep, OutputActivation.SIGMOID));

                assertThat(output.steps()).hasSize(everyStep ? SERIES.rows() : 1);
                output.steps()
                        .forEach(step -> assertThat(step)
                                .allSatisfy(prediction -> assertThat(prediction.holds())
                                        .isEqualTo(prediction.probability()
                                                > (prediction.label().equals("cold") ? 0.5 : threshold))));
                assertThat(output.steps().getLast().stream().filter(Prediction::holds))
                        .hasSizeBetween(threshold > 0.5 ? 0 : 2, threshold > 0.5 ? 1 : 3);
                assertThat(output("decisions").type()).isEqualTo(ElementType.INT64);
                assertThat(output("decisions").shape().rank()).isEqualTo(everyStep ? 3 : 2);
            }
        }
    }

    @Test
    void export_twoClasses_fileNamesThePredictedOne() throws IOException {
        ClassEncoding plain = new ClassEncoding(Labels.of(List.of("bad", "fine")), ClassEncoding.Form.NUMBER);
        for (boolean everyStep : new boolean[] {false, true}) {
            for (double threshold : new double[] {0.02, 0.98}) {
                ClassEncoding classes = plain.withThresholds(List.of(1 - threshold, threshold));
                Output output = predicted(model(classes, everyStep, OutputActivation.SOFTMAX));

                output.steps()
                        .forEach(step ->
                                assertThat(step.getFirst().label()).isEqualTo(threshold < 0.5 ? "fine" : "bad"));
                assertThat(output("decisions").shape().rank()).isEqualTo(everyStep ? 2 : 1);
            }
        }
    }
}
