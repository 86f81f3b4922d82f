package dev.sluice.core.experiment.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No configuration, hook or environment of a repository runs a program while its state is read. */
final class HostileGitTest {
    @TempDir
    private Path folder;

    private GitRepository repository;

    @BeforeEach
    void makeRepository() throws IOException, InterruptedException {
        repository = GitRepository.make(folder);
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
        Path program = repository.program("program");
        if (key.equals("include.path")) {
            Path included = Files.writeString(
                    repository.files().resolve(".git/included"), "[core]\n\tfsmonitor = " + program.toString() + "\n");
            repository.git("config", key, included.toString());
        } else {
            repository.git("config", key, program.toString());
        }
        Files.writeString(repository.files().resolve("data.txt"), "two\n");
        if (!key.contains("pager")) {
            GitRepository.succeeds(repository.files(), "git", "diff", "HEAD");
            assertThat(repository.marker()).exists();
            Files.delete(repository.marker());
        }

        assertThat(state(repository.files()).dirty()).isTrue();

        assertThat(repository.marker()).doesNotExist();
    }

    @Test
    void of_hookOfTheIndex_doesNotRunIt() throws IOException, InterruptedException {
        Files.copy(repository.program("hook"), repository.files().resolve(".git/hooks/post-index-change"));
        Path elsewhere = Files.createDirectory(repository.files().resolve("hooks"));
        Files.copy(repository.program("other-hook"), elsewhere.resolve("post-index-change"));
        repository.touch();
        GitRepository.succeeds(repository.files(), "git", "status");
        assertThat(repository.marker()).exists();
        Files.delete(repository.marker());
        repository.touch();

        assertThat(state(repository.files()).dirty()).isFalse();
        repository.git("config", "core.hooksPath", elsewhere.toString());
        repository.touch();
        assertThat(state(repository.files()).dirty()).isFalse();

        assertThat(repository.marker()).doesNotExist();
    }

    @Test
    void of_submoduleWithConfigurationOfItsOwn_doesNotRunIt() throws IOException, InterruptedException {
        Path origin = Files.createDirectory(folder.resolve("origin"));
        GitRepository.succeeds(origin, "git", "init", "-q");
        Files.writeString(origin.resolve("a.txt"), "one\n");
        GitRepository.succeeds(origin, "git", "add", ".");
        GitRepository.succeeds(
                origin, "git", "-c", "user.name=S", "-c", "user.email=s@example.com", "commit", "-q", "-m", "first");
        repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", origin.toString(), "inner");
        repository.git("commit", "-q", "-m", "submodule");
        GitRepository.succeeds(
                repository.files().resolve("inner"),
                "git",
                "config",
                "core.fsmonitor",
                repository.program("program").toString());
        GitRepository.succeeds(repository.files(), "git", "status");
        assertThat(repository.marker()).exists();
        Files.delete(repository.marker());

        assertThat(state(repository.files()).dirty()).isFalse();

        assertThat(repository.marker()).doesNotExist();
    }

    @Test
    void environment_thatNamesProgramsAndConfigurations_isReplaced() throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "GIT_EXTERNAL_DIFF", "/tmp/program",
                "GIT_CONFIG_GLOBAL", "/tmp/config",
                "GIT_CONFIG_COUNT", "1",
                "HOME", "/home/somebody",
                "PATH", "/usr/bin"));
        GitFolder found = GitFolder.of(repository.files()).orElseThrow();

        try (BorrowedGit git = BorrowedGit.of(found, repository.head())) {
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
}
