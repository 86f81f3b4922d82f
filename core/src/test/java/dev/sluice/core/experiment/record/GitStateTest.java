package dev.sluice.core.experiment.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GitStateTest {
    private static final GitState NOTHING = new GitState(null, null, null, null, null, List.of(), null);

    @TempDir
    private Path folder;

    private GitRepository repository;

    @BeforeEach
    void makeRepository() throws IOException, InterruptedException {
        repository = GitRepository.make(folder);
    }

    @Test
    void of_filesAsCommitted_namesTheCommitAndIsClean() throws IOException, InterruptedException {
        assertThat(state(repository.files())).isEqualTo(clean(GitRepository.BRANCH));
    }

    @Test
    void of_folderWithin_findsTheRepositoryAbove() throws IOException, InterruptedException {
        Path inner = Files.createDirectories(repository.files().resolve("a/b"));

        assertThat(state(inner).commit()).isEqualTo(repository.head());
    }

    @Test
    void of_changedContent_isDirtyWithASumOfIt() throws IOException {
        Files.writeString(repository.files().resolve("data.txt"), "two\n");
        Object two = state(repository.files()).diffSha256();
        Files.writeString(repository.files().resolve("data.txt"), "three\n");

        assertThat(state(repository.files()).dirty()).isTrue();
        assertThat(state(repository.files()).diffSha256()).isNotNull().isNotEqualTo(two);
    }

    @Test
    void of_changedBinaryFile_hasADifferentSumForEachContent() throws IOException, InterruptedException {
        Files.write(repository.files().resolve("data.bin"), new byte[] {0, 1, 2});
        repository.git("add", ".");
        repository.git("commit", "-q", "-m", "binary");
        Files.write(repository.files().resolve("data.bin"), new byte[] {0, 1, 3});
        Object three = state(repository.files()).diffSha256();
        Files.write(repository.files().resolve("data.bin"), new byte[] {0, 1, 4});

        assertThat(state(repository.files()).diffSha256()).isNotNull().isNotEqualTo(three);
    }

    @Test
    void of_stagedChange_isDirty() throws IOException, InterruptedException {
        Files.writeString(repository.files().resolve("data.txt"), "two\n");
        repository.git("add", ".");

        assertThat(state(repository.files()).dirty()).isTrue();
    }

    @Test
    void of_changes_areSavedAsAPatchThatMakesThemAgain() throws IOException, InterruptedException {
        Files.write(repository.files().resolve("data.bin"), new byte[] {0, 1, 2});
        repository.git("add", ".");
        repository.git("commit", "-q", "-m", "binary");
        Files.writeString(repository.files().resolve("data.txt"), "two\n");
        Files.write(repository.files().resolve("data.bin"), new byte[] {0, 1, 3});
        Files.writeString(repository.files().resolve("new.txt"), "new\n");
        repository.git("add", "new.txt");
        Path patch = folder.resolve("patch");

        assertThat(GitState.of(repository.files(), patch).unsaved()).isNull();
        Path copy = Files.createDirectory(folder.resolve("copy"));
        try (BorrowedGit git = BorrowedGit.of(GitFolder.of(repository.files()).orElseThrow(), repository.head())) {
            git.extract(copy, patch);
        }

        for (String name : List.of("data.txt", "data.bin", "new.txt", ".gitattributes")) {
            assertThat(copy.resolve(name))
                    .hasSameBinaryContentAs(repository.files().resolve(name));
        }
        assertThat(state(repository.files()).dirty()).isTrue();
    }

    @Test
    void of_changedFileOfSecrets_isNotInThePatch() throws IOException, InterruptedException {
        Files.createDirectory(repository.files().resolve("deploy"));
        Files.writeString(repository.files().resolve("deploy/.env"), "KEY=1\n");
        repository.git("add", ".");
        repository.git("commit", "-q", "-m", "env");
        Files.writeString(repository.files().resolve("deploy/.env"), "KEY=hunter2\n");
        Path patch = folder.resolve("patch");

        assertThat(GitState.of(repository.files(), patch).unsaved()).contains("names of secrets");
        assertThat(patch).doesNotExist();
        Files.writeString(repository.files().resolve("data.txt"), "two\n");
        assertThat(GitState.of(repository.files(), patch).unsaved()).isNull();

        assertThat(patch).content().contains("+two").doesNotContain("hunter2");
    }

    @Test
    void of_largeChange_isSaidNotToBeKept() throws IOException {
        Files.writeString(repository.files().resolve("data.txt"), "0123456789\n".repeat(100_000));
        Path patch = folder.resolve("patch");

        assertThat(GitState.of(repository.files(), patch).unsaved()).contains("at most 1048576 are kept");
        assertThat(patch).doesNotExist();
    }

    @Test
    void of_untrackedFiles_areNamedUnlessIgnored() throws IOException, InterruptedException {
        Files.writeString(repository.files().resolve(".gitignore"), "build\n");
        repository.git("add", ".");
        repository.git("commit", "-q", "-m", "ignore");
        Files.createDirectory(repository.files().resolve("build"));
        Files.writeString(repository.files().resolve("build/a"), "");
        Files.createDirectory(repository.files().resolve("notes"));
        Files.writeString(repository.files().resolve("notes/a b.md"), "");
        Files.writeString(repository.files().resolve("ä.txt"), "");

        assertThat(state(repository.files()).untracked()).containsExactly("notes/", "ä.txt");
    }

    @Test
    void of_otherTimeAndSameContent_isClean() throws IOException {
        Files.setLastModifiedTime(
                repository.files().resolve("data.txt"), FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));

        assertThat(state(repository.files()).dirty()).isFalse();
    }

    @Test
    void of_fileWithoutVersionControl_isClean() throws IOException {
        Files.writeString(repository.files().resolve("notes.md"), "mine");

        assertThat(state(repository.files()).dirty()).isFalse();
    }

    @Test
    void of_packedReferencesAndObjects_areRead() throws IOException, InterruptedException {
        repository.git("gc", "-q");
        Files.writeString(repository.files().resolve("data.txt"), "two\n");

        assertThat(state(repository.files()).commit()).isEqualTo(repository.head());
        assertThat(state(repository.files()).dirty()).isTrue();
    }

    @Test
    void of_detachedHead_isRead() throws IOException, InterruptedException {
        repository.git("checkout", "-q", "--detach");

        assertThat(state(repository.files())).isEqualTo(clean(null));
    }

    @Test
    void of_linkedWorkTree_isRead() throws IOException, InterruptedException {
        repository.git("worktree", "add", "-q", "../linked");
        Files.writeString(folder.resolve("linked/data.txt"), "two\n");

        assertThat(state(folder.resolve("linked")).commit()).isEqualTo(repository.head());
        assertThat(state(folder.resolve("linked")).dirty()).isTrue();
    }

    @Test
    void of_splitIndex_isRead() throws IOException, InterruptedException {
        repository.git("update-index", "--split-index");

        assertThat(state(repository.files())).isEqualTo(clean(GitRepository.BRANCH));
    }

    @Test
    void of_sha256Repository_isRead() throws IOException, InterruptedException {
        Path other = Files.createDirectory(folder.resolve("other"));
        assumeThat(GitRepository.succeeds(other, "git", "init", "-q", "--object-format=sha256"))
                .isTrue();
        Files.writeString(other.resolve("data.txt"), "one\n");
        GitRepository.succeeds(other, "git", "add", ".");
        GitRepository.succeeds(
                other, "git", "-c", "user.name=S", "-c", "user.email=s@example.com", "commit", "-q", "-m", "first");
        Files.writeString(other.resolve("data.txt"), "two\n");

        assertThat(state(other).dirty()).isTrue();
        assertThat(state(other).commit()).hasSize(64);
    }

    @Test
    void of_noCommitYetOrNoRepository_isEmpty() throws IOException, InterruptedException {
        Path fresh = Files.createDirectory(folder.resolve("fresh"));
        GitRepository.succeeds(fresh, "git", "init", "-q");

        assertThat(state(fresh)).isEqualTo(NOTHING);
        assertThat(state(folder)).isEqualTo(NOTHING);
    }

    @Test
    void of_damagedRepository_saysWhatCannotBeRead() throws IOException {
        Files.writeString(repository.files().resolve("data.txt"), "two\n");
        Files.writeString(repository.files().resolve(".git/index"), "damaged");

        assertThat(state(repository.files()).commit()).isNotNull();
        assertThat(state(repository.files()).dirty()).isNull();
        assertThat(state(repository.files()).unread()).isEqualTo("git diff ended with exit code 128");
    }

    @Test
    void of_hugeHead_isNotRead() throws IOException {
        Files.writeString(repository.files().resolve(".git/HEAD"), "ref: " + "x".repeat(1 << 20));

        assertThat(state(repository.files()).commit()).isNull();
        assertThat(state(repository.files()).unread()).contains("must have at most 4096 bytes");
    }

    @Test
    void of_referenceOutsideTheRepository_isNotFollowed() throws IOException {
        Files.writeString(folder.resolve("secret"), "0123456789012345678901234567890123456789");
        Files.writeString(repository.files().resolve(".git/HEAD"), "ref: refs/../../../secret\n");

        assertThat(state(repository.files())).isEqualTo(NOTHING);
    }

    @Test
    void of_anyRepository_isLeftAsItWas() throws IOException {
        byte[] index = Files.readAllBytes(repository.files().resolve(".git/index"));
        Files.setLastModifiedTime(
                repository.files().resolve("data.txt"), FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));

        state(repository.files());

        assertThat(repository.files().resolve(".git/index")).hasBinaryContent(index);
    }

    private static GitState state(Path where) {
        return GitState.of(where, null);
    }

    private GitState clean(@Nullable String branch) throws IOException, InterruptedException {
        return new GitState(repository.head(), branch, false, null, null, List.of(), null);
    }
}
