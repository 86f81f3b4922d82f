package dev.sluice.cli;

import dev.sluice.core.data.DataFolders;
import dev.sluice.tuning.experiment.ExperimentStudy;
import dev.sluice.tuning.trial.TrialRunner;
import dev.sluice.tuning.worker.WorkerLoop;
import dev.sluice.tuning.worker.WorkerProcesses;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice worker}: a process in which a study has its trials run; no command for people. */
@Command(name = "worker", hidden = true, description = "Run trials of a study, which is read from standard input.")
final class WorkerCommand implements Callable<Integer> {
    @Parameters(paramLabel = "STUDY", description = "Folder of the study.")
    private Path study = Path.of("");

    @Option(names = "--threads", description = "Threads for the kernels of a trial.")
    private int threads = 1;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ExperimentStudy joined = ExperimentStudy.join(study);
        // The standard output belongs to the study; what anything else prints there goes to the terminal.
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        System.setOut(System.err);
        WorkerLoop.run(joined.trials(threads), joined.experiment().space(), System.in, answers);
        return 0;
    }

    /** A runner of a study's trials in processes like this one. */
    static TrialRunner processes(ExperimentStudy study) {
        List<String> command = new ArrayList<>(java());
        command.add("worker");
        command.add(study.folder().path().toAbsolutePath().toString());
        command.add("--threads=" + study.threads());
        String data = System.getProperty(DataFolders.PROPERTY);
        if (data != null) {
            command.add("--data=" + data);
        }
        return new WorkerProcesses(command, study.experiment().space());
    }

    /** The command that started this program, as far as the program's name. */
    private static List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-agentlib:") && !argument.startsWith("-javaagent:"))
                .forEach(command::add);
        String started = System.getProperty("sun.java.command", "").split(" ", 2)[0];
        Path home = home();
        if (Files.isRegularFile(home) && Path.of(started).toAbsolutePath().equals(home.toAbsolutePath())) {
            // The manifest of the program's own jar has options that a class path has not.
            command.addAll(List.of("-jar", started));
        } else {
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), Launch.class.getName()));
        }
        return command;
    }

    private static Path home() {
        try {
            return Path.of(Launch.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the program's own place cannot be read", e);
        }
    }
}
