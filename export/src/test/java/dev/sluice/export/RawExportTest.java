package dev.sluice.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.ColumnScaling;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Pieces;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.SeriesConfig;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.Times;
import dev.sluice.core.data.prepare.PrepareConfig;
import dev.sluice.core.data.prepare.PrepareConfig.Cycle;
import dev.sluice.core.data.prepare.PrepareConfig.Fill;
import dev.sluice.core.data.prepare.Prepared;
import dev.sluice.core.data.split.Portion;
import dev.sluice.core.data.split.Portions;
import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.forecast.ForecastInputs;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.ForecastOptions;
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
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.proof.ProofGrid;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that take data as they were read, in ONNX Runtime, beside the same data prepared in Java. */
class RawExportTest {
    private static final ProofGrid GRID = new ProofGrid(List.of(1), List.of(1, 3), 1);
    private static final List<String> COLUMNS = List.of("load", "temp", "oil");
    private static final int STEPS = 60;

    @TempDir
    private Path folder;

    private static PrepareConfig wish(List<String> columns, Fill fill) {
        return wish(columns, fill, 0, 0, 0, List.of());
    }

    private static PrepareConfig wish(
            List<String> columns, Fill fill, int median, double clip, int difference, List<Integer> lags) {
        return new PrepareConfig(
                columns,
                fill,
                median,
                clip,
                clip > 0,
                difference,
                lags,
                List.of(),
                "UTC",
                0,
                1,
                false,
                ColumnScaling.Bend.NONE,
                ColumnScaling.Scale.STANDARD);
    }

    private static PrepareConfig ofTime(List<Cycle> calendar, String zone, double season, boolean trend) {
        return new PrepareConfig(
                List.of(),
                Fill.NONE,
                0,
                0,
                false,
                0,
                List.of(),
                calendar,
                zone,
                season,
                2,
                trend,
                ColumnScaling.Bend.NONE,
                ColumnScaling.Scale.STANDARD);
    }

    /** Two days between steps, from 1999 on, with gaps, outliers and words. */
    private static Example example(int steps, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Matrix values = Matrix.zeros(steps, COLUMNS.size());
        double[] times = new double[steps];
        List<String> wind = new ArrayList<>();
        for (int t = 0; t < steps; t++) {
            times[t] = 930_000_000 + 100_000.0 * t + random.nextInt(5000);
            for (int c = 0; c < COLUMNS.size(); c++) {
                double value = 100 * c + 10 * random.nextGaussian();
                values.array()[t * COLUMNS.size() + c] = random.nextInt(7) == 0 ? Double.NaN : value;
            }
            wind.add(List.of("N", "S", "calm", "").get(random.nextInt(4)));
        }
        Map<String, Sequence> inputs = new LinkedHashMap<>();
        inputs.put(ModelInput.FEATURES, new Sequence.Series(values, Times.of(times)));
        inputs.put("wind", new Sequence.Categories(wind, true));
        inputs.put("static", new Sequence.Static(Matrix.row(random.nextDouble(5), 3)));
        inputs.put("site", new Sequence.Categories(List.of(random.nextBoolean() ? "A" : "B"), false));
        return new Example(inputs, Map.of());
    }

