package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs a program in a JVM of its own, with the class path of the tests. */
record ChildJvm(int code, String out, String err) {
    /** Starts the program and waits for its end. */
    static ChildJvm run(List<String> flags, Class<?> program, String... arguments)
            throws IOException, InterruptedException {
        return run(flags, System.getProperty("java.class.path"), program, arguments);
    }

    /** Starts the program with another class path and waits for its end. */
    static ChildJvm run(List<String> flags, String classPath, Class<?> program, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-Xmx512m", "-cp", classPath, program.getName()));
        command.addAll(List.of(arguments));
        Path errors = Files.createTempFile("child", ".err");
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            try (InputStream out = process.getInputStream()) {
                String printed = new String(out.readAllBytes(), StandardCharsets.UTF_8);
                return new ChildJvm(process.waitFor(), printed, Files.readString(errors));
            }
        } finally {
            Files.delete(errors);
        }
    }

    /**
     * Starts Sluice and does not wait.
     *
     * @param output takes what it prints and its errors
     * @param script for bash, which runs the program given as its arguments
     */
    static Process sluice(Path output, String script, Path runs, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", "-c", script, "bash"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Dguice_custom_class_loading=CHILD", "-XX:-UsePerfData", "-Xmx512m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Sluice.class.getName()));
        command.addAll(arguments);
        command.addAll(List.of("--runs", runs.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** The first word of each line that the program printed, with the rest of the line. */
    static Map<String, String> lines(List<String> flags, Class<?> program) throws IOException, InterruptedException {
        ChildJvm child = run(flags, program);
        assertThat(child.code())
                .as("exit code with %s; it said: %s", flags, child.err())
                .isZero();
        Map<String, String> lines = new TreeMap<>();
        child.out().lines().forEach(line -> {
            String[] words = line.split(" ", 2);
            lines.put(words[0], words[1]);
        });
        return lines;
    }
}
