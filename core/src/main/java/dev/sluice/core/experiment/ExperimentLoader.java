package dev.sluice.core.experiment;

import dev.sluice.core.experiment.space.SpaceTemplate;
import dev.sluice.core.experiment.yaml.Binder;
import dev.sluice.core.experiment.yaml.BoundValue;
import dev.sluice.core.experiment.yaml.ChangedValue;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.experiment.yaml.Overrides;
import dev.sluice.core.experiment.yaml.Problems;
import dev.sluice.core.experiment.yaml.YamlNode;
import dev.sluice.core.experiment.yaml.YamlReader;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** From a file and overrides to records: syntax, then plugins, then everything else, each with all its errors at once. */
final class ExperimentLoader {
    /** The block that says how to search, which is no part of what is run. */
    static final String TUNE = "tune";

    private static final long MOST_BYTES = 1 << 20;

    private final Path file;
    private final List<ChangedValue> overrides;
    private final UnaryOperator<Registry> given;
    private final Problems problems = new Problems();

    /** A loader of what needs no more components than plugins have. */
    ExperimentLoader(Path file, List<ChangedValue> overrides) {
        this(file, overrides, UnaryOperator.identity());
    }

    /**
     * A loader.
     *
     * @param given adds components that a program made
     */
    ExperimentLoader(Path file, List<ChangedValue> overrides, UnaryOperator<Registry> given) {
        this.file = file;
        this.overrides = overrides;
        this.given = given;
    }

    /** Reads the text of the file. */
    static String text(Path file) {
        if (Files.isDirectory(file)) {
            throw new ConfigException(file + " is a folder; name the experiment file in it, for example "
                    + file.resolve("experiment.yaml"));
        }
        if (!Files.exists(file)) {
            throw new ConfigException("there is no experiment file " + file + "; check the path (the current folder is "
                    + Path.of("").toAbsolutePath() + ")");
        }
        try {
            if (!Files.isRegularFile(file)) {
                throw new ConfigException(file + " is not a regular file, but something that may have no end, such as a"
                        + " pipe or a device; write the experiment into a file");
            }
            if (Files.size(file) > MOST_BYTES) {
                throw new ConfigException(String.format(
                        Locale.ROOT,
                        "an experiment file has at most %,d bytes, but %s has %,d; is it the data?",
                        MOST_BYTES,
                        file,
                        Files.size(file)));
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new ConfigException(file + " is not a text in UTF-8; save it in that encoding");
        } catch (IOException e) {
            throw new ConfigException(file + " cannot be read: " + e.getMessage());
        }
    }

    /**
     * Binds what can be run.
     *
     * @param registry components in place of those of the plugins that the text asks for
     * @throws ConfigException also if a value is open, and so can only be searched for
     */
    ResolvedExperiment load(String text, Optional<Registry> registry) {
        Parsed parsed = parse(text, registry);
        SpaceTemplate template = SpaceTemplate.read(parsed.tree(), problems);
        fail();
        if (!template.holes().isEmpty()) {
            throw open(template);
        }
        return bind(parsed.tree(), parsed.folder(), parsed.registry(), problems);
    }

    private ConfigException open(SpaceTemplate template) {
        StringBuilder text = new StringBuilder(name()).append(" leaves values open, so there is nothing to run yet:\n");
        for (SpaceTemplate.Hole hole : template.holes()) {
            text.append("\n  ")
                    .append(hole.place())
                    .append("  $.")
                    .append(hole.name())
                    .append(": ");
            text.append(hole.domain().inWords());
        }
        SpaceTemplate.Hole first = template.holes().getFirst();
        text.append("\n\n'sluice tune ").append(name()).append("' searches for the best values; '--set ");
        text.append(first.name()).append("=VALUE' settles on one [Sluice/OpenValues]");
        return new ConfigException(text.toString());
    }

    /**
     * Checks what can be searched.
     *
     * @param registry components in place of those of the plugins that the text asks for
     */
    OpenExperiment open(String text, Optional<Registry> registry) {
        Parsed parsed = parse(text, registry);
        Optional<OpenExperiment> open = new OpenChecks(parsed, problems).check();
        fail();
        return open.orElseThrow(() -> new IllegalStateException("checking " + file + " failed without a word"));
    }

    /**
     * A file as it was read.
     *
     * @param name of the file, for messages
     * @param tree without the block that says how to search
     * @param tune that block; nothing if there is none
     */
    record Parsed(String name, YamlNode tree, YamlNode tune, Path folder, Registry registry) {}

    private Parsed parse(String text, Optional<Registry> registry) {
        YamlNode tree = Overrides.apply(YamlReader.file(text, name(), problems), overrides, problems);
        // What does not parse would give errors that are only echoes of the first.
        fail();
        Path folder = folder(tree);
        Registry components =
                given.apply(registry.orElseGet(() -> Plugins.load(Path.of("plugins"), jars(tree, folder))));
        YamlNode tune = tree instanceof YamlNode.Fields fields ? fields.get(TUNE) : null;
        return new Parsed(
                name(),
                tree instanceof YamlNode.Fields fields ? fields.without(TUNE) : tree,
                tune == null ? YamlNode.Fields.none(tree.place()) : tune,
                folder,
                components);
    }

    /**
     * Binds a tree of which everything is known.
     *
     * @throws ConfigException with all that is wrong
     */
    static ResolvedExperiment bind(YamlNode tree, Path folder, Registry registry, Problems problems) {
        BoundValue<ExperimentConfig> bound = new Binder(registry, problems).record(ExperimentConfig.class, tree, "$");
        problems.failIfAny(tree.place().source());
        if (bound == null || !(bound.node() instanceof YamlNode.Fields resolved)) {
            throw new IllegalStateException("binding " + tree.place().source() + " failed without a word");
        }
        return new ResolvedExperiment(bound.value(), resolved, folder, registry);
    }

    /** The folder that relative paths are relative to. A value of a wrong type is left for the binder to report. */
    private Path folder(YamlNode tree) {
        Path beside = file.toAbsolutePath().getParent();
        Path start = beside == null ? Path.of("").toAbsolutePath() : beside;
        return tree instanceof YamlNode.Fields fields && fields.get("folder") instanceof YamlNode.Scalar folder
                ? start.resolve(folder.text()).normalize()
                : start;
    }

    private static List<Path> jars(YamlNode tree, Path folder) {
        List<Path> jars = new ArrayList<>();
        if (tree instanceof YamlNode.Fields fields && fields.get("plugins") instanceof YamlNode.Items items) {
            Function<String, Path> resolve = path -> folder.resolve(path).normalize();
            for (YamlNode item : items.values()) {
                if (item instanceof YamlNode.Scalar scalar) {
                    jars.add(resolve.apply(scalar.text()));
                }
            }
        }
        return jars;
    }

    private void fail() {
        problems.failIfAny(name());
    }

    private String name() {
        return file.toString();
    }
}
