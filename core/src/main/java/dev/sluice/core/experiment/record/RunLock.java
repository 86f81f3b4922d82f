package dev.sluice.core.experiment.record;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock held by the process that writes a run. The operating system releases it when the process ends in any way. The lock
 * uses a separate file, because closing any other handle of a locked file would release the lock.
 */
public final class RunLock implements AutoCloseable {
    private static final String NAME = ".lock";
    private static final long POLL_MILLIS = 50;

    /** Files locked by this process: opening one of them again and closing it would release its lock. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Locks a folder.
     *
     * @throws RunException if another process, or another run in this process, holds the lock
     */
    public static synchronized RunLock take(Path folder) throws IOException {
        Path file = file(folder);
        if (!HELD.add(file)) {
            throw new RunException("the run in " + folder + " is being written by this process; wait until it ends");
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isFree(channel)) {
                throw new RunException("the run in " + folder
                        + " is being written by another process; wait until it ends, or end it with Ctrl-C");
            }
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            HELD.remove(file);
            throw e;
        }
        return new RunLock(file, channel);
    }

    private static Path file(Path folder) throws IOException {
        return folder.toRealPath().resolve(NAME);
    }

    /**
     * Waits until no process holds the lock of a folder, as a killed process may take a moment to end.
     *
     * @return whether the lock is free
     */
    public static boolean await(Path folder, Duration patience) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            if (isFree(folder)) {
                return true;
            }
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Returns whether no process holds the lock; tries nothing while this process does, whose lock the end of the trial would release. */
    private static synchronized boolean isFree(Path folder) throws IOException {
        Path file = file(folder);
        if (HELD.contains(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            return isFree(channel);
        }
    }

    private static boolean isFree(FileChannel channel) {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            // The file system has no locks; only the run's status tells its state.
            return true;
        }
    }

    /** Removes the lock file when the run is finished. */
    void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            channel.close();
            HELD.remove(file);
        }
    }
}
