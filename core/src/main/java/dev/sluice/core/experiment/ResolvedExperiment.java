package dev.sluice.core.experiment;

import dev.sluice.core.experiment.record.Json;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.RunFolder;
import dev.sluice.core.experiment.yaml.JavaValues;
import dev.sluice.core.experiment.yaml.SourceLocation;
import dev.sluice.core.experiment.yaml.YamlNode;
import dev.sluice.core.experiment.yaml.YamlWriter;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An experiment that is ready to run. Immutable. */
public final class ResolvedExperiment {
    private final ExperimentConfig config;
    private final YamlNode.Fields tree;
    private final Path folder;
    private final Registry registry;

    ResolvedExperiment(ExperimentConfig config, YamlNode.Fields tree, Path folder, Registry registry) {
        this.config = config;
        this.tree = tree;
        this.folder = folder;
        this.registry = registry;
    }

    /** Its values, with defaults filled in. */
    public ExperimentConfig config() {
        return config;
    }

    /** The folder that relative paths start from. */
    public Path folder() {
        return folder;
    }

    /** The components of the plugins that it uses. */
    public Registry registry() {
        return registry;
    }

    /** The experiment as YAML with all defaults. */
    public String yaml() {
        return YamlWriter.write(tree);
    }

    /** One value as it is written, in one line; empty if there is none at that path. */
    public String written(String path) {
        return part(path).map(YamlWriter::inline).orElse("");
    }

    /** One value as it is written; empty if there is none at that path. */
    Optional<YamlNode> part(String path) {
        @Nullable YamlNode node = tree;
        for (String key : path.split("\\.", -1)) {
            node = node instanceof YamlNode.Fields fields ? fields.get(key) : null;
        }
        return Optional.ofNullable(node);
    }

    /** All single values, but where relative paths begin: some are names of files. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        tree.without("folder").texts(texts::add);
        return texts;
    }

    /** The same YAML, with {@code folder} rewritten for a file in another place. */
    public String yamlFor(Path place) {
        return YamlWriter.write(moved(tree, folder, place));
    }

    /** Writes it into the folder of its run, the JSON first: where there is the YAML, there are both. */
    void writeTo(RunFolder folder) throws IOException {
        YamlNode.Fields there = moved(tree, this.folder, folder.path());
        folder.write(RunFile.OPTIONS, Json.pretty(JavaValues.value(there)));
        folder.write(RunFile.EXPERIMENT, YamlWriter.write(there));
    }

    /** A tree whose relative paths mean the same in another folder. */
    public static YamlNode.Fields moved(YamlNode.Fields tree, Path folder, Path place) {
        Path from = place.toAbsolutePath().normalize();
        Path to = folder.toAbsolutePath().normalize();
        boolean related = Objects.equals(from.getRoot(), to.getRoot());
        String relative = related ? from.relativize(to).toString() : to.toString();
        SourceLocation nowhere = SourceLocation.of("folder");
        YamlNode value = new YamlNode.Scalar(relative.isEmpty() ? "." : relative, true, nowhere);
        return tree.with("folder", new YamlNode.Field(nowhere, value));
    }
}
