package dev.sluice.core.experiment.record;

import dev.sluice.core.plugin.Fingerprint;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs Git on a user's files through a repository of our own, which has a copy of the index, reads the objects in place
 * and has its own configuration. The configurations of the repository, the user and the system are never read, so nothing
 * that they name is run: file-system monitors, filters, text converters, external diffs, hooks, aliases. Attributes may
 * still name drivers, but none is defined. Submodules have configurations of their own and are left out.
 */
final class BorrowedGit implements AutoCloseable {
    private static final int SECONDS = 10;
    /** Executable bits are left out: on file systems without them all files would differ, and no result depends on one. */
    private static final String CONFIGURATION =
            "[core]\n\tbare = false\n\tfileMode = false\n\trepositoryFormatVersion = ";

    private static final String SHA1 = "0\n";
    private static final String SHA256 = "1\n[extensions]\n\tobjectFormat = sha256\n";
    private static final int SHA1_DIGITS = 40;
    private static final long MOST_INDEX_BYTES = 1L << 30;

    private final GitFolder repository;
    private final Path own;

    private BorrowedGit(GitFolder repository, Path own) {
        this.repository = repository;
        this.own = own;
    }

    /** Set up for a commit of a repository, of which nothing is modified. */
    static BorrowedGit of(GitFolder repository, String commit) throws IOException {
        BorrowedGit git = new BorrowedGit(repository, Files.createTempDirectory("sluice-git"));
        try {
            Files.createDirectory(git.own.resolve("refs"));
            Files.createDirectory(git.own.resolve("objects"));
            Files.writeString(git.own.resolve("HEAD"), commit + "\n");
            Files.writeString(
                    git.own.resolve("config"), CONFIGURATION + (commit.length() == SHA1_DIGITS ? SHA1 : SHA256));
            git.copyIndex();
            return git;
        } catch (IOException e) {
            git.close();
            throw e;
        }
    }

    /** The index, and the file that it shares where it is split. */
    private void copyIndex() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(repository.own(), "{index,sharedindex.*}")) {
            for (Path file : files) {
                if (!Files.isRegularFile(file) || Files.size(file) > MOST_INDEX_BYTES) {
                    throw new IOException(
                            file + " must be a file of at most " + MOST_INDEX_BYTES + " bytes, but is not");
                }
                // Its time says which files may have changed without a change of theirs: it has to stay.
                Files.copy(file, own.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /**
     * A sum of what differs between the commit and the files under version control; empty if nothing does.
     *
     * @throws IOException if it cannot be told: there is no Git, it takes too long, or an object is missing
     */
    Optional<String> differences() throws IOException {
        Path output = own.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                        program().toString(),
                        "diff",
                        "--no-ext-diff",
                        "--no-textconv",
                        "--no-color",
                        "--no-renames",
                        "--full-index",
                        "--ignore-submodules=all",
                        "HEAD")
                .directory(repository.top().toFile())
                .redirectInput(nothing())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        environment(builder.environment());
        int exit = run(builder);
        if (exit != 0) {
            throw new IOException("git diff ended with exit code " + exit);
        }
        return Files.size(output) == 0 ? Optional.empty() : Optional.of(Fingerprint.of(output));
    }

    /** Takes every setting of Git's out of an environment and puts our own in. */
    void environment(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("GIT_"));
        environment.put("GIT_DIR", own.toString());
        environment.put("GIT_WORK_TREE", repository.top().toString());
        environment.put(
                "GIT_OBJECT_DIRECTORY", repository.common().resolve("objects").toString());
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_ATTR_NOSYSTEM", "1");
        environment.put("GIT_NO_LAZY_FETCH", "1");
        // Older versions of Git know no switch for the user's configuration.
        environment.put("GIT_CONFIG_GLOBAL", nothing().getPath());
        environment.put("HOME", own.toString());
        environment.put("XDG_CONFIG_HOME", own.toString());
    }

    private static int run(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        try {
            if (process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            throw new IOException("git diff takes longer than " + SECONDS + " seconds");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while git diff ran", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Git in a folder of the path that is not one of the files' own: some systems look in the current folder first. */
    private Path program() throws IOException {
        String folders = Optional.ofNullable(System.getenv("PATH")).orElse("");
        for (String name : List.of("git", "git.exe")) {
            for (String folder : folders.split(File.pathSeparator)) {
                Path program = Path.of(folder).resolve(name);
                if (program.isAbsolute() && !program.startsWith(repository.top()) && Files.isExecutable(program)) {
                    return program;
                }
            }
        }
        throw new IOException("there is no git on this machine");
    }

    private static File nothing() {
        return new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");
    }

    @Override
    public void close() throws IOException {
        Folders.remove(own);
    }
}
