package dev.sluice.core.experiment.promotion;

import dev.sluice.core.error.Suggestions;
import dev.sluice.core.experiment.record.JsonFile;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * Models by name and version, in a plain folder: {@code models/NAME/VERSION/}.
 *
 * <pre>{@code
 * Models models = new Models(Path.of("models"));
 * ModelVersion version = models.promote(run, "names");
 * models.alias("names", "production", version.version());
 * Run model = models.find("names@production").run();
 * }</pre>
 *
 * <p>A version is there as a whole or not at all, and never changes. Aliases are names of versions that may be moved.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Models {
    private static final String ALIASES = "aliases.json";
    private static final String PARTIAL = ".partial-";

    private final Path folder;

    /** The content of the file of aliases. */
    record Aliases(Map<String, String> versions) {
        Aliases {
            versions = Collections.unmodifiableMap(new TreeMap<>(versions));
        }
    }

    /** The models in a folder, which need not be there yet. */
    public Models(Path folder) {
        this.folder = folder;
    }

    /** Returns whether a name that a user gave in place of a run's is that of a model: it begins with {@code models:}. */
    public static boolean isModel(String name) {
        return name.startsWith(ModelName.PREFIX);
    }

    /** The names of all models, in order. */
    public List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        for (Path model : folders(folder)) {
            String name = model.getFileName().toString();
            if (ModelName.isWord(name) && !versions(name).isEmpty()) {
                names.add(name);
            }
        }
        Collections.sort(names);
        return names;
    }

    /** The versions of a model, in the order in which they were promoted; none if there is no such model. */
    public List<ModelVersion> versions(String name) throws IOException {
        Path model = folder.resolve(ModelName.checked("name of a model", name));
        return folders(model).stream()
                .filter(path -> Files.isRegularFile(path.resolve(Lineage.FILE)))
                .filter(path -> ModelName.isWord(path.getFileName().toString()))
                .map(path -> new ModelVersion(name, path.getFileName().toString(), path))
                .sorted(Comparator.comparing(Models::promoted).thenComparing(ModelVersion::version))
                .toList();
    }

    /** One whose lineage cannot be read is never the newest, and hides no other. */
    private static Instant promoted(ModelVersion version) {
        try {
            return version.lineage().promoted();
        } catch (RunException e) {
            return Instant.MIN;
        }
    }

    private static List<Path> folders(Path parent) throws IOException {
        List<Path> folders = new ArrayList<>();
        if (Files.isDirectory(parent)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                    parent,
                    path -> Files.isDirectory(path)
                            && !path.getFileName().toString().startsWith("."))) {
                entries.forEach(folders::add);
            }
        }
        return folders;
    }

    /**
     * A version.
     *
     * @param name {@code NAME} for the newest version, {@code NAME@VERSION} or {@code NAME@ALIAS}; {@code models:} may stand before it
     * @throws RunException if there is none
     */
    public ModelVersion find(String name) throws IOException {
        ModelName wanted = ModelName.parse(name);
        List<ModelVersion> versions = versions(wanted.name());
        if (versions.isEmpty()) {
            List<String> names = names();
            throw new RunException("no model is called '" + wanted.name() + "' in "
                    + folder.toAbsolutePath().normalize()
                    + Suggestions.question(wanted.name(), names)
                    + (names.isEmpty()
                            ? "; 'sluice models add NAME RUN' makes one"
                            : "; there are " + String.join(", ", names)));
        }
        if (wanted.version().isEmpty()) {
            return versions.getLast();
        }
        Map<String, String> aliases = aliases(wanted.name());
        String version =
                aliases.getOrDefault(wanted.version().get(), wanted.version().get());
        return versions.stream()
                .filter(known -> known.version().equals(version))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> known = new ArrayList<>(
                            versions.stream().map(ModelVersion::version).toList());
                    known.addAll(aliases.keySet());
                    return new RunException("the model " + wanted.name() + " has no version or alias '" + version + "'"
                            + Suggestions.question(version, known) + "; there are " + String.join(", ", known));
                });
    }

    /**
     * Promotes the proven model of a finished run.
     *
     * @param name {@code NAME}, for the next number as its version, or {@code NAME@VERSION}
     * @throws RunException if it is not proven, a file of it has changed, or the version exists
     */
    public ModelVersion promote(Run run, String name) throws IOException {
        ModelName wanted = ModelName.parse(name);
        return promote(
                run,
                wanted.name(),
                wanted.version().isPresent() ? wanted.version().get() : next(wanted.name()));
    }

    private String next(String name) throws IOException {
        int next = 1;
        for (ModelVersion version : versions(name)) {
            if (version.version().matches("\\d{1,9}")) {
                next = Math.max(next, Integer.parseInt(version.version()) + 1);
            }
        }
        return String.valueOf(next);
    }

    private ModelVersion promote(Run run, String name, String version) throws IOException {
        Path model = Files.createDirectories(folder.resolve(name));
        Path place = model.resolve(version);
        if (Files.exists(place) || aliases(name).containsKey(version)) {
            throw exists(name, version);
        }
        Path partial = hidden(model);
        try {
            Promotion.write(run, partial);
            Files.move(partial, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            throw exists(name, version);
        } finally {
            delete(partial);
        }
        return new ModelVersion(name, version, place);
    }

    private static RunException exists(String name, String version) {
        return new RunException("a version never changes, but " + name + "@" + version
                + " exists; leave the version out for the next number, or name another [Sluice/VersionExists]");
    }

    /** The versions that aliases of a model name, by alias. */
    public Map<String, String> aliases(String name) {
        return new TreeMap<>(JsonFile.read(aliasFile(name), Aliases.class)
                .orElseGet(() -> new Aliases(Map.of()))
                .versions());
    }

    /**
     * Makes an alias name a version, wherever it was before.
     *
     * @throws RunException if there is no such version, or a version is called so
     */
    public void alias(String name, String alias, String version) throws IOException {
        ModelVersion meant = find(name + "@" + version);
        ModelName.checked("alias", alias);
        if (versions(name).stream().anyMatch(known -> known.version().equals(alias))) {
            throw new RunException("an alias must not be called as a version is, but " + name + "@" + alias
                    + " is one; choose another word, for example production");
        }
        Map<String, String> aliases = aliases(name);
        aliases.put(alias, meant.version());
        JsonFile.write(aliasFile(name), new Aliases(aliases));
    }

    /** Removes an alias; the version stays. */
    public void removeAlias(String name, String alias) throws IOException {
        Map<String, String> aliases = aliases(name);
        if (aliases.remove(alias) == null) {
            throw new RunException("the model " + name + " has no alias '" + alias + "'"
                    + Suggestions.question(alias, aliases.keySet()));
        }
        JsonFile.write(aliasFile(name), new Aliases(aliases));
    }

    private Path aliasFile(String name) {
        return folder.resolve(ModelName.checked("name of a model", name)).resolve(ALIASES);
    }

    /**
     * Removes a version.
     *
     * @throws RunException if an alias names it
     */
    public void remove(ModelVersion version) throws IOException {
        List<String> naming = aliases(version.name()).entrySet().stream()
                .filter(alias -> alias.getValue().equals(version.version()))
                .map(Map.Entry::getKey)
                .toList();
        if (!naming.isEmpty()) {
            throw new RunException("a version that is in use stays, but " + version + " is " + String.join(", ", naming)
                    + "; move the alias first [Sluice/InUse]");
        }
        // Hidden at once, so that nobody finds a half of it.
        Path model = folder.resolve(version.name());
        Path hidden = hidden(model);
        Files.move(version.path(), hidden.resolve(version.version()), StandardCopyOption.ATOMIC_MOVE);
        delete(hidden);
        if (versions(version.name()).isEmpty()) {
            delete(model);
        }
    }

    /** A new folder that lists leave out. Not one for temporary files, which others may not read. */
    private static Path hidden(Path model) throws IOException {
        Path folder = model.resolve(PARTIAL + ProcessHandle.current().pid());
        delete(folder);
        return Files.createDirectory(folder);
    }

    private static void delete(Path path) throws IOException {
        if (Files.exists(path)) {
            try (Stream<Path> all = Files.walk(path)) {
                for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
