package dev.sluice.cli;

import dev.sluice.core.experiment.promotion.Models;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.show.CodeExample;
import dev.sluice.export.show.ModelDescription;
import dev.sluice.tuning.journal.StudyFolder;
import dev.sluice.tuning.study.StudyRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
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
        description = "Describe a run, a version of a model, a study, or an ONNX file.",
        mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "RUN",
            defaultValue = "latest",
            description =
                    "Name of the run, the beginning or a part of it, its folder, or 'latest' (default); or models:NAME@VERSION;"
                            + " or the name or folder of a study; or the path of any .onnx file.")
    private String name = "latest";

    @Option(
            names = "--code",
            paramLabel = "LANGUAGE",
            description = "For an ONNX file, print only a program that runs it: java, python, csharp or javascript.")
    private CodeExample.@Nullable Language code;

    @Mixin
    private RunsOption option = new RunsOption();

    @Mixin
    private StudiesOption studies = new StudiesOption();

    @Mixin
    private ModelsOption models = new ModelsOption();

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
        if (Models.isModel(name)) {
            new VersionPage(models.models(), models.models().find(name), out).print();
            return 0;
        }
        Optional<StudyFolder> study = studies.studies().look(name);
        if (study.isPresent()) {
            new StudySheet(out).print(StudyRecord.read(study.get().path()));
            return 0;
        }
        Run run = option.runs().find(name);
        new RunPage(run, out).print();
        return 0;
    }

    /** A line about a file that its run did not write. */
    static String changed(String difference) {
        return "This is not the file that its run wrote and proved: " + difference;
    }

    private int model(PrintWriter out, Path file) throws IOException {
        if (code != null) {
            out.print(new CodeExample(OnnxModel.read(file), name).in(code));
            out.flush();
        } else {
            Run.difference(file).ifPresent(difference -> out.println(changed(difference)));
            ModelDescription.of(file).forEach(out::println);
        }
        return 0;
    }
}
