package dev.sluice.cli;

import dev.sluice.core.error.Suggestions;
import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice plugin new}. */
@Command(
        name = "new",
        description = "Create a Maven project for your own component; it builds, passes its tests and runs.",
        mixinStandardHelpOptions = true)
final class PluginNewCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "ID", description = "The component's id in kebab-case, and the new folder: my-cell.")
    private String id = "";

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            completionCandidates = Kinds.class,
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private String kind = "cell";

    @Option(
            names = "--package",
            paramLabel = "NAME",
            description = "The Java package of its classes (default: ${DEFAULT-VALUE}).")
    private String packageName = "com.example";

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "The folder to create (default: ID in the current folder).")
    private Path given = Path.of("");

    @Override
    public Integer call() throws IOException {
        PluginProject project = checkedProject();
        Path folder = given.toString().isEmpty() ? Path.of(id) : given;
        requireEmpty(folder);
        PrintWriter out = spec.commandLine().getOut();
        List<Path> files = project.write(folder);
        out.println("Wrote the " + kind.replace('-', ' ') + " " + id + ":");
        files.forEach(file -> out.println("  " + folder.resolve(file)));
        out.println();
        Optional<Path> home = home();
        out.println("Once, and after each update of Sluice, put it into your local Maven repository:");
        out.println("  (cd " + home.map(Path::toString).orElse("/path/to/sluice")
                + " && mvn -q -Dmaven.test.skip=true -pl testkit -am install)");
        out.println("Then:");
        out.println("  cd " + folder);
        out.println("  mvn package                            builds target/" + id + ".jar and runs its contract");
        String launcher = home.map(path -> path.resolve("sluice").toString()).orElse("sluice");
        out.println("  " + launcher + " plugin check target/" + id + ".jar");
        out.println("  " + launcher + " " + project.kind().command() + " experiment.yaml");
        return 0;
    }

    private PluginProject checkedProject() throws IOException {
        PluginProject project = new PluginProject(checkedId(), checkedKind(), checkedPackage());
        Set<String> used = project.usedNames();
        Optional<String> taken = project.classNames().stream()
                .filter(name -> used.contains(name) || isInJavaLang(name))
                .findFirst();
        if (taken.isPresent()) {
            throw mistake("a class of '" + id + "' would be called " + taken.get()
                    + " like one that it uses; choose another id, for example 'my-" + id + "'");
        }
        return project;
    }

    private String checkedId() {
        if (!Component.isId(id)) {
            String better = id.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^a-z0-9]+", "-")
                    .replaceAll("^[-0-9]+|-+$", "");
            throw mistake("an id must be kebab-case, for example 'my-cell', but was '" + id + "'"
                    + (Component.isId(better) ? "; did you mean '" + better + "'?" : ""));
        }
        Plugins.load(Path.of("none"), List.of()).components().stream()
                .filter(component -> component.id().equals(id))
                .findFirst()
                .ifPresent(component -> {
                    throw mistake("Sluice has a " + Registry.words(component.kind()) + " '" + id
                            + "' already; choose another id, for example 'my-" + id + "'");
                });
        return id;
    }

    private static boolean isInJavaLang(String className) {
        try {
            Class.forName("java.lang." + className);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private ProjectKind checkedKind() {
        return ProjectKind.written(kind).orElseThrow(() -> {
            List<String> kinds = ProjectKind.allWritten();
            return mistake("--kind must be one of " + String.join(", ", kinds) + ", but was '" + kind + "'"
                    + Suggestions.question(kind, kinds));
        });
    }

    private String checkedPackage() {
        if (!SourceVersion.isName(packageName)) {
            throw mistake("--package must be the name of a Java package, for example com.example, but was '"
                    + packageName + "'");
        }
        return packageName;
    }

    private void requireEmpty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            boolean empty = false;
            if (Files.isDirectory(folder)) {
                try (Stream<Path> entries = Files.list(folder)) {
                    empty = entries.findAny().isEmpty();
                }
            }
            if (!empty) {
                throw mistake("'" + folder + "' is there already and is not an empty folder; nothing was written."
                        + " Choose another id or remove it");
            }
        }
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** The kinds, for the help. */
    private static final class Kinds implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ProjectKind.allWritten().iterator();
        }
    }

    /** Sluice's folder, where this program was built in it. */
    private static Optional<Path> home() {
        try {
            Path jar = Path.of(PluginNewCommand.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path root = jar.resolve("../../..").normalize();
            return Files.exists(root.resolve("sluice")) ? Optional.of(root) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
