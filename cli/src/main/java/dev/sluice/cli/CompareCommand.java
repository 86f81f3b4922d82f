package dev.sluice.cli;

import dev.sluice.core.experiment.comparison.RunFacts;
import dev.sluice.core.experiment.comparison.RunQuery;
import dev.sluice.core.experiment.comparison.RunTable;
import dev.sluice.core.experiment.picture.ComparisonPicture;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.dashboard.report.ComparisonReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice compare}. */
@Command(
        name = "compare",
        description =
                "Overlay runs in one self-contained HTML file: curves, differences, and parallel coordinates of many runs.",
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "RUN", arity = "0..*", description = "Runs, by name, part of the name, or folder.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description = "Also the runs that match this condition, as for 'sluice runs'.")
    private @Nullable String where;

    @Option(names = "--out", paramLabel = "FILE", description = "The file to write (default: ${DEFAULT-VALUE}).")
    private Path file = Path.of(ComparisonReport.PAGE);

    @Option(
            names = "--png",
            paramLabel = "FILE",
            description = "Also write a picture: the curves, or parallel coordinates of more than 12 runs.")
    private @Nullable Path picture;

    @Mixin
    private RunsOption runs = new RunsOption();

    @Override
    public Integer call() throws IOException {
        OutputFile.require("--out", file);
        if (picture != null) {
            OutputFile.require("--png", picture);
        }
        List<Run> chosen = new ArrayList<>();
        names.forEach(name -> chosen.add(runs.runs().find(name)));
        if (where != null) {
            RunTable.of(runs.runs()).withoutArchived().where(RunQuery.parse(where)).rows().stream()
                    .map(RunFacts::run)
                    .filter(run -> chosen.stream().noneMatch(other -> other.id().equals(run.id())))
                    .forEach(chosen::add);
        }
        if (chosen.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    names.isEmpty() && where == null
                            ? "Name runs to compare, or select them with --where"
                            : "no run fulfils " + where);
        }
        ComparisonReport.write(chosen, file);
        spec.commandLine().getOut().println(file);
        if (picture != null) {
            Files.write(picture, ComparisonPicture.of(chosen).png());
            spec.commandLine().getOut().println(picture);
        }
        return 0;
    }
}
