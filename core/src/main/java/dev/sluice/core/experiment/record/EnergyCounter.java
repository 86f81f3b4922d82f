package dev.sluice.core.experiment.record;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The energy used by the processors since creation, from Linux's power capping counters (RAPL of Intel and AMD), which often
 * only the administrator may read. They overflow after minutes to hours, which is handled if they are read more often than that.
 */
final class EnergyCounter {
    private static final double MICRO = 1e-6;

    private final Path folder;
    private final Map<Path, Long> last = new LinkedHashMap<>();
    private double joules;

    EnergyCounter() {
        this(Path.of("/sys/class/powercap"));
    }

    /**
     * Creates a counter.
     *
     * @param folder of the system's counters
     */
    EnergyCounter(Path folder) {
        this.folder = folder;
        joules();
    }

    /** Joules since creation, over all packages; empty if the machine has no readable counters. */
    synchronized Optional<Double> joules() {
        // Domains within a package, as intel-rapl:0:0, are part of it.
        try (DirectoryStream<Path> packages = Files.newDirectoryStream(folder, "*-rapl:[0-9]")) {
            for (Path each : packages) {
                long now = number(each.resolve("energy_uj"));
                Long before = last.put(each, now);
                if (before != null) {
                    long range = now >= before ? 0 : number(each.resolve("max_energy_range_uj"));
                    joules += MICRO * (now - before + range);
                }
            }
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
        return last.isEmpty() ? Optional.empty() : Optional.of(joules);
    }

    private static long number(Path file) throws IOException {
        return Long.parseLong(Files.readString(file).strip());
    }
}
