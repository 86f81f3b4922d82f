package dev.sluice.tuning.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Watches the other processes of a study. One that has left, or whose machine is this one and which is not there any more,
 * is gone at once; any other one when its heartbeat has not changed for a lease. Used by one thread at a time.
 */
public final class Watch {
    private final StudyFolder folder;
    private final String self;
    private final Timing timing;
    private final LongSupplier nanoseconds;
    private final Fence fence;
    private final Map<String, Sign> signs = new HashMap<>();

    /**
     * The last sign of life.
     *
     * @param seen by this process's clock, at the last look
     * @param still for how long it has been the same
     */
    private record Sign(String text, long seen, long still) {}

    /** Watches for a process. */
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

    /** Whether a process is gone for good; if so, it is behind its fence. */
    public boolean isGone(String process) {
        try {
            if (process.equals(self)) {
                return false;
            }
            if (process.isEmpty()) {
                // Killed while it signed a claim, where there are no hard links.
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
            throw new UncheckedIOException("the study's processes cannot be looked after: " + e.getMessage(), e);
        }
    }

    /** Puts all that are gone behind their fences, so that nobody need look into their journals again. */
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
        // Between two looks this process may have slept itself, and the other one with it: that is no sign of death.
        long most = 2 * Math.max(timing.heartbeat().toNanos(), timing.poll().toNanos());
        long still = before.still() + Math.min(now - before.seen(), most);
        signs.put(process, new Sign(text, now, still));
        return still > timing.lease().toNanos();
    }
}