    /** A contract of prepared data with the scalers of one example. */
    private static DataContract contract(
            List<PrepareConfig> wishes,
            Optional<ForecastTask> task,
            SeriesConfig.Missing missing,
            Set<String> leaveOut) {
        List<Portion> portions = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            portions.add(Portion.of(without(example(STEPS, i), leaveOut)));
        }
        ColumnNames given =
                new ColumnNames(Map.of(ModelInput.FEATURES, COLUMNS, "static", List.of("height", "age")), "time");
        Prepared prepared = Prepared.fit(wishes, Pieces.of(Portions.of(portions).own()), given, Set.of())
                .changes();
        Map<String, Sequence> first = portions.getFirst().example().inputs();
        Map<String, List<String>> names =
                new LinkedHashMap<>(prepared.columns(first).columns());
        Map<String, InputEncoding> inputs = new LinkedHashMap<>();
        Map<String, Sequence> after = prepared.apply(first);
        Scaler scaler = Scaler.fit(List.of(((Sequence.Series) after.get(ModelInput.FEATURES)).values()));
        inputs.put(ModelInput.FEATURES, new InputEncoding.Series(scaler, missing, 1, Set.of()));
        if (after.get("static") instanceof Sequence.Static fixed) {
            int size = fixed.values().columns();
            inputs.put(
                    "static",
                    new InputEncoding.Static(
                            new Scaler(Collections.nCopies(size, 0.5), Collections.nCopies(size, 2.0)),
                            SeriesConfig.Missing.REFUSE));
        }
        Map<String, TargetEncoding> targets = new LinkedHashMap<>();
        if (task.isPresent()) {
            targets.put(
                    Example.TARGET,
                    new TargetEncoding.Horizon(task.get(), scaler.of(task.get().columns())));
            if (!task.get().known().isEmpty()) {
                inputs.put(
                        task.get().knownInput(),
                        new InputEncoding.Static(
                                scaler.of(task.get().known())
                                        .repeated(task.get().horizon()),
                                missing));
            }
        } else {
            targets.put(Example.TARGET, new TargetEncoding.Numbers(Scaler.identity(2)));
        }
        return new DataContract(
                        inputs, Map.of(ModelInput.FEATURES, Network.LENGTHS), targets, new ColumnNames(names, "time"))
                .after(prepared);
    }

    private static Example without(Example example, Set<String> inputs) {
        Map<String, Sequence> left = new LinkedHashMap<>(example.inputs());
        left.keySet().removeAll(inputs);
        return new Example(left, Map.of());
    }

    private static TrainedModel model(DataContract contract) {
        ModelConfig config = ModelConfig.of(EncoderOptions.of(KnownCells.Gru.defaults(), 4));
        if (contract.target() instanceof TargetEncoding.Horizon) {
            config = config.withForecast(new ForecastOptions(
                    ForecastOptions.Normalize.WINDOW,
                    ForecastOptions.Base.LAST,
                    0,
                    ForecastOptions.Linear.OWN,
                    ForecastOptions.ErrorUnit.DATA,
                    ForecastOptions.Method.DIRECT));
        }
        Map<String, OutputActivation> activations = Map.of(Example.TARGET, OutputActivation.NONE);
        Network network =
                TrainedModel.network(config, Optional.empty(), contract, activations, Map.of(), Network.Mode.INFERENCE);
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

    private ExportReport export(DataContract contract) throws IOException {
        return new OnnxExporter(OnnxOptions.defaults(), GRID).export(model(contract), Validation.none(), folder);
    }

    private static final List<PrepareConfig> ALL = List.of(
            wish(List.of("load"), Fill.LAST, 3, 0.1, 0, List.of(1, 5)),
            wish(List.of("temp"), Fill.LINEAR, 4, 0, 2, List.of()),
            wish(List.of("oil"), Fill.MEAN, 0, 0.05, 0, List.of(2)),
            ofTime(List.of(Cycle.values()), "+05:30", 777_000, true));

    @Test
    void export_everyStep_isProvenOnDataAsTheyAreRead() throws IOException {
        ExportReport report = export(contract(ALL, Optional.empty(), SeriesConfig.Missing.REFUSE, Set.of()));

        assertThat(report.passed()).as(() -> report.summary().toString()).isTrue();
        OnnxModel file = OnnxModel.read(folder.resolve("model.raw.onnx"));
        assertThat(file.inputs().stream().map(input -> input.name() + " " + input.type() + " " + input.shape()))
                .contains(
                        "features double [batch, time, 3]",
                        "time double [batch, time]",
                        "wind int64 [batch, time]",
                        "static double [batch, 2]",
                        "site int64 [batch, 1]",
                        "lengths int32 [batch]");
        assertThat(file.metadata().get("sluice.usage"))
                .startsWith(
                        "Takes data as they were read: features double [batch, time, 3] (load, temp, oil), NaN where")
                .contains("wind int64 [batch, time], numbers of words: 0 missing, 1 not known, 2 to 4 N, S, calm");
        assertThat(Files.readString(folder.resolve("proof.json")))
                .contains("model.raw.onnx", "gaps, unknown and missing words");
    }

    /** Missing numbers that no step fills are the mean, or the last number, as {@code data.series.missing} says. */
    @ParameterizedTest
    @CsvSource({"MEAN", "LAST"})
    void export_gapsThatNoStepFills_areFilledAsTheContractSays(SeriesConfig.Missing missing) throws IOException {
        ExportReport report = export(contract(
                List.of(wish(List.of("load"), Fill.NONE, 3, 0.1, 1, List.of(2))),
                Optional.empty(),
                missing,
                Set.of("static", "site")));
        assertThat(report.passed()).as(() -> report.summary().toString()).isTrue();
    }

    /** A clock that changes is no node: its columns are inputs. */
    @Test
    void export_clockThatChanges_takesItsColumnsFromTheCaller() throws IOException {
        ExportReport report = export(contract(
                List.of(
                        wish(List.of(), Fill.LAST),
                        ofTime(List.of(Cycle.HOUR), "Europe/Vienna", 0, false),
                        wish(List.of(), Fill.NONE, 0, 0.2, 0, List.of())),
                Optional.empty(),
                SeriesConfig.Missing.REFUSE,
                Set.of()));
        assertThat(report.passed()).as(() -> report.summary().toString()).isTrue();
        OnnxModel file = OnnxModel.read(folder.resolve("model.raw.onnx"));
        assertThat(file.metadata().get("sluice.usage"))
                .contains("(load, temp, oil, hour sin, hour cos)", "calendar whose clock changes");
    }

    @Test
    void export_forecast_readsTheWholePastAndTheStepsToCome() throws IOException {
        DataContract names = contract(ALL, Optional.empty(), SeriesConfig.Missing.REFUSE, Set.of("static", "site"));
        List<String> columns = names.columns().of(ModelInput.FEATURES);
        ForecastTask task = new ForecastTask(
                ModelInput.FEATURES,
                List.of(0, 2),
                7,
                3,
                List.of(columns.indexOf("hour sin"), columns.indexOf("wind=S"), columns.indexOf("trend")));
        DataContract contract = contract(ALL, Optional.of(task), SeriesConfig.Missing.REFUSE, Set.of("static", "site"));

        ExportReport report = export(contract);

        assertThat(report.passed()).as(() -> report.summary().toString()).isTrue();
        Map<String, Sequence> series = new LinkedHashMap<>(
                without(example(20, 9), Set.of("static", "site")).inputs());
        Sequence.Series read = (Sequence.Series) series.get(ModelInput.FEATURES);
        double[] values = read.values().array().clone();
        for (int i = 17 * COLUMNS.size(); i < values.length; i++) {
            values[i] = Double.NaN;
        }
        values[16 * COLUMNS.size()] = 5;
        series.put(ModelInput.FEATURES, new Sequence.Series(Matrix.wrap(20, COLUMNS.size(), values), read.times()));
        double[] wanted = new OnnxPredictor()
                        .predict(folder, new ForecastInputs(contract).after(new Example(series, Map.of())), 9)
                        .getFirst()
                        .steps()
                        .getFirst()
                        .stream()
                        .mapToDouble(prediction -> prediction.probability())
                        .toArray();
        Map<String, OnnxArray> given = new LinkedHashMap<>();
        given.put("features", OnnxArray.doubles(values, 1, 20, COLUMNS.size()));
        given.put("time", OnnxArray.doubles(read.times().array(), 1, 20));
        List<String> wind = ((Sequence.Categories) Objects.requireNonNull(series.get("wind"))).values();
        given.put(
                "wind",
                OnnxArray.longs(
                        wind.stream()
                                .mapToLong(word -> word.isEmpty()
                                        ? 0
                                        : 2 + List.of("N", "S", "calm").indexOf(word))
                                .toArray(),
                        1,
                        20));
        given.put("lengths", OnnxArray.ints(new int[] {17}, 1));
        given.put("state.encoder.l0.h", OnnxArray.floats(new float[4], 1, 4));
        try (OnnxRuntimeSession file = OnnxRuntimeSession.open(folder.resolve("model.raw.onnx"))) {
            double[] answers =
                    Objects.requireNonNull(file.run(given).get("outputs")).numbers();
            assertThat(answers).hasSize(6);
            for (int i = 0; i < answers.length; i++) {
                assertThat(answers[i]).isCloseTo(wanted[i], within(1e-4));
            }
        }
    }
}
