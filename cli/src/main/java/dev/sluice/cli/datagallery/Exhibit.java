package dev.sluice.cli.datagallery;

import dev.sluice.core.experiment.yaml.Binder;
import dev.sluice.core.experiment.yaml.BoundValue;
import dev.sluice.core.experiment.yaml.Problems;
import dev.sluice.core.experiment.yaml.YamlReader;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An example of the gallery: the file {@code gallery.yaml} beside its experiments. */
public record Exhibit(
        @Description("Figure of the test part that is shown; of each experiment its first metric unless given")
        @Default("''")
        String figure,

        @Description("Experiment files to run, in the order of the table") @Default("[experiment.yaml]")
        List<String> experiments,

        @Description("Published figures, and where they are from") @Default("[]")
        List<Published> published,

        @Description("Figures of simple methods on the same test part; those of the run unless given") @Default("[]")
        List<Published> baselines,

        @Description("Seeds to run unless the command says otherwise") @Default("3") @Range(min = 1)
        int seeds) {
    /** Name of the file. */
    public static final String FILE = "gallery.yaml";

    /** A figure of others. */
    public record Published(
            @Description("The model or method") String model,

            @Description("Its figure") double value,

            @Description("Where it is from") @Default("''") String source,

            @Description("Experiment file that it stands beside; all unless given") @Default("''")
            String experiment) {
        /** Returns whether it is of the same task as an experiment. */
        boolean isBeside(String file) {
            return experiment.isEmpty() || experiment.equals(file);
        }
    }

    /** Copies the lists. */
    public Exhibit {
        experiments = List.copyOf(experiments);
        published = List.copyOf(published);
        baselines = List.copyOf(baselines);
    }

    /** The exhibit of a folder; empty if it is none. */
    public static Optional<Exhibit> in(Path folder, Registry registry) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Problems problems = new Problems();
        BoundValue<Exhibit> bound = new Binder(registry, problems)
                .record(Exhibit.class, YamlReader.file(Files.readString(file), file.toString(), problems), "$");
        problems.failIfAny(file.toString());
        return Optional.ofNullable(bound).map(BoundValue::value);
    }
}
