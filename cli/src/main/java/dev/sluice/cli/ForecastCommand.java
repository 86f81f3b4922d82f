package dev.sluice.cli;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.TimeColumn;
import dev.sluice.core.data.table.Table;
import dev.sluice.core.error.Printable;
import dev.sluice.core.experiment.InputFile;
import dev.sluice.core.experiment.TrainedModels;
import dev.sluice.core.experiment.exchange.Predictor;
import dev.sluice.core.experiment.forecast.ForecastTable;
import dev.sluice.core.experiment.forecast.Forecaster;
import dev.sluice.core.experiment.forecast.IntervalPicture;
import dev.sluice.core.experiment.forecast.SeriesForecast;
import dev.sluice.core.experiment.forecast.WrittenTimes;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice forecast}. */
@Command(
        name = "forecast",
        description = "Forecast the next steps of each series in a file with an exported model.",
        mixinStandardHelpOptions = true)
final class ForecastCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ModelArgument chosen = new ModelArgument();

    @Option(
            names = "--input",
            paramLabel = "FILE",
            required = true,
            description =
                    "A file of series in the format of the run's data source, up to the step before the forecast; if future"
                            + " values of some columns are known, with rows for the steps ahead.")
    private Path input = Path.of("");

    @Option(
            names = "--horizon",
            paramLabel = "STEPS",
            description =
                    "Steps to forecast; by default, as many as the model forecasts at once. Further steps are forecast from"
                            + " its own predictions.")
    private int horizon;

    @Option(
            names = "--out",
            paramLabel = "OUT",
            required = true,
            description = "CSV file for the forecasts, with a picture beside it, OUT.png.")
    private Path to = Path.of("");

    @Option(
            names = "--paths",
            paramLabel = "N",
            description =
                    "Number of sample paths to draw for each series from the predicted distributions, written to OUT.paths.csv.")
    private int paths;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "Seed of the sample paths (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Mixin
    private PredictorOption model = new PredictorOption();

    @Override
    public Integer call() throws IOException {
        if (horizon < 0 || paths < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--horizon and --paths must be at least 1, but were " + horizon + " and " + paths);
        }
        OutputFile.require("--out", to);
        if (Files.exists(to) && Files.isSameFile(input, to)) {
            throw new DataException("the forecasts must not replace the series, but --input and --out are both " + to
                    + "; name another file");
        }
        Run run = chosen.run();
        Predictor predictor = model.predictor(run);
        run.requireUnchanged(RunFile.MODEL);
        DataContract contract = TrainedModels.contract(run, model.tokenizers(run));
        try (ModelFolder exported = ModelFolder.of(run, model.format())) {
            Forecaster forecaster = new Forecaster(contract, TrainedModels.families(run), predictor, exported.path());
            DataReport report = new DataReport();
            List<Example> series = InputFile.read(run, input, report);
            report.categories(contract, series);
            int steps = horizon == 0 ? forecaster.trained() : horizon;
            List<SeriesForecast> forecasts = forecaster.forecast(series, steps, paths, seed);
            tellShort(report, forecaster.window(), forecasts);
            boolean intervals =
                    forecasts.stream().anyMatch(forecast -> !forecast.details().isEmpty());
            tell(report, forecaster, steps, intervals);
            TimeColumn column = contract.columns().times();
            boolean dates = report.counts().getOrDefault(Table.DATES, 0L) > 0;
            write(dates ? WrittenTimes.dates(column, forecasts) : WrittenTimes.numbers(column), forecasts);
        }
        return 0;
    }

    private static void tellShort(DataReport report, int window, List<SeriesForecast> forecasts) {
        List<SeriesForecast> few = forecasts.stream()
                .filter(forecast -> forecast.past().rows() < window)
                .toList();
        few.stream()
                .min(Comparator.comparingInt(forecast -> forecast.past().rows()))
                .ifPresent(shortest -> report.note(
                        "series_shorter_than_window",
                        few.size(),
                        String.format(
                                Locale.ROOT,
                                "Series with fewer measured steps than the %,d that the model reads: %,d of %,d, the shortest"
                                        + " '%s' with %,d; their forecasts use only these, so add earlier steps if available",
                                window,
                                few.size(),
                                forecasts.size(),
                                shortest.series(),
                                shortest.past().rows())));
    }

    private void tell(DataReport report, Forecaster forecaster, int steps, boolean intervals) {
        PrintWriter err = spec.commandLine().getErr();
        report.notes().forEach(note -> err.println(Printable.message("Data: " + note)));
        if (steps > forecaster.trained()) {
            err.println("The model forecasts " + forecaster.trained()
                    + " steps at once. Those after are made from its own answers, as"
                    + " if these had been measured"
                    + (intervals ? ", so their intervals are too narrow" : "")
                    + (forecaster.drawsPaths() && paths == 0 ? "; --paths draws courses that heed it" : ""));
        }
        err.flush();
    }

    private void write(WrittenTimes times, List<SeriesForecast> forecasts) throws IOException {
        OutputFile.write(to, text -> ForecastTable.write(text, times, forecasts));
        Path picture = beside(".png");
        if (!forecasts.isEmpty()) {
            Files.write(picture, IntervalPicture.of("forecast", forecasts).png());
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(
                Locale.ROOT, "Forecasts of %,d series are in %s, with a picture in %s", forecasts.size(), to, picture));
        if (paths > 0) {
            Path drawn = beside(".paths.csv");
            OutputFile.write(drawn, text -> ForecastTable.writePaths(text, times, forecasts));
            out.println(String.format(Locale.ROOT, "%,d courses of each are in %s", paths, drawn));
        }
    }

    private Path beside(String ending) {
        String name = to.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return to.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ending);
    }
}
