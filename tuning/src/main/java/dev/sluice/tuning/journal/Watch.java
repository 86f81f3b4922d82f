package dev.sluice.tuning.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Watches the other processes of a study. A process that has left, or that ran on this machine and has ended, is dead at once;
 * any other process is presumed dead when its heartbeat has not changed for the length of a lease. Not thread-safe.
 */
public final class Watch {
    private final StudyFolder folder;
    private final String self;
    private final Timing timing;
    private final LongSupplier nanoseconds;
    private final Fence fence;
    private final Map<String, Sign> signs = new HashMap<>();

    /**
     * The last heartbeat of a process.
     *
     * @param seen time of the last check, by this process's clock
     * @param still time for which the heartbeat has not changed
     */
    private record Sign(String text, long seen, long still) {}

    /** Creates a watch for use by the process {@code self}. */
    public Watch(StudyFolder folder, String self, Timing timing) {
        this(folder, self, timing, System::nanoTime);
    }

    Watch(StudyFolder folder, String self, Timing timing, LongSupplier nanoseconds) {
        this.folder = folder;
        this.self = self;
        this.timing = timing;
        this.nanoseconds = nanoseconds;
        this.fence = new Fence(folder);
    }

    /** Returns whether a process is permanently dead; if so, it is fenced. */
    public boolean isGone(String process) {
        try {
            if (process.equals(self)) {
                return false;
            }
            if (process.isEmpty()) {
                // Killed while it created a claim on a file system without hard links.
                return isDead(process);
            }
            if (fence.stands(process)) {
                return true;
            }
            if (isDead(process)) {
                fence.raise(process, self);
                Files.deleteIfExists(folder.signature(process));
                return true;
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("the study's processes cannot be watched: " + e.getMessage(), e);
        }
    }

    /** Fences all dead processes, so that their journals need not be read again. */
    public void sweep() throws IOException {
        for (String name : StudyFolder.names(folder.journals())) {
            if (name.endsWith(StudyFolder.ENDING)) {
                isGone(name.substring(0, name.length() - StudyFolder.ENDING.length()));
            }
        }
    }

    private boolean isDead(String process) throws IOException {
        Map<String, Object> facts = folder.facts(process);
        if (Boolean.TRUE.equals(facts.get("left"))
                || (facts.containsKey("machine") && ProcessIdentity.of(facts).isSeenGone())) {
            return true;
        }
        String text = facts.toString();
        long now = nanoseconds.getAsLong();
        Sign before = signs.get(process);
        if (before == null || !before.text().equals(text)) {
            signs.put(process, new Sign(text, now, 0));
            return false;
        }
        // This process may have slept between two checks, and the other one with it: that time does not count.
        long most = 2 * Math.max(timing.heartbeat().toNanos(), timing.poll().toNanos());
        long still = before.still() + Math.min(now - before.seen(), most);
        signs.put(process, new Sign(text, now, still));
        return still > timing.lease().toNanos();
    }
}
