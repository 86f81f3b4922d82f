package dev.sluice.tuning.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Assigns each job to one process. A claim is a file that only one process can create; if its owner has died, another process
 * creates the next one, numbered one higher. The owner of the highest claim owns the job. Claims are removed once their jobs
 * are done, so a process that obtains one must read the journals again before it starts.
 *
 * <p>Not thread-safe.
 */
public final class Claims implements AutoCloseable {
    private final StudyFolder folder;
    private final String process;
    private final Predicate<String> gone;
    /** The file to which all claims of this process are hard links. */
    private final Path signature;
    /** Number of this process's claim by job. */
    private final Map<Integer, Integer> own = new HashMap<>();

    /**
     * Creates the claims of one process, initially none.
     *
     * @param gone whether another process is permanently dead and fenced
     */
    public Claims(StudyFolder folder, String process, Predicate<String> gone) throws IOException {
        this.folder = folder;
        this.process = process;
        this.gone = gone;
        this.signature = folder.signature(process);
        Files.writeString(signature, signature(), StandardCharsets.UTF_8);
    }

    private String signature() {
        return process + "\n";
    }

    /** Claims a job if it is free; returns whether this process now owns it. */
    public boolean take(int job) throws IOException {
        int top = top(job);
        String before = owner(job, top);
        if (top >= 0 && !gone.test(before)) {
            return false;
        }
        Path file = file(job, top + 1);
        if (!Exclusive.link(file, signature, signature())) {
            return false;
        }
        // A process that took the job over meanwhile may have released it, so its claims may start from the lowest
        // number again.
        if (!owner(job, top).equals(before)) {
            Files.deleteIfExists(file);
            return false;
        }
        own.put(job, top + 1);
        return true;
    }

    /** Releases a job, done or not, and removes the remaining claims of its previous owners. */
    public void release(int job) throws IOException {
        Integer top = own.remove(job);
        // Lowest first: while a higher claim exists, no process can claim the job by extending a sequence under
        // removal.
        for (int height = 0; top != null && height <= top; height++) {
            Files.deleteIfExists(file(job, height));
        }
    }

    /** Removes claims of finished jobs, which remain if a process is killed after finishing a job and before releasing it. */
    public void clear(IntPredicate done) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.claims(), "[0-9]*-[0-9]*")) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (done.test(Integer.parseInt(name.substring(0, name.indexOf('-'))))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Releases all claims of this process. No job can be claimed afterwards. */
    @Override
    public void close() throws IOException {
        for (int job : List.copyOf(own.keySet())) {
            release(job);
        }
        Files.deleteIfExists(signature);
    }

    /** The number of the highest claim; -1 if there is none. */
    private int top(int job) {
        int top = -1;
        while (Files.exists(file(job, top + 1))) {
            top++;
        }
        return top;
    }

    private String owner(int job, int height) throws IOException {
        try {
            return Files.readString(file(job, height), StandardCharsets.UTF_8).strip();
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private Path file(int job, int height) {
        return folder.claims().resolve(String.format(Locale.ROOT, "%06d-%d", job, height));
    }
}
