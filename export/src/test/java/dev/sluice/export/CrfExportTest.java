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
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.Direction;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.HeadOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Validation;
import dev.sluice.core.train.structure.LinearChain;
import dev.sluice.core.train.structure.TagScheme;
import dev.sluice.export.KnownCells.Gru;
import dev.sluice.export.metadata.ModelMetadata;
import dev.sluice.export.model.OnnxOptions;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.proof.ProofGrid;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that give the likeliest sequence of labels. */
class CrfExportTest {
    private static final List<String> TAGS = List.of("B-x", "B-y", "I-x", "I-y", "O");
    private static final int STEPS = 6;
    private static final int ROWS = 3;
    private static final int[] LENGTHS = {6, 1, 4};
    private static final String HEAD = Network.OUTPUTS;

    @TempDir
    private Path folder = Path.of("");

    private static TrainedModel model() {
        ModelConfig config = ModelConfig.of(EncoderOptions.of(Gru.defaults(), 4).withDirection(Direction.BIDIRECTIONAL))
                .withHead(HEAD, HeadOptions.defaults().atEveryStep());
        DataContract contract = DataContract.of(
                new InputEncoding.Series(Scaler.identity(2)),
                new TargetEncoding.EveryStep(new ClassEncoding(Labels.of(TAGS), ClassEncoding.Form.DISTRIBUTION)));
        TrainedModel blank = new TrainedModel(
                config,
                Optional.empty(),
                TrainedModel.inputs(contract),
                contract,
                Map.of(HEAD, OutputActivation.NONE),
                Map.of(HEAD, new LinearChain(TAGS, TagScheme.BIO)),
                Map.of(),
                Tensors.of(),
                Map.of());
        Tensors.Builder parameters = Tensors.builder();
        blank.network(Network.Mode.INFERENCE).parameters().forEach(spec -> {
            Tensor value = spec.initializer().create(spec.shape(), 1, spec.name());
            CounterRandom random = CounterRandom.of(4, spec.name(), 0);
            for (int i = 0; i < value.array().length && spec.role() != ParameterSpec.Role.FIXED; i++) {
                value.array()[i] = random.normal(i);
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

    private void export(TrainedModel model, OnnxOptions.Padding padding) throws IOException {
        OnnxExporter exporter = new OnnxExporter(
                OnnxOptions.defaults().withPadding(padding), new ProofGrid(List.of(1, 3), List.of(1, 5), 1));
        ExportReport report = exporter.export(model, Validation.none(), folder);
        assertThat(report.passed()).as(() -> report.summary().toString()).isTrue();
    }

    private static Map<String, OnnxArray> inputs(boolean inFront) {
        float[] numbers = new float[ROWS * STEPS * 2];
        CounterRandom random = CounterRandom.of(9, "inputs", 0);
        for (int row = 0; row < ROWS; row++) {
            for (int t = 0; t < LENGTHS[row]; t++) {
                int step = inFront ? STEPS - LENGTHS[row] + t : t;
                for (int i = 0; i < 2; i++) {
                    numbers[(row * STEPS + step) * 2 + i] = 2 * random.normal((row * STEPS + t) * 2 + i);
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

    /** The best path of one row by trying all, from the scores that the file gives. */
    private static List<Integer> best(TrainedModel model, float[] scores, int row, int first) {
        Tensors parameters = model.parameters();
        float[] transitions = parameters.get("head.transitions").array();
        float[] start = parameters.get("head.start").array();
        float[] end = parameters.get("head.end").array();
        int labels = TAGS.size();
        List<Integer> best = List.of();
        double most = Double.NEGATIVE_INFINITY;
        int length = LENGTHS[row];
        for (long code = 0; code < Math.round(Math.pow(labels, length)); code++) {
            List<Integer> path = new ArrayList<>();
            double score = 0;
            long rest = code;
            boolean legal = true;
            for (int t = 0; t < length; t++) {
                int label = (int) (rest % labels);
                rest /= labels;
                String tag = TAGS.get(label);
                String before = t == 0 ? "O" : TAGS.get(path.getLast());
                legal &= !tag.startsWith("I") || !before.equals("O") && before.endsWith(tag.substring(1));
                score += scores[(row * STEPS + first + t) * labels + label];
                score += t == 0 ? start[label] : transitions[path.getLast() * labels + label];
                path.add(label);
            }
            score += end[path.getLast()];
            if (legal && score > most) {
                most = score;
                best = path;
            }
        }
        return best;
    }

    @ParameterizedTest
    @EnumSource
    void export_anyPaddingSide_fileGivesTheBestPath(OnnxOptions.Padding padding) throws IOException {
        TrainedModel model = model();
        export(model, padding);
        boolean inFront = padding == OnnxOptions.Padding.LEFT;
        try (OnnxRuntimeSession session = OnnxRuntimeSession.open(folder.resolve(OnnxExporter.MODEL))) {
            assertThat(ModelMetadata.of(session.metadata()).contract().target().columns())
                    .isInstanceOfSatisfying(
                            ClassEncoding.class,
                            classes -> assertThat(classes.labels().names()).isEqualTo(TAGS));

            Map<String, OnnxArray> results = session.run(inputs(inFront));

            OnnxArray path = Objects.requireNonNull(results.get("outputs.path"));
            float[] scores = Objects.requireNonNull(results.get(HEAD)).toFloats();
            assertThat(path.type()).isEqualTo(ElementType.INT64);
            assertThat(path.shape()).containsExactly(ROWS, STEPS);
            for (int row = 0; row < ROWS; row++) {
                int first = inFront ? STEPS - LENGTHS[row] : 0;
                List<Integer> found = new ArrayList<>();
                for (int t = 0; t < STEPS; t++) {
                    int label = (int) path.toLongs()[row * STEPS + t];
                    if (t >= first && t < first + LENGTHS[row]) {
                        found.add(label);
                    } else {
                        assertThat(label).isZero();
                    }
                }
                assertThat(found).as("row %s", row).isEqualTo(best(model, scores, row, first));
            }
        }
    }

    @Test
    void predict_oneSeries_namesThePathFirst() throws IOException {
        TrainedModel model = model();
        export(model, OnnxOptions.Padding.RIGHT);
        double[] series = new double[LENGTHS[0] * 2];
        float[] given =
                Objects.requireNonNull(inputs(false).get(ModelInput.FEATURES)).toFloats();
        for (int i = 0; i < series.length; i++) {
            series[i] = given[i];
        }

        Output output = new OnnxPredictor()
                .predict(
                        folder, Map.of(ModelInput.FEATURES, new Sequence.Series(Matrix.wrap(LENGTHS[0], 2, series))), 5)
                .getFirst();

        try (OnnxRuntimeSession session = OnnxRuntimeSession.open(folder.resolve(OnnxExporter.MODEL))) {
            Map<String, OnnxArray> results = session.run(inputs(false));
            float[] scores = Objects.requireNonNull(results.get(HEAD)).toFloats();
            List<Integer> best = best(model, scores, 0, 0);
            assertThat(output.steps().stream()
                            .map(step -> step.getFirst().label())
                            .toList())
                    .isEqualTo(best.stream().map(TAGS::get).toList());
            double sum = output.steps().getFirst().stream()
                    .mapToDouble(prediction -> prediction.probability())
                    .sum();
            assertThat(sum).isCloseTo(1, org.assertj.core.api.Assertions.within(1e-5));
        }
    }
}
