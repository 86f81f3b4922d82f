package dev.sluice.core.experiment.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The commit that an experiment was run from, and whether files under version control differ from it. As for {@code git
 * describe --dirty}, files that are not under version control do not count.
 *
 * @param commit null outside a repository and before the first commit
 * @param branch null where none is checked out
 * @param dirty whether files differ; null if unknown
 * @param diffSha256 SHA-256 of the differences; null if there are none
 * @param unsaved reason why the differences were not saved as {@link RunFile#PATCH}; null if they were, or there are none
 * @param untracked files and folders that are neither under version control nor ignored, by their paths in the repository;
 *     cut after the first {@value #MOST_UNTRACKED}
 * @param unread reason why the state could not be read completely; null if it could
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record GitState(
        @Nullable String commit,
        @Nullable String branch,
        @Nullable Boolean dirty,
        @Nullable String diffSha256,
        @Nullable String unsaved,
        List<String> untracked,
        @Nullable String unread) {
    /** The largest number of untracked files that are listed. */
    static final int MOST_UNTRACKED = 100;

    private static final GitState NONE = new GitState(null, null, null, null, null, List.of(), null);

    /** Copies the list. */
    public GitState {
        untracked = List.copyOf(untracked);
    }

    /**
     * The state of the repository that contains a folder. Does not run any command named in the repository's configuration.
     *
     * @param patch the file to write differences to; null for none
     */
    static GitState of(Path folder, @Nullable Path patch) {
        GitState known = NONE;
        try {
            Optional<GitFolder> repository = GitFolder.of(folder);
            Optional<String> commit = repository.isPresent() ? repository.get().commit() : Optional.empty();
            if (commit.isPresent()) {
                String branch = repository.get().branch().orElse(null);
                known = new GitState(commit.get(), branch, null, null, null, List.of(), null);
                try (BorrowedGit git = BorrowedGit.of(repository.get(), commit.get())) {
                    Optional<BorrowedGit.Differences> differences = git.differences();
                    known = new GitState(
                            commit.get(),
                            branch,
                            differences.isPresent(),
                            differences.map(BorrowedGit.Differences::sha256).orElse(null),
                            differences.isPresent() && patch != null
                                    ? differences.get().save(patch).orElse(null)
                                    : null,
                            git.untracked(),
                            null);
                }
            }
            return known;
        } catch (IOException e) {
            return new GitState(
                    known.commit,
                    known.branch,
                    known.dirty,
                    known.diffSha256,
                    known.unsaved,
                    known.untracked,
                    String.valueOf(e.getMessage()));
        }
    }

    /** A file's path from the top of the repository that it is in; its name where it is in none. */
    static String relative(Path file) {
        Path whole = file.toAbsolutePath().normalize();
        try {
            Optional<GitFolder> repository = GitFolder.of(whole);
            return repository.isPresent()
                    ? repository.get().top().relativize(whole).toString().replace('\\', '/')
                    : String.valueOf(whole.getFileName());
        } catch (IOException e) {
            return String.valueOf(whole.getFileName());
        }
    }
}
