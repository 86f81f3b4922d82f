package dev.sluice.cli;

import dev.sluice.cli.dataset.Draft;
import dev.sluice.cli.dataset.Profiles;
import dev.sluice.cli.dataset.Wishes;
import dev.sluice.core.data.DataException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice data new}. */
@Command(
        name = "new",
        description =
                "Write a first experiment file for a data file, with a comment that explains each choice; it can be run as it is.",
        mixinStandardHelpOptions = true)
final class DataNewCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "A table (.csv, .tsv), .ts, .jsonl, .npz or .npy file.")
    private Path file = Path.of("");

    @Option(names = "--target", paramLabel = "NAME", description = "The column, field or array to predict.")
    private @Nullable String target;

    @Option(
            names = "--id",
            paramLabel = "NAME",
            description = "The column, or columns, with the id of a series.",
            split = ",")
    private List<String> id = new ArrayList<>();

    @Option(names = "--time", paramLabel = "NAME", description = "The column with the time of a row.")
    private @Nullable String time;

    @Option(names = "--horizon", paramLabel = "STEPS", description = "Forecast this many steps.")
    private int horizon;

    @Option(
            names = "--out",
            paramLabel = "YAML",
            description = "The experiment file to write, which must not exist (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("experiment.yaml");

    @Override
    public Integer call() throws IOException {
        PrintWriter terminal = spec.commandLine().getOut();
        if (Files.exists(out)) {
            throw new DataException(out + " exists already; name another file with --out, or remove it");
        }
        Path folder = Objects.requireNonNullElse(
                out.toAbsolutePath().getParent(), Path.of("").toAbsolutePath());
        Wishes wishes = new Wishes(Optional.ofNullable(target), id, Optional.ofNullable(time), horizon);
        String text = Draft.of(Profiles.of(file), wishes, folder);
        Files.createDirectories(folder);
        Files.writeString(out, text, StandardCharsets.UTF_8);
        terminal.print(text);
        terminal.println();
        terminal.println("wrote " + out + "; train with: sluice run " + out);
        terminal.flush();
        return 0;
    }
}
