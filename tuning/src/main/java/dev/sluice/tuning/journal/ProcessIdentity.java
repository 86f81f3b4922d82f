package dev.sluice.tuning.journal;

import dev.sluice.core.experiment.record.Hosts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * The identity of a process across machines and restarts.
 *
 * @param machine identifies a boot of a machine and a namespace of process ids, as containers have their own
 * @param pid process id there
 * @param started start time, which distinguishes processes that reuse an id; in clock ticks since boot where available, as
 *     the time of day may be set
 */
record ProcessIdentity(String machine, long pid, String started) {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path NUMBERS = Path.of("/proc/self/ns/pid");
    private static final String HERE = Hosts.name() + read(BOOT) + link(NUMBERS);
    /** Index of a field after the program's name in {@code /proc/PID/stat}. */
    private static final int STATE = 0;

    private static final int START_TICKS = 19;

    /** This process. */
    static ProcessIdentity own() {
        long pid = ProcessHandle.current().pid();
        return new ProcessIdentity(HERE, pid, started(pid));
    }

    /** A name for this process to use in file names; {@code attempt} makes it unique. */
    String name(int attempt) {
        String host = Hosts.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String readable = host.substring(0, Math.min(20, host.length()));
        int rest = (machine + started).hashCode() * 31 + attempt;
        return String.format(Locale.ROOT, "%s-%d-%08x", readable, pid, rest);
    }

    /** Returns whether the process ran on this machine and has ended. */
    boolean isSeenGone() {
        return machine.equals(HERE) && !started(pid).equals(started);
    }

    Map<String, Object> json() {
        return Map.of("machine", machine, "pid", pid, "started", started);
    }

    static ProcessIdentity of(Map<?, ?> json) {
        return new ProcessIdentity(
                String.valueOf(json.get("machine")),
                json.get("pid") instanceof Number number ? number.longValue() : -1,
                String.valueOf(json.get("started")));
    }

    /** The start time of a process; empty if there is none or it is a zombie. */
    private static String started(long pid) {
        String stat = read(Path.of("/proc", Long.toString(pid), "stat"));
        if (stat.isEmpty()) {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .flatMap(handle -> handle.info().startInstant())
                    .map(Instant::toString)
                    .orElse("");
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return fields[STATE].matches("[ZXx]") ? "" : fields[START_TICKS];
    }

    private static String read(Path file) {
        try {
            return "/" + Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            // Not Linux, or the process has ended.
            return "";
        }
    }

    private static String link(Path link) {
        try {
            return "/" + Files.readSymbolicLink(link);
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }
}
