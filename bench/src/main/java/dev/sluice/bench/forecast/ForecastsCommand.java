package dev.sluice.bench.forecast;

import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.record.Run;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice bench forecasts}. */
@Command(
        name = "forecasts",
        description = {
            "Measure the settings of forecasts on the test parts of the examples, as a Markdown table of docs/forecasting.md.",
            "Untrained networks with least-squares output layers; with --trained, also trained ones."
        },
        mixinStandardHelpOptions = true)
public final class ForecastsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--examples",
            paramLabel = "DIR",
            description = "Folder of the examples (default: ${DEFAULT-VALUE}).")
    private Path examples = Path.of("examples");

    @Option(names = "--trained", description = "Also trained networks.")
    private boolean trained;

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: ${DEFAULT-VALUE}).")
    private int threads = 1;

    @Option(names = "--seed", paramLabel = "N", description = "Seed (default: ${DEFAULT-VALUE}).")
    private int seed = 1;

    @Override
    public Integer call() throws IOException {
        List<Series> columns = Series.all().stream()
                .filter(series -> Files.isRegularFile(examples.resolve(series.file())))
                .toList();
        if (columns.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there must be examples such as " + Series.all().getFirst().file() + " in " + examples
                            + "; name their folder with --examples");
        }
        List<Setting> rows = new ArrayList<>(Setting.untrained());
        if (trained) {
            rows.addAll(Setting.trainedOnes());
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(row("", columns.stream().map(Series::title).toList()));
        out.println(row("---", columns.stream().map(series -> "---:").toList()));
        out.println(row(
                "figure on the test part", columns.stream().map(Series::figure).toList()));
        out.flush();
        Path runs = Files.createTempDirectory("forecasts");
        for (Setting setting : rows) {
            List<String> cells = new ArrayList<>();
            for (Series series : columns) {
                cells.add(setting.suits(series) ? cell(figure(setting, series, runs)) : "–");
            }
            out.println(row(setting.title(), cells));
            out.flush();
        }
        out.println();
        out.println("Seed " + seed + "; the runs are in " + runs + ".");
        return 0;
    }

    private double figure(Setting setting, Series series, Path runs) throws IOException {
        Experiment experiment = Experiment.load(examples.resolve(series.file()))
                .withRuns(runs)
                .set("seed", seed)
                .set("train.threads", threads);
        for (String change : setting.changes(series)) {
            experiment = experiment.option(change);
        }
        Run run = experiment.run().run();
        return run.results().orElseThrow().test().scores().figure(series.metric());
    }

    /** Four digits: settings differ in the third. */
    static String cell(double figure) {
        int decimals = (int) Math.max(0, 3 - Math.floor(Math.log10(Math.abs(figure))));
        return String.format(Locale.ROOT, "%." + Math.min(decimals, 4) + "f", figure);
    }

    private static String row(String first, List<String> cells) {
        return "| " + first + " | " + String.join(" | ", cells) + " |";
    }
}
