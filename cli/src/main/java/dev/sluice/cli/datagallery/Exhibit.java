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
        @Description("Figure of the test part to show; by default, the first metric of each experiment") @Default("''")
        String figure,

        @Description("Experiment files to run, in the order of the table") @Default("[experiment.yaml]")
        List<String> experiments,

        @Description("Published figures and their sources") @Default("[]")
        List<Published> published,

        @Description("Figures of simple methods on the same test part; by default, those of the run") @Default("[]")
        List<Published> baselines,

        @Description("Seeds to run; the command can override them") @Default("3") @Range(min = 1)
        int seeds) {
    /** Name of the file. */
    public static final String FILE = "gallery.yaml";

    /** A figure of others. */
    public record Published(
            @Description("The model or method") String model,

            @Description("Its figure") double value,

            @Description("Its source") @Default("''") String source,

            @Description("Experiment file that it is compared with; by default, all") @Default("''")
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
