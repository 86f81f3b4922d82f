package dev.sluice.bench;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.sluice.bench.measure.Difference;
import dev.sluice.bench.measure.Peaks;
import dev.sluice.bench.measure.Side;
import dev.sluice.bench.measure.Timing;
import dev.sluice.bench.measure.Turns;
import dev.sluice.bench.measure.UnequalWorkException;
import dev.sluice.bench.report.Measurement;
import dev.sluice.bench.report.Report;
import dev.sluice.bench.work.Work;
import dev.sluice.core.engine.Profile;
import dev.sluice.core.experiment.record.Machine;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Measures the machine's peaks, then each work: ours and, in turns with it, every peer's. */
public final class Benchmark {
    private static final int PROFILED_RUNS = 10;

    private final Settings settings;
    private final List<Peer> peers;
    private final Consumer<Measurement> progress;

    /**
     * A benchmark.
     *
     * @param peers to run beside ours; may be none
     * @param progress hears each measurement as it is made
     */
    public Benchmark(Settings settings, List<Peer> peers, Consumer<Measurement> progress) {
        this.settings = settings;
        this.peers = List.copyOf(peers);
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @param peaks of this machine, measured a moment before
     * @param works of which those that the settings want are measured
     * @return all that was measured; a work that a peer does otherwise is among its {@link Report#unequal} instead, and the others go on
     */
    public Report run(Peaks peaks, List<Work> works) {
        List<Measurement> measurements = new ArrayList<>();
        List<String> unequal = new ArrayList<>();
        Set<String> compiled = new HashSet<>();
        for (Work work : works) {
            if (settings.wants(work)) {
                // Table, cell and pass: what differs beyond sizes.
                if (compiled.add(work.group() + " " + work.labels().subList(0, 2))) {
                    try (Side ours = work.ours(1)) {
                        settings.turns().compile(ours);
                    }
                }
                for (int threads : settings.threads(work)) {
                    try {
                        Measurement measurement = measure(work, threads);
                        measurements.add(measurement);
                        progress.accept(measurement);
                    } catch (UnequalWorkException e) {
                        unequal.add(e.getMessage());
                    }
                }
            }
        }
        int most = settings.threads().stream().mapToInt(Integer::intValue).max().orElse(1);
        return new Report(machine(most), peers.stream().map(Peer::description).toList(), peaks, measurements, unequal);
    }

    private static Map<String, Object> machine(int threads) {
        Map<String, Object> facts = new LinkedHashMap<>(Machine.current(threads).facts());
        // Vector loads depend on the one, large arrays on the other.
        facts.put("objects_begin_at", option("ObjectAlignmentInBytes") + " bytes");
        facts.put("large_pages_asked_for", option("UseTransparentHugePages"));
        return facts;
    }

    /** What an option of the JVM is; {@code unknown} where there is no such option. */
    private static String option(String name) {
        HotSpotDiagnosticMXBean options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        try {
            return options == null ? "unknown" : options.getVMOption(name).getValue();
        } catch (IllegalArgumentException e) {
            return "unknown";
        }
    }

    private Measurement measure(Work work, int threads) {
        Map<String, Side> others = new LinkedHashMap<>();
        try (Side ours = work.ours(threads)) {
            ours.run();
            Map<String, Double> differences = new LinkedHashMap<>();
            work.beside(threads).forEach(others::put);
            for (Map.Entry<String, Side> other : others.entrySet()) {
                differences.put(other.getKey(), difference(work, ours, other.getKey(), other.getValue()));
            }
            for (Peer peer : peers) {
                Optional<Side> side = peer.prepare(work, threads);
                if (side.isPresent()) {
                    others.put(peer.name(), side.get());
                    differences.put(peer.name(), difference(work, ours, peer.name(), side.get()));
                }
            }
            List<Side> all = new ArrayList<>(List.of(ours));
            all.addAll(others.values());
            boolean pools = threads > 1 && all.size() > 1;
            Turns turns = pools ? settings.turns() : settings.turns().withoutPause();
            List<Timing> timings = turns.time(all, work.group().timesSingleRuns());
            List<Measurement.Other> columns = new ArrayList<>();
            int index = 1;
            for (String name : others.keySet()) {
                columns.add(
                        new Measurement.Other(name, timings.get(index++), differences.getOrDefault(name, Double.NaN)));
            }
            return new Measurement(work, threads, timings.getFirst(), columns, profile(ours));
        } finally {
            others.values().forEach(Side::close);
        }
    }

    private List<Profile.Line> profile(Side ours) {
        Profile profile = new Profile();
        for (int i = 0; settings.profiles() && i < PROFILED_RUNS; i++) {
            ours.run(profile);
        }
        return profile.lines();
    }

    private static double difference(Work work, Side ours, String name, Side other) {
        other.run();
        return Difference.check(work.describe() + " in " + name, work.tolerance(), ours.results(), other.results());
    }
}
