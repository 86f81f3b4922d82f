package dev.sluice.cli;

import dev.sluice.cli.dataset.Profile;
import dev.sluice.cli.dataset.ProfilePage;
import dev.sluice.cli.dataset.ProfilePicture;
import dev.sluice.cli.dataset.Profiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice data describe}. */
@Command(
        name = "describe",
        description = "Describe a data file: columns, types, lengths, gaps, classes, duplicates, ranges, time step.",
        mixinStandardHelpOptions = true)
final class DataDescribeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "FILE",
            description = "A table (.csv, .tsv), .ts, .jsonl, .npz or .npy file; tables and .jsonl may be .gz.")
    private Path file = Path.of("");

    @Option(names = "--out", paramLabel = "PNG", description = "Plot the numeric series to this file.")
    private @Nullable Path picture;

    @Override
    public Integer call() throws IOException {
        if (picture != null) {
            OutputFile.require("--out", picture);
        }
        PrintWriter out = spec.commandLine().getOut();
        Profile profile = Profiles.of(file);
        ProfilePage.of(profile).forEach(out::println);
        if (picture != null) {
            boolean drawn = ProfilePicture.write(picture, profile);
            out.println(drawn ? "wrote " + picture : "there is no numeric series to plot");
        }
        out.flush();
        return 0;
    }
}
