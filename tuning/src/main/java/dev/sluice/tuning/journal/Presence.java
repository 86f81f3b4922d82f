package dev.sluice.tuning.journal;

import dev.sluice.core.experiment.record.Json;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The heartbeat of this process in a study: a file with its identity and a counter that increases while the process lives.
 * Other processes watch the counter; clocks of different machines are never compared.
 */
public final class Presence implements AutoCloseable {
    private static final double NANOSECONDS = 1e-9;

    private final StudyFolder folder;
    private final String process;
    private final ProcessIdentity identity;
    private final Fence fence;
    private final double activeBefore;
    private final long began = System.nanoTime();
    private long beats;
    private boolean closed;

    private Presence(StudyFolder folder, String process, ProcessIdentity identity, double activeBefore) {
        this.folder = folder;
        this.process = process;
        this.identity = identity;
        this.fence = new Fence(folder);
        this.activeBefore = activeBefore;
    }

    /** Registers this process in a study. */
    public static Presence enter(StudyFolder folder) throws IOException {
        ProcessIdentity identity = ProcessIdentity.own();
        double activeBefore = folder.activeSeconds();
        for (int attempt = 0; true; attempt++) {
            String name = identity.name(attempt);
            try {
                // Creating the journal reserves the name.
                Files.createFile(folder.journal(name));
            } catch (FileAlreadyExistsException e) {
                continue;
            }
            Presence presence = new Presence(folder, name, identity, activeBefore);
            presence.beat();
            return presence;
        }
    }

    /** The name of this process in the study. */
    public String process() {
        return process;
    }

    /** Seconds during which at least one process worked on the study. */
    public double activeSeconds() {
        return activeBefore + (System.nanoTime() - began) * NANOSECONDS;
    }

    /** Writes a heartbeat. */
    public synchronized void beat() throws IOException {
        if (!closed) {
            beats++;
            write();
        }
    }

    /** Returns whether another process fenced this one, for example because its machine slept: its further entries are void. */
    public boolean isFenced() {
        return fence.stands(process);
    }

    private void write() throws IOException {
        Map<String, Object> facts = new LinkedHashMap<>(identity.json());
        facts.put("beats", beats);
        facts.put(StudyFolder.ACTIVE, activeSeconds());
        facts.put("left", closed);
        Path draft = folder.processes().resolve("." + process + ".draft");
        Exclusive.replace(folder.process(process), draft, Json.line(facts) + "\n");
    }

    /** Records that this process has left the study. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        write();
    }
}
