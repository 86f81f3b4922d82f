package dev.sluice.core.experiment.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The commit that an experiment was run from, and whether files under version control differ from it. As for {@code git
 * describe --dirty}, files that are not under version control do not count.
 *
 * @param commit null outside a repository and before the first commit
 * @param dirty whether files differ; null if it cannot be told
 * @param diffSha256 SHA-256 of the differences; null if there are none
 * @param unread why something could not be read; null if all was
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record GitState(
        @Nullable String commit,
        @Nullable Boolean dirty,
        @Nullable String diffSha256,
        @Nullable String unread) {
    private static final GitState NONE = new GitState(null, null, null, null);

    /** The state of the repository that a folder is in. Nothing that the repository's configuration names is run. */
    static GitState of(Path folder) {
        GitState known = NONE;
        try {
            Optional<GitFolder> repository = GitFolder.of(folder);
            Optional<String> commit = repository.isPresent() ? repository.get().commit() : Optional.empty();
            if (commit.isPresent()) {
                known = new GitState(commit.get(), null, null, null);
                try (BorrowedGit git = BorrowedGit.of(repository.get(), commit.get())) {
                    Optional<String> differences = git.differences();
                    known = new GitState(commit.get(), differences.isPresent(), differences.orElse(null), null);
                }
            }
            return known;
        } catch (IOException e) {
            return new GitState(known.commit, known.dirty, known.diffSha256, String.valueOf(e.getMessage()));
        }
    }
}
