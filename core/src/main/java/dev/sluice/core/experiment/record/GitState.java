package dev.sluice.core.experiment.record;

import dev.sluice.core.plugin.Fingerprint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Which state of the sources an experiment was run from, as far as Git knows. */
final class GitState {
    private static final int SECONDS = 10;

    private GitState() {}

    /** The commit, whether files differ from it, and a sum of the differences; empty outside a repository. */
    static Map<String, Object> of(Path folder) {
        Optional<String> commit = git(folder, "rev-parse", "HEAD");
        if (commit.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("commit", commit.get().strip());
        String changes = git(folder, "status", "--porcelain").orElse("");
        state.put("dirty", !changes.isBlank());
        if (!changes.isBlank()) {
            String difference = git(folder, "diff", "HEAD").orElse("");
            state.put(
                    "diff_sha256",
                    new Fingerprint().add(changes).add(difference).hex());
        }
        return state;
    }

    private static Optional<String> git(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean succeeded = process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
            return succeeded ? Optional.of(output) : Optional.empty();
        } catch (IOException e) {
            // No Git on this machine: the run is none the worse for it.
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
