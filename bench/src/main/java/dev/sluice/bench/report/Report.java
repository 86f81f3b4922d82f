package dev.sluice.bench.report;

import dev.sluice.bench.measure.Peaks;
import dev.sluice.bench.work.Group;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that was measured.
 *
 * @param machine facts by name
 * @param peers what each peer is
 * @param peaks of the machine, on one thread
 * @param unequal works that were not timed because a peer computes something else, a line each
 */
public record Report(
        Map<String, Object> machine,
        List<String> peers,
        Peaks peaks,
        List<Measurement> measurements,
        List<String> unequal) {
    /** Copies the collections, keeping their order. */
    public Report {
        machine = Collections.unmodifiableMap(new LinkedHashMap<>(machine));
        peers = List.copyOf(peers);
        measurements = List.copyOf(measurements);
        unequal = List.copyOf(unequal);
    }

    /** The same measurements against other peaks. */
    public Report withPeaks(Peaks others) {
        return new Report(machine, peers, others, measurements, unequal);
    }

    /** The groups that were measured. */
    public List<Group> groups() {
        return Arrays.stream(Group.values())
                .filter(group -> !of(group).isEmpty())
                .toList();
    }

    /** The measurements of a group, in order. */
    public List<Measurement> of(Group group) {
        return measurements.stream()
                .filter(measurement -> measurement.work().group() == group)
                .toList();
    }
}
