package dev.sluice.core.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the time of runs goes, by kind of instruction: give it to {@link Plan#run(Tensors, RandomKey, Profile)}, as often as
 * wanted, and read the lines. Inside loops only the first thread's share of the batch is timed, which is the whole batch
 * where there is one thread; looking at the clock makes short instructions look longer than they are.
 */
public final class Profile {
    private final Map<String, Line> lines = new LinkedHashMap<>();

    /**
     * What one kind of instruction took.
     *
     * @param instruction for example {@code loop: Products 128x384}
     * @param calls how often it ran
     * @param nanoseconds all calls together
     */
    public record Line(String instruction, long calls, long nanoseconds) {}

    /** What took longest first. */
    public List<Line> lines() {
        List<Line> sorted = new ArrayList<>(lines.values());
        sorted.sort(Comparator.comparingLong(Line::nanoseconds).reversed());
        return sorted;
    }

    void add(String instruction, long nanoseconds) {
        lines.merge(
                instruction,
                new Line(instruction, 1, nanoseconds),
                (a, b) -> new Line(instruction, a.calls() + b.calls(), a.nanoseconds() + b.nanoseconds()));
    }
}
