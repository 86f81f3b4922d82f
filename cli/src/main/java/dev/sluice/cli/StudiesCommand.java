package dev.sluice.cli;

import dev.sluice.tuning.journal.StudyFolder;
import dev.sluice.tuning.study.StudyRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice studies}. */
@Command(name = "studies", description = "List all studies.", mixinStandardHelpOptions = true)
final class StudiesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private StudiesOption option = new StudiesOption();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<StudyFolder> studies = option.studies().list();
        if (studies.isEmpty()) {
            out.println("There are no studies in "
                    + option.folder().toAbsolutePath().normalize() + "; 'sluice tune FILE' begins one.");
            return 0;
        }
        int width =
                studies.stream().mapToInt(study -> study.name().length()).max().orElse(0);
        for (StudyFolder folder : studies) {
            StudyRecord study = StudyRecord.read(folder.path());
            out.println(String.format(
                            Locale.ROOT, "%-" + width + "s  %s", study.name(), StudyWords.counts(study.progress()))
                    + StudyWords.best(study.progress()));
        }
        return 0;
    }
}
