package dev.sluice.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.Output;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.ForecastOptions;
import dev.sluice.core.model.ForecastTask;
import dev.sluice.core.model.HeadOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Validation;
import dev.sluice.core.train.distribution.Distribution;
import dev.sluice.core.train.distribution.DistributionFamily;
import dev.sluice.core.train.distribution.Interval;
import dev.sluice.core.train.distribution.NegativeBinomialFamily;
import dev.sluice.core.train.distribution.NormalFamily;
import dev.sluice.core.train.distribution.NormalMixtureFamily;
import dev.sluice.core.train.distribution.QuantileFamily;
import dev.sluice.core.train.distribution.StudentTFamily;
import dev.sluice.export.KnownCells.Gru;
import dev.sluice.export.metadata.Standardizations;
import dev.sluice.export.model.OnnxOptions;
import dev.sluice.export.proof.ProofGrid;
import dev.sluice.export.show.ModelDescription;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that give parameters, quantiles and intervals beside their point answers. */
class DistributionExportTest {
    private static final String HEAD = Network.OUTPUTS;
    private static final Matrix SERIES = Matrix.wrap(4, 2, 0.1, -0.3, 0.7, 0.2, -1.1, 0.4, 0.5, 0.9);
    private static final Scaler UNITS = new Scaler(List.of(20.0, -300.0), List.of(4.0, 50.0));
    private static final Scaler COUNTS = new Scaler(List.of(0.0, 0.0), List.of(30.0, 4.0));
    /** So far from zero that float32 has too few digits. */
    private static final Scaler FAR = new Scaler(List.of(1e7, 20.0), List.of(2.0, 4.0));

    @TempDir
    private Path folder = Path.of("");

    /** What a head predicts, in which units, with which interval. */
    record Case(DistributionFamily family, Scaler units, Interval interval, boolean everyStep) {
        @Override
        public String toString() {
            return family.title() + " " + units.mean() + " " + interval.margins() + (everyStep ? " at every step" : "");
        }
    }

    static Stream<Case> cases() {
        List<DistributionFamily> families = List.of(
                new QuantileFamily(List.of(0.1, 0.5, 0.9)),
                new NormalFamily(),
                new StudentTFamily(),
                new NegativeBinomialFamily(COUNTS.deviation()),
                new NormalMixtureFamily(3));
        return families.stream().flatMap(family -> {
            Scaler units = family instanceof NegativeBinomialFamily ? COUNTS : UNITS;
            Interval calibrated = new Interval(0.8, List.of(0.3, -0.1));
            return Stream.of(
                    new Case(family, units, calibrated, false),
                    new Case(family, units, calibrated, true),
                    new Case(family, family instanceof NegativeBinomialFamily ? COUNTS : FAR, calibrated, false));
        });
    }

    private static TrainedModel model(Case given) {
        ModelConfig config = ModelConfig.of(EncoderOptions.of(Gru.defaults(), 4));
        if (given.everyStep()) {
            config = config.withHead(HEAD, new HeadOptions(List.of(), 0, HeadOptions.At.EVERY_STEP, "", false));
        }
        TargetEncoding numbers = new TargetEncoding.Numbers(given.units());
        DataContract contract = DataContract.of(
                new InputEncoding.Series(Scaler.identity(2)),
                given.everyStep() ? new TargetEncoding.EveryStep(numbers) : numbers);
        return trained(config, contract, given.family(), given.interval());
    }

