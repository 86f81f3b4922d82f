package dev.sluice.core.experiment.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A repository for tests.
 *
 * @param files its work tree
 * @param marker what a program of {@link #program} leaves when it runs
 */
record GitRepository(Path files, Path marker) {
    static final String BRANCH = "some/branch";

    /** Makes one with a commit in {@code folder}, or skips the test where there is no Git. */
    static GitRepository make(Path folder) throws IOException, InterruptedException {
        GitRepository repository =
                new GitRepository(Files.createDirectory(folder.resolve("files")), folder.resolve("ran"));
        Path files = repository.files();
        assumeThat(succeeds(files, "git", "init", "-q")).isTrue();
        repository.git("symbolic-ref", "HEAD", "refs/heads/" + BRANCH);
        repository.git("config", "user.email", "somebody@example.com");
        repository.git("config", "user.name", "Somebody");
        Files.writeString(files.resolve("data.txt"), "one\n");
        Files.writeString(files.resolve(".gitattributes"), "*.txt filter=mine diff=mine\n");
        repository.git("add", ".");
        repository.git("commit", "-q", "-m", "first");
        return repository;
    }

    void touch() throws IOException {
        Files.setLastModifiedTime(
                files.resolve("data.txt"), FileTime.from(Instant.now().minusSeconds(100)));
    }

    /** One that leaves a mark that it ran. */
    Path program(String name) throws IOException {
        Path program = files.resolve(".git").resolve(name);
        Files.writeString(program, "#!/bin/sh\ntouch '" + marker + "'\ncat\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    String head() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("git", "rev-parse", "HEAD")
                .directory(files.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).isZero();
        return output;
    }

    void git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        assertThat(succeeds(files, command.toArray(String[]::new))).isTrue();
    }

    static boolean succeeds(Path where, String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .directory(where.toFile())
                            .redirectInput(ProcessBuilder.Redirect.from(
                                    Path.of("/dev/null").toFile()))
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
