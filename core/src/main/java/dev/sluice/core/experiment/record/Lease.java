package dev.sluice.core.experiment.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code .lease}: a sign of life that the process of a run renews every few seconds, readable from other machines, whose processes
 * cannot be seen. A run whose lease has not been renewed for {@link #LENGTH} counts as interrupted, and another process may take it
 * over; the first one notices that at its next renewal, or before it writes, and stops.
 */
final class Lease implements AutoCloseable {
    /** The time without a renewal after which a run is presumed dead: longer than any pause of a process that lives. */
    static final Duration LENGTH = Duration.ofSeconds(60);

    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final String NAME = ".lease";

    private final Path file;
    private final String owner;
    private final CountDownLatch ended = new CountDownLatch(1);
    private long beats;
    private volatile @Nullable String taker;

    private Lease(Path file, String owner) {
        this.file = file;
        this.owner = owner;
    }

    /** Takes the lease of a run's folder, whoever had it before, and renews it until it is closed. */
    static Lease take(Path folder) throws IOException {
        return take(folder, BEAT);
    }

    static Lease take(Path folder, Duration every) throws IOException {
        String owner = "process " + ProcessHandle.current().pid() + " on " + Hosts.name() + " since "
                + Instant.now().toString();
        Lease lease = new Lease(folder.resolve(NAME), owner);
        lease.write();
        Thread.ofVirtual().name("sluice-lease").start(() -> lease.renew(every));
        return lease;
    }

    private void renew(Duration every) {
        try {
            while (!ended.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                beat();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Renews the lease if it is held. */
    void beat() {
        try {
            if (isHeld()) {
                write();
            }
        } catch (IOException e) {
            // The disk is full or gone for now: writing the run's other files reports it, and the next renewal tries
            // again.
        }
    }

    private synchronized void write() throws IOException {
        if (ended.getCount() > 0) {
            Files.writeString(file, owner + "\n" + beats++ + "\n", StandardCharsets.UTF_8);
        }
    }

    /** Returns whether no other process has taken the run over. */
    boolean isHeld() {
        if (taker == null) {
            try {
                String now = Files.readString(file, StandardCharsets.UTF_8);
                // Empty while another process writes it, if the file system lets that be seen.
                if (!now.isEmpty() && !now.startsWith(owner + "\n")) {
                    taker = now.lines().findFirst().orElse("another process");
                }
            } catch (IOException e) {
                // The file is gone, and with it whoever removed it.
                return true;
            }
        }
        return taker == null;
    }

    /**
     * Checks that no other process has taken the run over.
     *
     * @throws RunException if one has
     */
    void requireHeld() {
        if (!isHeld()) {
            throw new RunException("a run is written by one process at a time, but " + taker + " has taken over "
                    + file.getParent() + ", so this one stops; it gave no sign of life for more than "
                    + LENGTH.toSeconds() + " s, or somebody passed --take-over there [Sluice/TakenOver]");
        }
    }

    /**
     * Returns whether the lease of a folder was renewed lately. One that is dated far ahead was not: the clock has been set back since, and a
     * process that lives would have dated it again.
     */
    static boolean isFresh(Path folder) {
        return age(folder).filter(age -> age.abs().compareTo(LENGTH) < 0).isPresent();
    }

    /** The time since the lease of a folder was renewed, by the clock of its file system; empty if there is none. */
    static Optional<Duration> silence(Path folder) {
        return age(folder).map(age -> age.isNegative() ? Duration.ZERO : age);
    }

    /** Negative if the clock was set back since. */
    private static Optional<Duration> age(Path folder) {
        try {
            Instant renewed = Files.getLastModifiedTime(folder.resolve(NAME)).toInstant();
            return Optional.of(Duration.between(renewed, now(folder)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Clocks of machines differ: a new file tells the time by which the lease is dated. */
    private static Instant now(Path folder) {
        try {
            Path file = Files.createTempFile(folder, ".clock", null);
            try {
                return Files.getLastModifiedTime(file).toInstant();
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // A folder that can only be read.
            return Instant.now();
        }
    }

    /** Stops renewing, and removes the lease unless another process has it. */
    @Override
    public synchronized void close() throws IOException {
        ended.countDown();
        if (isHeld()) {
            try {
                Files.delete(file);
            } catch (NoSuchFileException e) {
                // Removed with the folder.
                return;
            }
        }
    }
}
