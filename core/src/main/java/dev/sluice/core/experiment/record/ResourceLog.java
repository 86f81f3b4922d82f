package dev.sluice.core.experiment.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Writes {@link Resources} every few seconds, from a separate thread, and once more at the end. Stops if writing fails. */
final class ResourceLog implements AutoCloseable {
    /** The system property with the seconds between two measurements; 0 for one at the end alone. */
    private static final String SECONDS = "sluice.resources.seconds";

    private static final long USUAL = 5;

    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    private final JsonLines lines;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final EnergyCounter energy = new EnergyCounter();
    private final long began = System.nanoTime();
    private final double cpuBefore = CpuTime.ofTheProcess();
    private final double gcBefore = gcSeconds();
    /** Seconds of processor time that the measurements have taken. */
    private double recording;

    private ResourceLog(JsonLines lines) {
        this.lines = lines;
    }

    /** Starts a log in the folder of a run, or appends to the existing one. */
    static ResourceLog begin(Path folder) throws IOException {
        return begin(folder, Duration.ofSeconds(Long.getLong(SECONDS, USUAL)));
    }

    /** The same with the time between two measurements; zero for one at the end alone. */
    static ResourceLog begin(Path folder, Duration every) throws IOException {
        ResourceLog log = new ResourceLog(JsonLines.append(RunFile.RESOURCES.in(folder)));
        if (every.isZero()) {
            return log;
        }
        Thread.ofPlatform().daemon().name("sluice-resources").start(() -> log.watch(every));
        return log;
    }

    private void watch(Duration every) {
        try {
            while (!ended.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                write();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (UncheckedIOException e) {
            // The disk is full: writing the run's other files reports it.
        }
    }

    private synchronized void write() {
        double before = CpuTime.ofThisThread();
        lines.add(new Resources(
                Instant.now(),
                (System.nanoTime() - began) / NANOS,
                CpuTime.ofTheProcess() - cpuBefore,
                gcSeconds() - gcBefore,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                energy.joules().orElse(null),
                recording));
        recording += CpuTime.ofThisThread() - before;
    }

    private static double gcSeconds() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                        .sum()
                / MILLIS;
    }

    @Override
    public void close() throws IOException {
        ended.countDown();
        try {
            write();
        } catch (UncheckedIOException e) {
            // As above.
        } finally {
            lines.close();
        }
    }
}
