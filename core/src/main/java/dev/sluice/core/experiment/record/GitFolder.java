package dev.sluice.core.experiment.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A Git repository as plain files. Its folders are found and its commit is read without running Git, which would apply the
 * repository's configuration.
 *
 * @param top folder of the files under version control
 * @param own the repository's folder, {@code .git} unless the files are a linked work tree or a submodule
 * @param common the folder of the objects, which linked work trees share
 */
record GitFolder(Path top, Path own, Path common) {
    private static final String HEAD = "HEAD";
    private static final String COMMIT = "[0-9a-f]{40}|[0-9a-f]{64}";
    private static final String REFERENCE = "refs/[^\\s\\\\]+";
    private static final String POINTER = "ref:";
    private static final String BRANCH = "refs/heads/";
    private static final int MOST_POINTERS = 5;
    private static final long MOST_BYTES = 1 << 12;
    private static final long MOST_PACKED_BYTES = 1 << 26;

    /** The repository that a folder is in; empty if it is in none. */
    static Optional<GitFolder> of(Path folder) throws IOException {
        for (Path top = folder.toAbsolutePath().normalize(); top != null; top = top.getParent()) {
            Path own = top.resolve(".git");
            if (Files.isRegularFile(own)) {
                String written = text(own, MOST_BYTES).strip();
                own = top.resolve(written.replaceFirst("^gitdir:\\s*", "")).normalize();
            }
            if (Files.isRegularFile(own.resolve(HEAD))) {
                Path shared = own.resolve("commondir");
                Path common = Files.isRegularFile(shared)
                        ? own.resolve(text(shared, MOST_BYTES).strip()).normalize()
                        : own;
                return Optional.of(new GitFolder(top, own, common));
            }
        }
        return Optional.empty();
    }

    /** The commit that is checked out; empty before the first one, or if references are stored in another format. */
    Optional<String> commit() throws IOException {
        String value = text(own.resolve(HEAD), MOST_BYTES).strip();
        for (int pointers = 0; pointers < MOST_POINTERS && value.startsWith(POINTER); pointers++) {
            String reference = value.substring(POINTER.length()).strip();
            if (!reference.matches(REFERENCE) || reference.contains("..")) {
                return Optional.empty();
            }
            value = loose(reference).orElse("");
            if (value.isEmpty()) {
                return packed(reference);
            }
        }
        return Optional.of(value).filter(name -> name.matches(COMMIT));
    }

    /** The branch that is checked out; empty where there is none. */
    Optional<String> branch() throws IOException {
        String head = text(own.resolve(HEAD), MOST_BYTES).strip();
        String reference =
                head.startsWith(POINTER) ? head.substring(POINTER.length()).strip() : "";
        return reference.startsWith(BRANCH) ? Optional.of(reference.substring(BRANCH.length())) : Optional.empty();
    }

    private Optional<String> loose(String reference) throws IOException {
        for (Path folder : new Path[] {own, common}) {
            Path file = folder.resolve(reference);
            if (Files.isRegularFile(file)) {
                return Optional.of(text(file, MOST_BYTES).strip());
            }
        }
        return Optional.empty();
    }

    private Optional<String> packed(String reference) throws IOException {
        Path file = common.resolve("packed-refs");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        return text(file, MOST_PACKED_BYTES)
                .lines()
                .filter(line -> line.endsWith(" " + reference))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .filter(name -> name.matches(COMMIT))
                .findFirst();
    }

    /** Reads a file of at most {@code most} bytes; Git's own files are short. */
    private static String text(Path file, long most) throws IOException {
        if (Files.size(file) > most) {
            throw new IOException(file + " must have at most " + most + " bytes, but has " + Files.size(file));
        }
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
