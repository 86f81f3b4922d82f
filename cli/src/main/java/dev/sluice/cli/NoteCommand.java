package dev.sluice.cli;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunNotes;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice note}. */
@Command(
        name = "note",
        description = "Tag runs, attach a note to them, or archive them. Without options, print their tags and notes.",
        mixinStandardHelpOptions = true)
final class NoteCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "RUN",
            arity = "1..*",
            description = "Runs, each by name, part of the name, folder, or 'latest'.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--tag", paramLabel = "WORD", description = "Add a tag; may be repeated.")
    private List<String> tags = new ArrayList<>();

    @Option(names = "--untag", paramLabel = "WORD", description = "Remove a tag; may be repeated.")
    private List<String> removed = new ArrayList<>();

    @Option(names = "--text", paramLabel = "TEXT", description = "Replace the note.")
    private @Nullable String text;

    @Option(
            names = "--archive",
            negatable = true,
            description = "Hide the runs in lists; --no-archive shows them again.")
    private @Nullable Boolean archive;

    @Mixin
    private RunsOption runs = new RunsOption();

    @Override
    public Integer call() throws IOException {
        List<Run> meant = names.stream().map(runs.runs()::find).toList();
        for (Run run : meant) {
            RunNotes before = run.notes();
            RunNotes after = changed(before);
            if (!after.equals(before)) {
                run.annotate(after);
            }
            print(run, after);
        }
        return 0;
    }

    private RunNotes changed(RunNotes notes) {
        RunNotes changed = notes;
        for (String tag : tags) {
            changed = changed.withTag(tag);
        }
        for (String tag : removed) {
            changed = changed.withoutTag(tag);
        }
        changed = text == null ? changed : changed.withNote(text);
        return archive == null ? changed : changed.archived(archive);
    }

    private void print(Run run, RunNotes notes) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(run.id()
                + (notes.archived() ? "  (archived)" : "")
                + (notes.tags().isEmpty() ? "" : "  #" + String.join(" #", notes.tags())));
        if (!notes.note().isEmpty()) {
            out.println("  " + notes.note());
        }
    }
}
