package dev.sluice.cli;

import dev.sluice.cli.datagallery.Exhibit;
import dev.sluice.cli.datagallery.Measurement;
import dev.sluice.cli.datagallery.TablePage;
import dev.sluice.core.data.DataException;
import dev.sluice.core.error.Suggestions;
import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.RunObserver;
import dev.sluice.core.experiment.RunResult;
import dev.sluice.core.experiment.record.Machine;
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.train.Scores;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice gallery}. */
@Command(
        name = "gallery",
        description = {
            "Run examples on real data, with several seeds, and write a table that compares their figures with published ones.",
            "An example without its data is skipped, with a message that says where to get them."
        },
        mixinStandardHelpOptions = true)
final class GalleryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ExamplesOption examples = new ExamplesOption();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Seeds to run each experiment with; by default, those of the example.")
    private int seeds;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The page to write; rows of examples that are not run are kept. Default: ${DEFAULT-VALUE}.")
    private Path page = Path.of("docs/gallery-data.md");

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Change a value of all experiments, for example train.epochs=1; may be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Mixin
    private RunsOption runs = new RunsOption();

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        TablePage table = new TablePage(page, examples.folder());
        boolean all = true;
        Registry registry = plugins.load();
        for (Map.Entry<String, Exhibit> entry : examples.chosen(Exhibit.FILE, folder -> Exhibit.in(folder, registry))
                .entrySet()) {
            String name = entry.getKey();
            Exhibit exhibit = entry.getValue();
            try {
                List<Measurement> measured = new ArrayList<>();
                for (String file : exhibit.experiments()) {
                    measured.add(measure(name, file, exhibit, out));
                }
                table.put(name, exhibit, measured, foot());
            } catch (DataException e) {
                all = false;
                out.println(name + ": " + e.getMessage());
            }
            out.flush();
        }
        out.println("wrote " + page);
        out.flush();
        return all ? 0 : 1;
    }

    private Measurement measure(String name, String file, Exhibit exhibit, PrintWriter out) {
        List<Double> figures = new ArrayList<>();
        String figure = "";
        String baseline = "";
        long begun = System.nanoTime();
        int count = seeds > 0 ? seeds : exhibit.seeds();
        for (int seed = 1; seed <= count; seed++) {
            Experiment experiment = Experiment.load(
                            examples.folder().resolve(name).resolve(file))
                    .withRuns(runs.folder())
                    .withObserver(RunObserver.silent())
                    .set("seed", seed);
            for (String override : overrides) {
                experiment = experiment.option(override);
            }
            RunResult result = experiment.run();
            figure = figure(exhibit, result.test(), name);
            figures.add(result.test().figure(figure));
            baseline = baselines(result, figure);
            out.println(
                    String.format(Locale.ROOT, "%s/%s, seed %d: %s %.4f", name, file, seed, figure, figures.getLast()));
            out.flush();
        }
        return new Measurement(file, figure, figures, baseline, (System.nanoTime() - begun) / 1e9 / count);
    }

    /** What the baselines of a run reached, of those that were judged by this figure. */
    private static String baselines(RunResult result, String figure) {
        return result.baselines().stream()
                .filter(each -> each.figures().metrics().containsKey(figure))
                .map(each -> each.name() + " "
                        + TablePage.figure(each.figures().metrics().get(figure)))
                .collect(Collectors.joining(", "));
    }

    /** The name of the figure to show. */
    private static String figure(Exhibit exhibit, Scores test, String name) {
        if (exhibit.figure().isEmpty()) {
            return test.main();
        }
        Set<String> known = new TreeSet<>(test.metrics().keySet());
        known.add(Scores.LOSS);
        if (!known.contains(exhibit.figure())) {
            throw new DataException("the figure of " + name + "/" + Exhibit.FILE + " must be one of the test part, "
                    + String.join(", ", known) + ", but is '" + exhibit.figure() + "'"
                    + Suggestions.question(exhibit.figure(), known));
        }
        return exhibit.figure();
    }

    private static String foot() {
        int processors = Runtime.getRuntime().availableProcessors();
        return "Last measured on " + LocalDate.now(ZoneOffset.UTC) + ", Sluice " + Version.number() + ", " + processors
                + " processors, kernels " + Machine.current(processors).facts().getOrDefault("kernels", "unknown")
                + ".";
    }
}