    private static TrainedModel trained(
            ModelConfig config, DataContract contract, DistributionFamily family, Interval interval) {
        TrainedModel blank = new TrainedModel(
                config,
                Optional.empty(),
                TrainedModel.inputs(contract),
                contract,
                Map.of(HEAD, OutputActivation.NONE),
                Map.of(HEAD, family),
                Map.of(HEAD, interval),
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
        return new TrainedModel(
                config,
                Optional.empty(),
                blank.inputs(),
                contract,
                blank.activations(),
                blank.forms(),
                blank.intervals(),
                parameters.build(),
                Map.of());
    }

    private ExportReport export(TrainedModel model) throws IOException {
        OnnxExporter exporter =
                new OnnxExporter(OnnxOptions.defaults(), new ProofGrid(List.of(1, 3), List.of(1, 5), 1));
        exporter.check(model);
        return exporter.export(model, Validation.none(), folder);
    }

    /** The parameters that the trained network predicts for the last step, in the units of the data, {@code [C][W]}. */
    private static double[][] parameters(TrainedModel model, DistributionFamily family, Scaler units) {
        Network network = model.network(Network.Mode.INFERENCE);
        Tensors.Builder values = model.parameters().toBuilder();
        InputEncoding.Series encoding =
                (InputEncoding.Series) model.contract().inputs().get(ModelInput.FEATURES);
        Tensor series = encoding.encode(new Sequence.Series(SERIES), List.of());
        values.put(ModelInput.FEATURES, series.reshape(SERIES.rows(), 1, SERIES.columns()));
        values.put(Network.LENGTHS, Tensor.copyOf(Shape.of(1), SERIES.rows()));
        Tensor outputs = Plan.compile(
                        new Graph(Map.of(HEAD, network.outputs())),
                        EngineOptions.defaults().withThreads(1))
                .run(values.build(), RandomKey.NONE)
                .get(HEAD);
        Matrix rows = units.undo(Matrix.of(outputs), family);
        double[][] parameters = new double[units.features()][family.width()];
        for (int i = 0; i < rows.columns(); i++) {
            parameters[i % units.features()][i / units.features()] = rows.get(rows.rows() - 1, i);
        }
        return parameters;
    }

    private static double part(Output output, String part, int column) {
        return Objects.requireNonNull(output.details().numbers().get(part))
                .getLast()
                .get(column);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void export_distribution_isProvenAndSaysItInTheUnitsOfTheData(Case given) throws IOException {
        TrainedModel model = model(given);
        ExportReport report = export(model);
        assertThat(report.passed()).as(() -> report.summary().toString()).isTrue();

        Output output = new OnnxPredictor()
                .predict(folder, Map.of(ModelInput.FEATURES, new Sequence.Series(SERIES)), 9)
                .getFirst();
        double[][] expected = parameters(model, given.family(), given.units());
        for (int column = 0; column < expected.length; column++) {
            Distribution distribution = given.family().of(expected[column]);
            double size = given.units().deviation().get(column);
            double point = output.steps().getLast().get(column).probability();
            int block = given.family().pointBlock();
            assertThat(point).isCloseTo(block < 0 ? distribution.mean() : expected[column][block], within(1e-4 * size));
            for (int i = 0; i < expected[column].length; i++) {
                if (i != block) {
                    String name = given.family().blocks().get(i).name();
                    assertThat(part(output, name, column)).isCloseTo(expected[column][i], within(1e-4 * size));
                }
            }
            assertThat(part(output, "low", column)).isLessThan(part(output, "high", column));
        }
        assertThat(output.details().interval().level()).isEqualTo(0.8);
        assertThat(output.details().interval().low()).isEqualTo("low");
        assertThat(ModelDescription.of(folder.resolve("model.onnx")))
                .anyMatch(line -> line.contains("outputs.low") && line.contains("80 %") && line.contains("calibrated"));
        boolean wide = Standardizations.ofAnswers(model).get("outputs.low").isWide();
        assertThat(wide).isEqualTo(given.units().equals(FAR));
    }

    @Test
    void export_intervalOfANormalDistribution_isItsQuantilesMovedByTheMargin() throws IOException {
        Interval plain = new Interval(0.9, List.of());
        TrainedModel model = model(new Case(new NormalFamily(), UNITS, plain, false));
        export(model);
        Map<String, Sequence> input = Map.of(ModelInput.FEATURES, new Sequence.Series(SERIES));
        Output before = new OnnxPredictor().predict(folder, input, 9).getFirst();
        double[][] expected = parameters(model, new NormalFamily(), UNITS);
        export(model.withIntervals(Map.of(HEAD, new Interval(0.9, List.of(0.5, -0.25)))));
        Output after = new OnnxPredictor().predict(folder, input, 9).getFirst();
        double[] margins = {0.5, -0.25};
        for (int column = 0; column < 2; column++) {
            Distribution normal = new NormalFamily().of(expected[column]);
            double near = 1e-3;
            assertThat(part(before, "low", column)).isCloseTo(normal.quantile(0.05), within(near));
            assertThat(part(before, "high", column)).isCloseTo(normal.quantile(0.95), within(near));
            double moved = margins[column] * expected[column][1];
            assertThat(part(after, "low", column)).isCloseTo(normal.quantile(0.05) - moved, within(near));
            assertThat(part(after, "high", column)).isCloseTo(normal.quantile(0.95) + moved, within(near));
        }
    }

    @Test
    void export_quantilesWithoutCalibration_areTheBounds() throws IOException {
        QuantileFamily family = new QuantileFamily(List.of(0.1, 0.5, 0.9));
        export(model(new Case(family, UNITS, new Interval(0.8, List.of()), false)));
        Output output = new OnnxPredictor()
                .predict(folder, Map.of(ModelInput.FEATURES, new Sequence.Series(SERIES)), 9)
                .getFirst();
        assertThat(output.details().numbers()).containsOnlyKeys("q0.1", "q0.9");
        assertThat(output.details().interval().low()).isEqualTo("q0.1");
        assertThat(output.details().interval().high()).isEqualTo("q0.9");
    }

    static Stream<ForecastOptions> forecasts() {
        return Stream.of(ForecastOptions.Method.values())
                .map(method -> new ForecastOptions(
                        ForecastOptions.Normalize.WINDOW,
                        ForecastOptions.Base.LAST,
                        0,
                        ForecastOptions.Linear.OWN,
                        ForecastOptions.ErrorUnit.DATA,
                        method));
    }

    @ParameterizedTest
    @MethodSource("forecasts")
    void export_forecastOfDistributions_isProvenByEachMethod(ForecastOptions options) throws IOException {
        ForecastTask task = new ForecastTask(ModelInput.FEATURES, List.of(0, 1), 4, 3, List.of());
        Map<String, InputEncoding> inputs = new LinkedHashMap<>();
        inputs.put(ModelInput.FEATURES, new InputEncoding.Series(UNITS));
        DataContract contract = new DataContract(
                inputs,
                Map.of(ModelInput.FEATURES, Network.LENGTHS),
                Map.of(Example.TARGET, new TargetEncoding.Horizon(task, UNITS)),
                ColumnNames.none());
        ModelConfig config =
                ModelConfig.of(EncoderOptions.of(Gru.defaults(), 4)).withForecast(options);
        for (DistributionFamily family :
                List.of(new QuantileFamily(List.of(0.2, 0.5, 0.8)), new NormalFamily(), new NormalMixtureFamily(2))) {
            TrainedModel model =
                    trained(config, contract, family, new Interval(0.8, List.of(0.1, 0.1, 0.2, 0.2, 0.3, 0.3)));
            ExportReport report = export(model);
            assertThat(report.passed()).as(() -> report.summary().toString()).isTrue();
            Output output = new OnnxPredictor()
                    .predict(folder, Map.of(ModelInput.FEATURES, new Sequence.Series(SERIES)), 9)
                    .getFirst();
            double[][] expected = parameters(model, family, UNITS.repeated(task.horizon()));
            for (int column = 0; column < task.size(); column++) {
                double mean = family.pointBlock() < 0
                        ? family.of(expected[column]).mean()
                        : expected[column][family.pointBlock()];
                assertThat(output.steps().getFirst().get(column).probability()).isCloseTo(mean, within(2e-3));
                assertThat(part(output, "low", column)).isLessThan(part(output, "high", column));
            }
        }
    }
}
