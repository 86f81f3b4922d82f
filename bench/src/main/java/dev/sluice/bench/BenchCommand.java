package dev.sluice.bench;

import dev.sluice.bench.forecast.ForecastsCommand;
import dev.sluice.bench.measure.Peaks;
import dev.sluice.bench.measure.Turns;
import dev.sluice.bench.record.RecordingCommand;
import dev.sluice.bench.report.JsonReport;
import dev.sluice.bench.report.MarkdownReport;
import dev.sluice.bench.report.Report;
import dev.sluice.bench.report.TerminalTable;
import dev.sluice.bench.search.SamplersCommand;
import dev.sluice.bench.search.StudyCommand;
import dev.sluice.bench.work.Grid;
import dev.sluice.bench.work.Group;
import dev.sluice.bench.work.LanguageId;
import dev.sluice.bench.work.Work;
import dev.sluice.core.experiment.record.Machine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice bench}: the program finds it when this module is on its class path. */
@Command(
        name = "bench",
        description = {
            "Measure how fast Sluice is on this machine, compared with the peak of the processor.",
            "With --peers, which downloads 135 MB, also compared with libtorch, OpenBLAS and ONNX Runtime."
        },
        mixinStandardHelpOptions = true,
        subcommands = {ForecastsCommand.class, RecordingCommand.class, SamplersCommand.class, StudyCommand.class})
public final class BenchCommand implements Callable<Integer> {
    private static final int BATCHES = 40;
    private static final int QUICK_BATCHES = 10;
    private static final Path LANGUAGE_ID = Path.of("examples/language-id/experiment.yaml");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--quick", description = "Fewer and shorter rounds: rough figures for a first look.")
    private boolean quick;

    @Option(
            names = "--threads",
            split = ",",
            paramLabel = "N",
            description = "Numbers of threads, for example 1,2 (default: 1 and the number of processors, at most 2).")
    private List<Integer> threads = new ArrayList<>();

    @Option(
            names = "--group",
            split = ",",
            paramLabel = "GROUP",
            description = "Only these tables: ${COMPLETION-CANDIDATES}.")
    private Set<Group> groups = EnumSet.allOf(Group.class);

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "WORD",
            description = "Only benchmarks whose names contain all these words, for example gru,step.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--peers", description = "Compare with other libraries (the launcher builds and loads them).")
    private boolean peers;

    @Option(
            names = "--profile",
            description = "Print below each layer's row how Sluice's time is spent, instruction by instruction.")
    private boolean profile;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all times to this file.")
    private @Nullable Path json;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write the tables to this file, as a page.")
    private @Nullable Path markdown;

    @Option(
            names = "--experiment",
            paramLabel = "FILE",
            description =
                    "Experiment whose epochs are timed; skipped if it does not exist (default: ${DEFAULT-VALUE}).")
    private Path experiment = LANGUAGE_ID;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Settings settings = settings();
        List<Peer> others = others();
        out.println(Machine.current(settings.threads().getLast()).cpu());
        others.forEach(peer -> out.println("beside " + peer.description()));
        Peaks peaks = Peaks.measure();
        out.println(String.format(
                Locale.ROOT,
                "On one thread: %.0f GFLOP/s at most, %.0f GFLOP/s in a large product, %.1f GB/s from memory",
                peaks.flops(),
                peaks.product(),
                peaks.bandwidth()));
        TerminalTable table = new TerminalTable(peaks, out::println);
        Report report = new Benchmark(settings, others, table::add)
                .run(peaks, works(settings))
                .withPeaks(peaks.or(Peaks.measure()));
        write(json, JsonReport.of(report));
        write(markdown, MarkdownReport.of(report, command(), LocalDate.now(ZoneOffset.UTC)));
        report.unequal().forEach(spec.commandLine().getErr()::println);
        return report.unequal().isEmpty() ? 0 : 1;
    }

    private Settings settings() {
        int processors = Math.min(2, Runtime.getRuntime().availableProcessors());
        List<Integer> numbers = !threads.isEmpty() ? threads : processors == 1 ? List.of(1) : List.of(1, processors);
        try {
            return new Settings(
                    groups,
                    numbers,
                    only,
                    quick ? Turns.QUICK : Turns.THOROUGH,
                    quick ? QUICK_BATCHES : BATCHES,
                    profile);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--threads: " + e.getMessage());
        }
    }

    private List<Peer> others() {
        if (!peers) {
            return List.of();
        }
        List<Peer> found = ServiceLoader.load(Peer.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        if (found.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--peers needs the other libraries on the class path; run it with the launcher,"
                            + " ./sluice bench --peers, which builds and loads them");
        }
        return found;
    }

    private List<Work> works(Settings settings) throws IOException {
        List<Work> works = new ArrayList<>();
        for (Group group : Group.values()) {
            works.addAll(Grid.of(group));
        }
        if (settings.groups().contains(Group.EPOCHS) && Files.exists(experiment)) {
            works.add(LanguageId.of(experiment, settings.batches()));
        }
        return works;
    }

    private static void write(@Nullable Path file, String text) throws IOException {
        Optional<Path> target = Optional.ofNullable(file);
        if (target.isPresent()) {
            Files.writeString(target.get(), text, StandardCharsets.UTF_8);
        }
    }

    private String command() {
        List<String> command = new ArrayList<>(List.of("./sluice"));
        command.addAll(spec.commandLine().getParent().getParseResult().originalArgs());
        return String.join(" ", command);
    }
}
