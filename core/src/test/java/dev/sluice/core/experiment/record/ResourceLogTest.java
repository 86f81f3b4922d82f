package dev.sluice.core.experiment.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class ResourceLogTest {
    @TempDir
    private Path folder;

    @Test
    void close_writesALastLine_andALaterLogGoesOn() throws IOException {
        ResourceLog.begin(folder, Duration.ofHours(1)).close();
        ResourceLog.begin(folder, Duration.ofHours(1)).close();

        List<Resources> lines = new Run(folder).resources();
        assertThat(lines).hasSize(2).allSatisfy(line -> {
            assertThat(line.seconds()).isBetween(0.0, 60.0);
            assertThat(line.cpuSeconds()).isNotNegative();
            assertThat(line.heapBytes()).isPositive();
        });
    }

    @Test
    @Timeout(60)
    void begin_writesFromTimeToTime() throws IOException {
        ResourceLog log = ResourceLog.begin(folder, Duration.ofMillis(1));
        try {
            while (new Run(folder).resources().size() < 3) {
                Thread.onSpinWait();
            }
        } finally {
            log.close();
        }

        assertThat(new Run(folder).resources())
                .isSortedAccordingTo((one, other) -> Double.compare(one.seconds(), other.seconds()))
                .last()
                // Not to the processor time of the process, which systems count in steps of 10 ms.
                .satisfies(
                        line -> assertThat(line.recordingSeconds()).isPositive().isLessThan(line.seconds()));
    }

    @Test
    void joules_countersOfAllPackages_areAddedAndMayRunOver() throws IOException {
        Path first = counter("intel-rapl:0", 1_000_000);
        Path second = counter("intel-rapl:1", 5_000_000);
        counter("intel-rapl:0:0", 7);
        EnergyCounter counter = new EnergyCounter(folder);

        Files.writeString(first.resolve("energy_uj"), "3000000\n");
        Files.writeString(second.resolve("energy_uj"), "500000\n");

        // 2 J, and of the second one 4.5 J until it ran over at 9.5 J and 0.5 J after that.
        assertThat(counter.joules())
                .hasValueSatisfying(joules -> assertThat(joules).isCloseTo(7.0, within(1e-9)));
        assertThat(new EnergyCounter(folder.resolve("none")).joules()).isEmpty();
    }

    private Path counter(String name, long microjoules) throws IOException {
        Path each = Files.createDirectory(folder.resolve(name));
        Files.writeString(each.resolve("energy_uj"), microjoules + "\n");
        Files.writeString(each.resolve("max_energy_range_uj"), "9500000\n");
        return each;
    }
}
