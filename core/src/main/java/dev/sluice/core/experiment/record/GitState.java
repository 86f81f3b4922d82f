package dev.sluice.core.experiment.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The commit that an experiment was run from, and whether files under version control differ from it. */
final class GitState {
    private GitState() {}

    /**
     * The commit; {@code dirty}, with a sum of the differences if there are any; empty outside a repository. As for {@code git
     * describe --dirty}, files that are not under version control do not count. Nothing that the repository's
     * configuration names is run.
     */
    static Map<String, Object> of(Path folder) {
        Map<String, Object> state = new LinkedHashMap<>();
        try {
            Optional<GitFolder> repository = GitFolder.of(folder);
            Optional<String> commit = repository.isPresent() ? repository.get().commit() : Optional.empty();
            if (commit.isPresent()) {
                state.put("commit", commit.get());
                differences(repository.get(), commit.get(), state);
            }
        } catch (IOException e) {
            state.put("unread", String.valueOf(e.getMessage()));
        }
        return state;
    }

    private static void differences(GitFolder repository, String commit, Map<String, Object> state)
            throws IOException {
        try (BorrowedGit git = BorrowedGit.of(repository, commit)) {
            Optional<String> differences = git.differences();
            state.put("dirty", differences.isPresent());
            differences.ifPresent(sum -> state.put("diff_sha256", sum));
        }
    }
}
