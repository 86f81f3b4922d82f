package dev.sluice.cli;

import dev.sluice.core.experiment.Resumption;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.option.OptionKey;
import dev.sluice.core.train.TrainingMemory;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.show.CodeExample;
import dev.sluice.export.show.ModelDescription;
import dev.sluice.tuning.journal.StudyFolder;
import dev.sluice.tuning.study.StudyRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice show}. */
@Command(
        name = "show",
        description = "Tell what is known of a run, a study, or an ONNX file.",
        mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "RUN",
            defaultValue = "latest",
            description = "Name of the run, the beginning or a part of it, its folder, or 'latest' (unless given);"
                    + " or the name or folder of a study; or the path of an .onnx file, anybody's.")
    private String name = "latest";

    @Option(
            names = "--code",
            paramLabel = "LANGUAGE",
            description = "Of an ONNX file, only a program that runs it: java, python, csharp or javascript.")
    private CodeExample.@Nullable Language code;

    @Mixin
    private RunsOption option = new RunsOption();

    @Mixin
    private StudiesOption studies = new StudiesOption();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (name.toLowerCase(Locale.ROOT).endsWith(".onnx")) {
            return model(out, Path.of(name));
        }
        if (code != null) {
            throw new ParameterException(
                    spec.commandLine(), "--code needs an .onnx file, but was given the run " + name);
        }
        Optional<StudyFolder> study = studies.studies().look(name);
        if (study.isPresent()) {
            new StudySheet(out).print(StudyRecord.read(study.get().path()));
            return 0;
        }
        Run run = option.runs().find(name);
        line(out, "run", run.id());
        line(out, "state", OptionKey.written(run.state()) + (run.message().isEmpty() ? "" : ": " + run.message()));
        if (run.canResume()) {
            line(out, "to go on", Resumption.command(run.path()));
        }
        line(out, "started", run.started().toString());
        run.ended().ifPresent(ended -> line(out, "ended", ended.toString()));
        provenance(out, run.provenance());
        memory(out, run.events());
        results(out, run.results());
        epochs(out, run.metrics());
        files(out, run.path());
        return 0;
    }

    private int model(PrintWriter out, Path file) throws IOException {
        if (code != null) {
            out.print(new CodeExample(OnnxModel.read(file), name).in(code));
            out.flush();
        } else {
            ModelDescription.of(file).forEach(out::println);
        }
        return 0;
    }

    private static void provenance(PrintWriter out, Map<String, Object> provenance) {
        if (provenance.get("command") instanceof List<?> command && !command.isEmpty()) {
            line(
                    out,
                    "command",
                    String.join(" ", command.stream().map(String::valueOf).toList()));
        }
        if (provenance.get("git") instanceof Map<?, ?> git && git.containsKey("commit")) {
            line(out, "commit", git.get("commit") + (Boolean.TRUE.equals(git.get("dirty")) ? " with changes" : ""));
        }
        if (provenance.get("data") instanceof Map<?, ?> data) {
            line(out, "data", data.get("examples") + " examples, sha256 " + data.get("sha256"));
        }
        if (provenance.get("machine") instanceof Map<?, ?> machine) {
            line(
                    out,
                    "machine",
                    machine.get("cpu") + ", " + machine.get("threads") + " threads, " + machine.get("java"));
        }
    }

    /** What training needed, in bytes, as the event of its beginning says. */
    private static void memory(PrintWriter out, List<Map<String, Object>> events) {
        for (Map<String, Object> event : events) {
            if (event.get("memory") instanceof Map<?, ?> memory
                    && memory.get("weights") instanceof Number weights
                    && memory.get("optimizer") instanceof Number optimizer
                    && memory.get("activations") instanceof Number activations) {
                line(
                        out,
                        "memory",
                        new TrainingMemory(weights.longValue(), optimizer.longValue(), activations.longValue())
                                .toString());
            }
        }
    }

    private static void results(PrintWriter out, Map<String, Object> results) {
        results.forEach((name, value) -> line(out, name, words(value)));
    }

    private static String words(Object value) {
        if (value instanceof Map<?, ?> figures) {
            return String.join(
                    ", ",
                    figures.entrySet().stream()
                            .map(entry -> entry.getKey() + " " + words(entry.getValue()))
                            .toList());
        }
        return value instanceof Double figure ? String.format(Locale.ROOT, "%.6g", figure) : String.valueOf(value);
    }

    private static void epochs(PrintWriter out, List<Map<String, Object>> epochs) {
        if (!epochs.isEmpty()) {
            out.println();
        }
        for (Map<String, Object> epoch : epochs) {
            boolean best = Boolean.TRUE.equals(epoch.get("best"));
            StringBuilder line = new StringBuilder();
            epoch.forEach((name, value) -> {
                if (value instanceof Number && !name.equals("gradient_norm") && !name.equals("learning_rate")) {
                    line.append(name.replace('_', ' '))
                            .append(' ')
                            .append(words(value))
                            .append("  ");
                }
            });
            out.println("  " + (line + (best ? "best" : "")).stripTrailing());
        }
    }

    private static void files(PrintWriter out, Path folder) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
        }
        out.println();
        line(out, "folder", folder.toString());
        line(out, "files", String.join(", ", names));
    }

    private static void line(PrintWriter out, String name, String value) {
        out.println(String.format(Locale.ROOT, "%-11s %s", name, value));
    }
}
