package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Does in this JVM what {@code mvn package} does with a project that {@code plugin new} wrote, without Maven. */
final class BuiltProject {
    private BuiltProject() {}

    /** Compiles main and test sources and makes the jar where the project's experiment looks for it. */
    static Path build(Path project, String id) throws IOException {
        Path classes = project.resolve("target/classes");
        compile(sources(project.resolve("src/main/java")), classes, "");
        compile(sources(project.resolve("src/test/java")), project.resolve("target/test-classes"), classes.toString());
        return jar(project.resolve("target").resolve(id + ".jar"), classes, project.resolve("src/main/resources"));
    }

    /** A jar of what is in some folders. */
    static Path jar(Path jar, Path... folders) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (Path folder : folders) {
                add(folder, out);
            }
        }
        return jar;
    }

    /** Compiles sources with the class path of the tests and {@code more}. */
    static void compile(List<Path> sources, Path to, String more) throws IOException {
        Files.createDirectories(to);
        List<String> arguments =
                new ArrayList<>(List.of("-proc:none", "-Xlint:all,-classfile,-path", "-d", to.toString(), "-cp"));
        arguments.add(System.getProperty("java.class.path") + File.pathSeparator + more);
        sources.forEach(source -> arguments.add(source.toString()));
        int code = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(code).as("the compiler's exit code for %s", sources).isZero();
    }

    private static List<Path> sources(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static void add(Path folder, JarOutputStream out) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(folder.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
    }
}
