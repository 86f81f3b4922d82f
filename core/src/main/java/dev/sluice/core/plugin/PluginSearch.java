package dev.sluice.core.plugin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Finds plugins on the class path and in jars, and creates one object of each. Problems are collected. */
final class PluginSearch {
    private static final String SERVICE = "META-INF/services/" + SluicePlugin.class.getName();

    /** By the places of jars and the sums of their bytes. */
    private static final Map<String, URLClassLoader> LOADERS = new ConcurrentHashMap<>();

    private final List<Candidate> found = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<Class<?>> seen = new HashSet<>();
    private final Set<Path> opened = new HashSet<>();

    List<Candidate> found() {
        return found;
    }

    List<String> problems() {
        return problems;
    }

    /** Looks on the class path. */
    void classPath() {
        try {
            for (SluicePlugin plugin : ServiceLoader.load(SluicePlugin.class)) {
                seen.add(plugin.getClass());
                found.add(new Candidate(plugin, sourceOf(plugin.getClass())));
            }
        } catch (ServiceConfigurationError e) {
            problems.add("a plugin on the class path cannot be loaded: " + e.getMessage() + "; correct its " + SERVICE
                    + " [Sluice/BrokenPlugin]");
        }
    }

    /** Looks in all jars of a folder, in the order of their names; a missing folder has none. */
    void folder(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Set<Path> jars = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            files.forEach(jars::add);
        } catch (IOException e) {
            problems.add("the folder of plugins " + folder + " cannot be read: " + e.getMessage()
                    + " [Sluice/UnreadableFolder]");
        }
        jars.forEach(this::jar);
    }

    /** Looks in one jar; a second look at the same file finds nothing new. */
    void jar(Path jar) {
        if (!Files.exists(jar)) {
            problems.add(
                    "there is no plugin jar " + jar
                            + "; build it first, or correct the path (it is relative to the experiment file) [Sluice/NoSuchJar]");
            return;
        }
        try {
            if (opened.add(jar.toRealPath())) {
                for (Path library : PluginLibraries.of(jar)) {
                    if (!Files.exists(library)) {
                        problems.add(
                                jar + " names " + library + " in the Class-Path of its manifest, but there is no such"
                                        + " file; put it there, or pack it into the jar [Sluice/NoSuchLibrary]");
                        return;
                    }
                }
                load(jar, loader(jar));
            }
        } catch (IOException e) {
            problems.add(jar + " is not a jar: " + e.getMessage()
                    + "; give a jar file with a plugin in it [Sluice/NotAJar]");
        }
    }

    /**
     * The loader of a jar's classes, one for the whole process: a native library can be loaded by one alone. Stays open as long as the program
     * runs, as a plugin may load classes and resources at any time.
     */
    private static URLClassLoader loader(Path jar) throws IOException {
        URL place = jar.toUri().toURL();
        String content = jar.toRealPath() + " " + PluginLibraries.fingerprint(jar);
        return LOADERS.computeIfAbsent(
                content, missing -> new PluginLoader(jar, place, PluginSearch.class.getClassLoader()));
    }

    private void load(Path jar, URLClassLoader loader) throws IOException {
        Set<String> names = new TreeSet<>(serviceNames(jar));
        if (names.isEmpty()) {
            problems.add(jar + " holds no plugin: it has no entry in " + SERVICE
                    + "; name your SluicePlugin class there [Sluice/NoPluginInJar]");
        }
        for (String name : names) {
            try {
                Class<?> type = Class.forName(name, true, loader);
                if (seen.add(type)) {
                    found.add(new Candidate(create(type), jar));
                }
            } catch (InvocationTargetException e) {
                problems.add(jar + ": the constructor of the plugin class " + name + " failed: " + reason(e, loader)
                        + "; correct it [Sluice/BrokenPlugin]");
            } catch (ExceptionInInitializerError e) {
                problems.add(jar + ": the static initializer of the plugin class " + name + " failed: "
                        + reason(e, loader) + "; correct it [Sluice/BrokenPlugin]");
            } catch (ReflectiveOperationException | LinkageError e) {
                problems.add(ClassVersion.finding(e)
                        .map(finding -> jar + ": " + finding + " [Sluice/ClassVersion]")
                        .orElseGet(() -> jar + ": plugin class " + name + " cannot be made: " + reason(e, loader)
                                + "; it must be in the jar, public, with a public constructor without parameters"
                                + " [Sluice/BrokenPlugin]"));
            }
        }
    }

    private static SluicePlugin create(Class<?> type) throws ReflectiveOperationException {
        Object made = type.getConstructor().newInstance();
        if (made instanceof SluicePlugin plugin) {
            return plugin;
        }
        throw new InstantiationException(type.getName() + " does not implement SluicePlugin");
    }

    private static String reason(Throwable e, ClassLoader loader) {
        Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
        return ClassVersion.finding(cause).orElseGet(() -> PluginCall.words(cause, loader));
    }

    private static List<String> serviceNames(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry(SERVICE);
            if (entry == null) {
                return List.of();
            }
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(zip.getInputStream(entry), StandardCharsets.UTF_8))) {
                return lines.lines()
                        .map(line -> line.replaceFirst("#.*", "").strip())
                        .filter(line -> !line.isEmpty())
                        .toList();
            }
        }
    }

    static Path sourceOf(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return source == null
                    ? Path.of("unknown")
                    : Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            return Path.of(source.getLocation().getPath());
        }
    }
}
