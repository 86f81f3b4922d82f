package dev.sluice.bench.search;

import dev.sluice.core.error.Suggestions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice bench samplers}. */
@Command(
        name = "samplers",
        description = {
            "Measure how close samplers come to the optimum of known functions in 20, 50 and 100 trials.",
            "With --python, compared with Optuna's samplers on the same functions."
        },
        mixinStandardHelpOptions = true)
public final class SamplersCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Number of studies of each kind (default: ${DEFAULT-VALUE}).")
    private int seeds = 30;

    @Option(
            names = "--lag",
            paramLabel = "N",
            description = "Each of our trials sees the results of trials at least this many before it, as with"
                    + " this many workers (default: ${DEFAULT-VALUE}).")
    private int lag = 1;

    @Option(names = "--threads", paramLabel = "N", description = "Concurrent studies (default: ${DEFAULT-VALUE}).")
    private int threads = 2;

    @Option(names = "--functions", split = ",", paramLabel = "NAME", description = "Only these (default: all).")
    private List<String> functions = new ArrayList<>();

    @Option(
            names = "--samplers",
            split = ",",
            paramLabel = "NAME",
            description = "Only these; by default, all except auto, which is gp in all of these studies.")
    private List<String> samplers = new ArrayList<>();

    @Option(names = "--python", paramLabel = "PROGRAM", description = "A Python with Optuna: /usr/bin/python3.")
    private @Nullable String python;

    @Option(names = "--markdown", paramLabel = "FILE", description = "File for the page; by default, print it.")
    private @Nullable Path markdown;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        List<String> known =
                TestFunctions.all().stream().map(TestFunction::name).toList();
        List<String> wanted = checked("--functions", functions, known);
        List<String> compared = checked("--samplers", samplers, Quality.samplers());
        List<Regret> regrets = new ArrayList<>(Quality.run(
                wanted, samplers.isEmpty() ? Quality.distinctSamplers() : compared, seeds, lag, threads, err::println));
        List<String> facts = new ArrayList<>();
        facts.add(seeds + " seeds; each of our trials sees those that are at least " + lag + " before it");
        facts.add("`auto` is `gp` in all of these studies");
        if (python != null) {
            regrets.addAll(OptunaSide.run(python, wanted, seeds, threads));
            facts.add("Optuna's samplers as they come, one trial at a time; `tpe-multivariate` is its TPE with"
                    + " `multivariate=True, group=True`");
            facts.add("Optuna's sampler with a Gaussian process came with 3.6 and is not compared, nor is BoTorch");
        }
        String page = QualityPage.of(regrets, command(), facts);
        if (markdown == null) {
            out.print(page);
        } else {
            Files.writeString(markdown, page, StandardCharsets.UTF_8);
        }
        return 0;
    }

    private List<String> checked(String option, List<String> given, List<String> known) {
        for (String name : given) {
            if (!known.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        option + " must name some of " + String.join(", ", known) + ", but names '" + name + "'"
                                + Suggestions.question(name, known));
            }
        }
        return given.isEmpty() ? known : given;
    }

    private String command() {
        List<String> command = new ArrayList<>(List.of("./sluice"));
        command.addAll(spec.root().commandLine().getParseResult().originalArgs());
        return String.join(" ", command);
    }
}
