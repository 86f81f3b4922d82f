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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GitStateTest {
    private static final GitState NOTHING = new GitState(null, null, null, null, null, List.of(), null);

    private static final String BRANCH = "some/branch";

    @TempDir
    private Path folder;

    private Path files;
    private Path marker;

    @BeforeEach
    void makeRepository() throws IOException, InterruptedException {
        files = Files.createDirectory(folder.resolve("files"));
        marker = folder.resolve("ran");
        assumeThat(succeeds(files, "git", "init", "-q")).isTrue();
        git("symbolic-ref", "HEAD", "refs/heads/" + BRANCH);
        git("config", "user.email", "somebody@example.com");
        git("config", "user.name", "Somebody");
        Files.writeString(files.resolve("data.txt"), "one\n");
        Files.writeString(files.resolve(".gitattributes"), "*.txt filter=mine diff=mine\n");
        git("add", ".");
        git("commit", "-q", "-m", "first");
    }

    @Test
    void of_filesAsCommitted_namesTheCommitAndIsClean() throws IOException, InterruptedException {
        assertThat(state(files)).isEqualTo(clean(BRANCH));
    }

    @Test
    void of_folderWithin_findsTheRepositoryAbove() throws IOException, InterruptedException {
        Path inner = Files.createDirectories(files.resolve("a/b"));

        assertThat(state(inner).commit()).isEqualTo(head());
    }

    @Test
    void of_changedContent_isDirtyWithASumOfIt() throws IOException {
        Files.writeString(files.resolve("data.txt"), "two\n");
        Object two = state(files).diffSha256();
        Files.writeString(files.resolve("data.txt"), "three\n");

        assertThat(state(files).dirty()).isTrue();
        assertThat(state(files).diffSha256()).isNotNull().isNotEqualTo(two);
    }

    @Test
    void of_changedBinaryFile_hasADifferentSumForEachContent() throws IOException, InterruptedException {
        Files.write(files.resolve("data.bin"), new byte[] {0, 1, 2});
        git("add", ".");
        git("commit", "-q", "-m", "binary");
        Files.write(files.resolve("data.bin"), new byte[] {0, 1, 3});
        Object three = state(files).diffSha256();
        Files.write(files.resolve("data.bin"), new byte[] {0, 1, 4});

        assertThat(state(files).diffSha256()).isNotNull().isNotEqualTo(three);
    }

    @Test
    void of_stagedChange_isDirty() throws IOException, InterruptedException {
        Files.writeString(files.resolve("data.txt"), "two\n");
        git("add", ".");

        assertThat(state(files).dirty()).isTrue();
    }

    @Test
    void of_changes_areSavedAsAPatchThatMakesThemAgain() throws IOException, InterruptedException {
        Files.write(files.resolve("data.bin"), new byte[] {0, 1, 2});
        git("add", ".");
        git("commit", "-q", "-m", "binary");
        Files.writeString(files.resolve("data.txt"), "two\n");
        Files.write(files.resolve("data.bin"), new byte[] {0, 1, 3});
        Files.writeString(files.resolve("new.txt"), "new\n");
        git("add", "new.txt");
        Path patch = folder.resolve("patch");

        assertThat(GitState.of(files, patch).unsaved()).isNull();
        Path copy = Files.createDirectory(folder.resolve("copy"));
        try (BorrowedGit git = BorrowedGit.of(GitFolder.of(files).orElseThrow(), head())) {
            git.extract(copy, patch);
        }

        for (String name : List.of("data.txt", "data.bin", "new.txt", ".gitattributes")) {
            assertThat(copy.resolve(name)).hasSameBinaryContentAs(files.resolve(name));
        }
        assertThat(state(files).dirty()).isTrue();
    }

    @Test
    void of_changedFileOfSecrets_isNotInThePatch() throws IOException, InterruptedException {
        Files.createDirectory(files.resolve("deploy"));
        Files.writeString(files.resolve("deploy/.env"), "KEY=1\n");
        git("add", ".");
        git("commit", "-q", "-m", "env");
        Files.writeString(files.resolve("deploy/.env"), "KEY=hunter2\n");
        Path patch = folder.resolve("patch");

        assertThat(GitState.of(files, patch).unsaved()).contains("names of secrets");
        assertThat(patch).doesNotExist();
        Files.writeString(files.resolve("data.txt"), "two\n");
        assertThat(GitState.of(files, patch).unsaved()).isNull();

        assertThat(patch).content().contains("+two").doesNotContain("hunter2");
    }

    @Test
    void of_largeChange_isSaidNotToBeKept() throws IOException {
        Files.writeString(files.resolve("data.txt"), "0123456789\n".repeat(100_000));
        Path patch = folder.resolve("patch");

        assertThat(GitState.of(files, patch).unsaved()).contains("at most 1048576 are kept");
        assertThat(patch).doesNotExist();
    }

    @Test
    void of_untrackedFiles_areNamedUnlessIgnored() throws IOException, InterruptedException {
        Files.writeString(files.resolve(".gitignore"), "build\n");
        git("add", ".");
        git("commit", "-q", "-m", "ignore");
        Files.createDirectory(files.resolve("build"));
        Files.writeString(files.resolve("build/a"), "");
        Files.createDirectory(files.resolve("notes"));
        Files.writeString(files.resolve("notes/a b.md"), "");
        Files.writeString(files.resolve("ä.txt"), "");

        assertThat(state(files).untracked()).containsExactly("notes/", "ä.txt");
    }

    @Test
    void of_otherTimeAndSameContent_isClean() throws IOException {
        Files.setLastModifiedTime(files.resolve("data.txt"), FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));

        assertThat(state(files).dirty()).isFalse();
    }

    @Test
    void of_fileWithoutVersionControl_isClean() throws IOException {
        Files.writeString(files.resolve("notes.md"), "mine");

        assertThat(state(files).dirty()).isFalse();
    }

    @Test
    void of_packedReferencesAndObjects_areRead() throws IOException, InterruptedException {
        git("gc", "-q");
        Files.writeString(files.resolve("data.txt"), "two\n");

        assertThat(state(files).commit()).isEqualTo(head());
        assertThat(state(files).dirty()).isTrue();
    }

    @Test
    void of_detachedHead_isRead() throws IOException, InterruptedException {
        git("checkout", "-q", "--detach");

        assertThat(state(files)).isEqualTo(clean(null));
    }

    @Test
    void of_linkedWorkTree_isRead() throws IOException, InterruptedException {
        git("worktree", "add", "-q", "../linked");
        Files.writeString(folder.resolve("linked/data.txt"), "two\n");

        assertThat(state(folder.resolve("linked")).commit()).isEqualTo(head());
        assertThat(state(folder.resolve("linked")).dirty()).isTrue();
    }

    @Test
    void of_splitIndex_isRead() throws IOException, InterruptedException {
        git("update-index", "--split-index");

        assertThat(state(files)).isEqualTo(clean(BRANCH));
    }

    @Test
    void of_sha256Repository_isRead() throws IOException, InterruptedException {
        Path other = Files.createDirectory(folder.resolve("other"));
        assumeThat(succeeds(other, "git", "init", "-q", "--object-format=sha256"))
                .isTrue();
        Files.writeString(other.resolve("data.txt"), "one\n");
        succeeds(other, "git", "add", ".");
        succeeds(other, "git", "-c", "user.name=S", "-c", "user.email=s@example.com", "commit", "-q", "-m", "first");
        Files.writeString(other.resolve("data.txt"), "two\n");

        assertThat(state(other).dirty()).isTrue();
        assertThat(state(other).commit()).hasSize(64);
    }

    @Test
    void of_noCommitYetOrNoRepository_isEmpty() throws IOException, InterruptedException {
        Path fresh = Files.createDirectory(folder.resolve("fresh"));
        succeeds(fresh, "git", "init", "-q");

        assertThat(state(fresh)).isEqualTo(NOTHING);
        assertThat(state(folder)).isEqualTo(NOTHING);
    }

    @Test
    void of_damagedRepository_saysWhatCannotBeRead() throws IOException {
        Files.writeString(files.resolve("data.txt"), "two\n");
        Files.writeString(files.resolve(".git/index"), "damaged");

        assertThat(state(files).commit()).isNotNull();
        assertThat(state(files).dirty()).isNull();
        assertThat(state(files).unread()).isEqualTo("git diff ended with exit code 128");
    }

    @Test
    void of_hugeHead_isNotRead() throws IOException {
        Files.writeString(files.resolve(".git/HEAD"), "ref: " + "x".repeat(1 << 20));

        assertThat(state(files).commit()).isNull();
        assertThat(state(files).unread()).contains("must have at most 4096 bytes");
    }

    @Test
    void of_referenceOutsideTheRepository_isNotFollowed() throws IOException {
        Files.writeString(folder.resolve("secret"), "0123456789012345678901234567890123456789");
        Files.writeString(files.resolve(".git/HEAD"), "ref: refs/../../../secret\n");

        assertThat(state(files)).isEqualTo(NOTHING);
    }

    @Test
    void of_anyRepository_isLeftAsItWas() throws IOException {
        byte[] index = Files.readAllBytes(files.resolve(".git/index"));
        Files.setLastModifiedTime(files.resolve("data.txt"), FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));

        state(files);

        assertThat(files.resolve(".git/index")).hasBinaryContent(index);
    }

    /** Each makes Git run a program; that it does is seen first, so that a test cannot pass by never being attacked. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "core.fsmonitor",
                "filter.mine.clean",
                "filter.mine.process",
                "diff.mine.textconv",
                "diff.mine.command",
                "diff.external",
                "core.pager",
                "pager.diff",
                "include.path"
            })
    void of_configurationThatNamesAProgram_doesNotRunIt(String key) throws IOException, InterruptedException {
        Path program = program("program");
        if (key.equals("include.path")) {
            Path included = Files.writeString(
                    files.resolve(".git/included"), "[core]\n\tfsmonitor = " + program.toString() + "\n");
            git("config", key, included.toString());
        } else {
            git("config", key, program.toString());
        }
        Files.writeString(files.resolve("data.txt"), "two\n");
        if (!key.contains("pager")) {
            succeeds(files, "git", "diff", "HEAD");
            assertThat(marker).exists();
            Files.delete(marker);
        }

        assertThat(state(files).dirty()).isTrue();

        assertThat(marker).doesNotExist();
    }

    @Test
    void of_hookOfTheIndex_doesNotRunIt() throws IOException, InterruptedException {
        Files.copy(program("hook"), files.resolve(".git/hooks/post-index-change"));
        Path elsewhere = Files.createDirectory(files.resolve("hooks"));
        Files.copy(program("other-hook"), elsewhere.resolve("post-index-change"));
        touch();
        succeeds(files, "git", "status");
        assertThat(marker).exists();
        Files.delete(marker);
        touch();

        assertThat(state(files).dirty()).isFalse();
        git("config", "core.hooksPath", elsewhere.toString());
        touch();
        assertThat(state(files).dirty()).isFalse();

        assertThat(marker).doesNotExist();
    }

    @Test
    void of_submoduleWithConfigurationOfItsOwn_doesNotRunIt() throws IOException, InterruptedException {
        Path origin = Files.createDirectory(folder.resolve("origin"));
        succeeds(origin, "git", "init", "-q");
        Files.writeString(origin.resolve("a.txt"), "one\n");
        succeeds(origin, "git", "add", ".");
        succeeds(origin, "git", "-c", "user.name=S", "-c", "user.email=s@example.com", "commit", "-q", "-m", "first");
        git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", origin.toString(), "inner");
        git("commit", "-q", "-m", "submodule");
        succeeds(
                files.resolve("inner"),
                "git",
                "config",
                "core.fsmonitor",
                program("program").toString());
        succeeds(files, "git", "status");
        assertThat(marker).exists();
        Files.delete(marker);

        assertThat(state(files).dirty()).isFalse();

        assertThat(marker).doesNotExist();
    }

    @Test
    void environment_thatNamesProgramsAndConfigurations_isReplaced() throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "GIT_EXTERNAL_DIFF", "/tmp/program",
                "GIT_CONFIG_GLOBAL", "/tmp/config",
                "GIT_CONFIG_COUNT", "1",
                "HOME", "/home/somebody",
                "PATH", "/usr/bin"));
        GitFolder repository = GitFolder.of(files).orElseThrow();

        try (BorrowedGit git = BorrowedGit.of(repository, head())) {
            git.environment(environment);
        }

        assertThat(environment)
                .doesNotContainKeys("GIT_EXTERNAL_DIFF", "GIT_CONFIG_COUNT")
                .containsEntry("PATH", "/usr/bin");
        assertThat(environment.values()).noneMatch(value -> value.contains("somebody") || value.equals("/tmp/config"));
    }

    private static GitState state(Path where) {
        return GitState.of(where, null);
    }

    private GitState clean(@Nullable String branch) throws IOException, InterruptedException {
        return new GitState(head(), branch, false, null, null, List.of(), null);
    }

    private void touch() throws IOException {
        Files.setLastModifiedTime(
                files.resolve("data.txt"), FileTime.from(Instant.now().minusSeconds(100)));
    }

    /** One that leaves a mark that it ran. */
    private Path program(String name) throws IOException {
        Path program = files.resolve(".git").resolve(name);
        Files.writeString(program, "#!/bin/sh\ntouch '" + marker + "'\ncat\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    private String head() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("git", "rev-parse", "HEAD")
                .directory(files.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).isZero();
        return output;
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        assertThat(succeeds(files, command.toArray(String[]::new))).isTrue();
    }

    private static boolean succeeds(Path where, String... command) throws IOException, InterruptedException {
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
