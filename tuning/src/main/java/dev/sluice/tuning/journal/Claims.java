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
 * Says who does which job. A claim is a file that only one process can create; if that process is gone, the next one creates
 * another, one higher. Whoever has the highest has the job. Claims go once their jobs are done, so whoever got one must look
 * into the journals again before it begins.
 *
 * <p>Used by one thread at a time.
 */
public final class Claims implements AutoCloseable {
    private final StudyFolder folder;
    private final String process;
    private final Predicate<String> gone;
    /** All claims are other names of this file. */
    private final Path signature;
    /** By job, the height of the claim. */
    private final Map<Integer, Integer> own = new HashMap<>();

    /**
     * Claims for one process, with no claim yet.
     *
     * @param gone whether another process is gone for good, behind its fence
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

    /** Takes a job if it is free; says whether it is this process's now. */
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
        // Whoever took the job over meanwhile may have given it back, so that its claims begin at the bottom again.
        if (!owner(job, top).equals(before)) {
            Files.deleteIfExists(file);
            return false;
        }
        own.put(job, top + 1);
        return true;
    }

    /** Gives a job back, done or not, with what is left of those that had it before. */
    public void release(int job) throws IOException {
        Integer top = own.remove(job);
        // From the bottom: while a higher one is there, nobody may take the job by continuing a row that is going.
        for (int height = 0; top != null && height <= top; height++) {
            Files.deleteIfExists(file(job, height));
        }
    }

    /** Removes the claims of jobs that are done, which a process leaves if it is killed between its last two steps. */
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

    /** Gives back whatever this process has. No more claims after that. */
    @Override
    public void close() throws IOException {
        for (int job : List.copyOf(own.keySet())) {
            release(job);
        }
        Files.deleteIfExists(signature);
    }

    /** The height of the highest claim; -1 without one. */
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
