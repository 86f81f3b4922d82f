package dev.sluice.core.experiment.record;

import dev.sluice.core.file.Fingerprint;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs Git on a user's files through a temporary repository, which has a copy of the index, reads the objects in place and
 * has its own configuration. The configurations of the repository, the user and the system are never read, so no command
 * that they name is run: file-system monitors, filters, text converters, external diffs, hooks, aliases. Attributes may
 * still name drivers, but none is defined. Submodules have separate configurations and are left out.
 */
final class BorrowedGit implements AutoCloseable {
    private static final int SECONDS = 10;
    /** Ignores executable bits: on file systems without them all files would differ, and no result depends on them. */
    private static final String CONFIGURATION =
            "[core]\n\tbare = false\n\tfileMode = false\n\trepositoryFormatVersion = ";

    private static final String SHA1 = "0\n";
    private static final String SHA256 = "1\n[extensions]\n\tobjectFormat = sha256\n";
    private static final int SHA1_DIGITS = 40;
    private static final long MOST_INDEX_BYTES = 1L << 30;
    private static final long MOST_PATCH_BYTES = 1L << 20;
    private static final List<String> DIFF = List.of(
            "diff",
            "--no-ext-diff",
            "--no-textconv",
            "--no-color",
            "--no-renames",
            "--full-index",
            "--ignore-submodules=all",
            "HEAD");
    /** Name patterns of files that usually hold secrets. */
    private static final List<String> SECRET = List.of(
            ".env",
            ".env.*",
            "*.pem",
            "*.key",
            "*.p12",
            "*.jks",
            "*.pfx",
            "id_rsa*",
            "id_ed25519*",
            "*secret*",
            "*credential*",
            "*password*",
            ".netrc",
            ".npmrc",
            ".pgpass");

    private final GitFolder repository;
    private final Path own;

    private BorrowedGit(GitFolder repository, Path own) {
        this.repository = repository;
        this.own = own;
    }

    /** Creates the temporary repository for a commit; the original is not modified. */
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

    /** Copies the index, and the shared index file if it is split. */
    private void copyIndex() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(repository.own(), "{index,sharedindex.*}")) {
            for (Path file : files) {
                if (!Files.isRegularFile(file) || Files.size(file) > MOST_INDEX_BYTES) {
                    throw new IOException(
                            file + " must be a file of at most " + MOST_INDEX_BYTES + " bytes, but is not");
                }
                // Git compares the index's modification time with those of the files, so it must be preserved.
                Files.copy(file, own.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /**
     * The differences between the commit and the files under version control; empty if there are none.
     *
     * @throws IOException if they cannot be determined: there is no Git, it takes too long, or an object is missing
     */
    Optional<Differences> differences() throws IOException {
        Path output = own.resolve("output");
        git(output, repository.top(), DIFF);
        return Files.size(output) == 0 ? Optional.empty() : Optional.of(new Differences(Fingerprint.of(output)));
    }

    /** Differences of version-controlled files, which can be saved as a patch. */
    final class Differences {
        private final String sha256;

        private Differences(String sha256) {
            this.sha256 = sha256;
        }

        /** SHA-256 of all of them. */
        String sha256() {
            return sha256;
        }

        /**
         * Writes them to a file as a patch that {@code git apply} takes. Files whose names suggest secrets are left
         * out.
         *
         * @return the reason why no patch was written; empty if it was
         */
        Optional<String> save(Path patch) throws IOException {
            Path output = own.resolve("patch");
            List<String> arguments = new ArrayList<>(DIFF);
            arguments.addAll(List.of("--binary", "--", "."));
            SECRET.forEach(name -> arguments.add(":(exclude,icase,glob)**/" + name));
            git(output, repository.top(), arguments);
            long bytes = Files.size(output);
            if (bytes == 0 || bytes > MOST_PATCH_BYTES) {
                return Optional.of(
                        bytes == 0
                                ? "all changed files have names of secrets"
                                : "it has " + bytes + " bytes, where at most " + MOST_PATCH_BYTES + " are kept");
            }
            Files.copy(output, patch, StandardCopyOption.REPLACE_EXISTING);
            return Optional.empty();
        }
    }

    /** Files and folders that are neither under version control nor ignored, in the order of their names. */
    List<String> untracked() throws IOException {
        Path output = own.resolve("untracked");
        git(output, repository.top(), List.of("ls-files", "--others", "--exclude-standard", "--directory", "-z"));
        return Stream.of(Files.readString(output, StandardCharsets.UTF_8).split("\0"))
                .filter(name -> !name.isEmpty())
                .sorted()
                .limit(GitState.MOST_UNTRACKED)
                .toList();
    }

    /**
     * Writes the files of the commit into a folder, and applies a patch to them. No filter or hook runs, so files of Git LFS
     * are left as pointers.
     *
     * @param folder an empty folder
     * @param patch file that may be missing
     */
    void extract(Path folder, Path patch) throws IOException {
        Path output = own.resolve("output");
        // A new index: changes staged in the repository do not belong to the commit.
        Files.deleteIfExists(own.resolve("index"));
        git(output, repository.top(), List.of("read-tree", "HEAD"));
        git(
                output,
                repository.top(),
                List.of("checkout-index", "--all", "--force", "--prefix=" + folder.toAbsolutePath() + "/"));
        if (Files.isRegularFile(patch)) {
            git(
                    output,
                    folder,
                    List.of(
                            "apply",
                            "--whitespace=nowarn",
                            patch.toAbsolutePath().toString()));
        }
    }

    /**
     * Runs Git.
     *
     * @param work the folder of the files
     * @throws IOException if it fails
     */
    private void git(Path output, Path work, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program().toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectInput(nothing())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        environment(builder.environment());
        builder.environment().put("GIT_WORK_TREE", work.toString());
        int exit = run(builder, arguments.getFirst());
        if (exit != 0) {
            throw new IOException("git " + arguments.getFirst() + " ended with exit code " + exit);
        }
    }

    /** Replaces Git's variables in an environment by those for the temporary repository. */
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

    private static int run(ProcessBuilder builder, String what) throws IOException {
        Process process = builder.start();
        try {
            if (process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            throw new IOException("git " + what + " takes longer than " + SECONDS + " seconds");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while git " + what + " ran", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Finds Git in a folder of PATH outside the repository, as some systems look in the current folder first. */
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
