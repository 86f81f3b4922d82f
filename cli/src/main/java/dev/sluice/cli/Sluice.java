package dev.sluice.cli;

import dev.sluice.core.data.DataFolders;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code sluice} program. */
@Command(
        name = "sluice",
        description = "Train, track and export gated recurrent networks.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Start with:  sluice run examples/language-id/experiment.yaml",
            "All keys of an experiment:  sluice help experiment"
        })
public final class Sluice implements Runnable {
    /** In the order of the help text. */
    static final List<Class<?>> COMMANDS = List.of(
            RunCommand.class,
            ResumeCommand.class,
            TuneCommand.class,
            StudiesCommand.class,
            WorkerCommand.class,
            RunsCommand.class,
            DiffCommand.class,
            RerunCommand.class,
            NoteCommand.class,
            DeleteCommand.class,
            CardCommand.class,
            PlotCommand.class,
            ReportCommand.class,
            CompareCommand.class,
            UiCommand.class,
            ModelsCommand.class,
            ShowCommand.class,
            PredictCommand.class,
            ForecastCommand.class,
            OptionalCommand.find("dev.sluice.cluster.ScoreCommand", ScoreCommand.class),
            OptionalCommand.find("dev.sluice.cluster.FitCommand", FitCommand.class),
            GenerateCommand.class,
            TagCommand.class,
            TranslateCommand.class,
            ExplainCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            LintCommand.class,
            TrackCommand.class,
            CompressCommand.class,
            DataCommand.class,
            GalleryCommand.class,
            HelpCommand.class,
            SchemaCommand.class,
            PluginCommand.class,
            OptionalCommand.find("dev.sluice.bench.BenchCommand", BenchCommand.class));

    /** The command that needs all the others. */
    private static final String HELP = "help";

    @Spec
    private CommandSpec spec;

    @Option(names = "--stacktrace", scope = ScopeType.INHERIT, description = "Print the stack trace of an error.")
    private boolean stacktrace;

    @Option(
            names = "--data",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            description =
                    "Look for shared data ($data/… in an experiment file) in this folder first, before $SLUICE_DATA and"
                            + " ../shared/data.")
    @SuppressWarnings("UnusedMethod") // picocli calls it
    private void data(Path folder) {
        System.setProperty(DataFolders.PROPERTY, folder.toString());
    }

    private Sluice(CommandSpec spec) {
        // Replaced by picocli; set here so that it is never null.
        this.spec = spec;
    }

    /** Runs one command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        // Labels and texts are in any script, whatever the terminal's locale says.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.setOut(out);
        System.setErr(err);
        System.exit(execute(out, err, args));
    }

    /** Runs one command and returns its exit code. */
    static int execute(PrintStream out, PrintStream err, String... args) {
        Sluice sluice = new Sluice(CommandSpec.create());
        // A text may begin with @.
        CommandLine program = new CommandLine(sluice).setExpandAtFiles(false);
        // Reading the options of all commands takes a seventh of a second, so only those of the one that is called are
        // read.
        List<Class<?>> called = COMMANDS.stream()
                .filter(command -> args.length > 0 && named(command, args[0]))
                .toList();
        (called.isEmpty() ? COMMANDS : called).forEach(program::addSubcommand);
        NumberWords.readBy(program);
        Failures failures = new Failures(() -> sluice.stacktrace);
        program.setOut(new TerminalWriter(out))
                .setErr(new TerminalWriter(err))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(Failures::misspelt)
                .setCaseInsensitiveEnumValuesAllowed(true);
        try {
            return program.execute(args);
        } catch (OutOfMemoryError e) {
            // Not an exception, so no handler of the program's sees it; what was allocated is free again up here.
            program.getErr().println("sluice: " + Failures.OUT_OF_MEMORY + " (" + e.getMessage() + ")");
            program.getErr().flush();
            return Failures.FAILURE;
        } catch (LinkageError | StackOverflowError | AssertionError e) {
            // Not exceptions either.
            return failures.tell(e, program);
        }
    }

    /** {@code run} is {@code RunCommand}: to read the annotation that says so would take its time again. */
    private static boolean named(Class<?> command, String word) {
        return !word.equals(HELP)
                && command.getSimpleName().toLowerCase(Locale.ROOT).equals(word + "command");
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
