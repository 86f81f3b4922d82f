package dev.sluice.core.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * The time that runs spend in each kind of instruction: pass it to {@link Plan#run(Tensors, RandomKey, Profile)} any number of
 * times and read the lines. Inside loops only the first thread's share of the batch is timed, which is the whole batch with
 * one thread; reading the clock makes short instructions appear longer than they are.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class Profile {
    /** Begins the lines of instructions inside a loop, whose time is part of the loop's line too. */
    public static final String STEP = "  step: ";

    private final Map<String, Line> lines = new LinkedHashMap<>();

    /**
     * The time of one kind of instruction.
     *
     * @param instruction for example {@code   step: product [rows, 128] x [128, 384]}
     * @param calls number of calls
     * @param nanoseconds all calls together
     */
    public record Line(String instruction, long calls, long nanoseconds) {}

    /** The lines, longest time first. */
    public List<Line> lines() {
        List<Line> sorted = new ArrayList<>(lines.values());
        sorted.sort(Comparator.comparingLong(Line::nanoseconds).reversed());
        return sorted;
    }

    /** Joins labels with commas, equal ones counted: {@code 2 x product, sum}. */
    static String counted(Stream<String> labels) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        labels.forEach(label -> counts.merge(label, 1, Integer::sum));
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() == 1 ? entry.getKey() : entry.getValue() + " x " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    /** Adds time to a line; also of what is done around a plan. */
    public void add(String instruction, long nanoseconds) {
        lines.merge(
                instruction,
                new Line(instruction, 1, nanoseconds),
                (a, b) -> new Line(instruction, a.calls() + b.calls(), a.nanoseconds() + b.nanoseconds()));
    }
}
