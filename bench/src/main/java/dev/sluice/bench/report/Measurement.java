package dev.sluice.bench.report;

import dev.sluice.bench.measure.Peaks;
import dev.sluice.bench.measure.Timing;
import dev.sluice.bench.work.Work;
import dev.sluice.core.engine.Profile;
import java.util.List;
import java.util.Optional;

/**
 * The times of one work.
 *
 * @param others of the peers that could do it
 * @param profile where our own time goes, what took longest first; empty if not profiled
 */
public record Measurement(Work work, int threads, Timing ours, List<Other> others, List<Profile.Line> profile) {
    /** Copies the lists. */
    public Measurement {
        others = List.copyOf(others);
        profile = List.copyOf(profile);
    }

    /**
     * A peer's times.
     *
     * @param difference of its results from ours, relative
     */
    public record Other(String peer, Timing timing, double difference) {}

    /** Our speed relative to the first peer; empty without one. */
    public Optional<Double> ratio() {
        return others.stream().findFirst().map(other -> ours.timesAsFastAs(other.timing()));
    }

    /**
     * The milliseconds in which no implementation on this processor can be done: all operations at the peak of all threads.
     * 0 where operations are not counted.
     */
    public double floor(Peaks peaks) {
        return work.operations() / (peaks.flops() * threads) / 1e6;
    }

    /** Our traffic in 10⁹ bytes a second; 0 where bytes are not counted. */
    public double bandwidth() {
        return work.bytes() / ours.median() / 1e6;
    }

    /** Steps of all sequences together that we do in a second; 0 where they are not counted. */
    public double stepsPerSecond() {
        return work.sequenceSteps() / ours.median() * 1e3;
    }

    /** Our rate in 10⁹ operations a second; 0 where operations are not counted. */
    public double rate() {
        return work.operations() / ours.median() / 1e6;
    }
}
