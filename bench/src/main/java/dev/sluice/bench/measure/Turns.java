package dev.sluice.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * Times sides in turns: in each round each side runs for a while, so that a clock that slows down or a neighbor that wakes
 * up meets all of them.
 *
 * @param rounds of all sides
 * @param turn milliseconds for one side in one round; at least one run
 * @param warmUp milliseconds that each side runs before; at least one run
 * @param pause milliseconds before a turn, in which another side's idle threads stop spinning
 */
public record Turns(int rounds, double turn, double warmUp, int pause) {
    /**
     * Milliseconds after which no pool's idle threads spin any more: OpenMP's spin for 200, and while they do they take a
     * processor from the next side.
     */
    private static final int SPINNING = 300;

    /** For figures to keep. */
    public static final Turns THOROUGH = new Turns(5, 50, 300, SPINNING);

    /** For a first look. */
    public static final Turns QUICK = new Turns(3, 20, 100, SPINNING);

    private static final double NANOS = 1e6;
    private static final int COMPILING = 5;

    /** The same without pauses, for sides that have no threads of their own. */
    public Turns withoutPause() {
        return new Turns(rounds, turn, warmUp, 0);
    }

    /** Runs a side until it is compiled; otherwise the first work of a kind would pay for all others. */
    public void compile(Side side) {
        new Turns(rounds, turn, COMPILING * warmUp, pause).warmUp(side, System::nanoTime);
    }

    /**
     * The times of each side, in the order given.
     *
     * @param singly whether every run is timed by itself
     */
    public List<Timing> time(List<? extends Side> sides, boolean singly) {
        return time(sides, singly, System::nanoTime);
    }

    List<Timing> time(List<? extends Side> sides, boolean singly, LongSupplier clock) {
        List<Integer> runs = new ArrayList<>();
        List<List<Double>> times = new ArrayList<>();
        List<List<Double>> singles = new ArrayList<>();
        for (Side side : sides) {
            warmUp(side, clock);
            double single = millis(side, 1, clock);
            runs.add((int) Math.max(1, Math.min(100_000, turn / Math.max(single, 1e-5))));
            times.add(new ArrayList<>());
            singles.add(new ArrayList<>());
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < sides.size(); i++) {
                rest();
                if (singly) {
                    List<Double> each = singly(sides.get(i), runs.get(i), clock);
                    times.get(i).add(Timing.median(each));
                    singles.get(i).addAll(each);
                } else {
                    times.get(i).add(millis(sides.get(i), runs.get(i), clock));
                }
            }
        }
        List<Timing> timings = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            timings.add(
                    singly
                            ? new Timing(times.get(i), OptionalDouble.of(tail(singles.get(i))))
                            : new Timing(times.get(i)));
        }
        return timings;
    }

    private static List<Double> singly(Side side, int runs, LongSupplier clock) {
        List<Double> each = new ArrayList<>(runs);
        for (int i = 0; i < runs; i++) {
            each.add(millis(side, 1, clock));
        }
        return each;
    }

    private static double tail(List<Double> runs) {
        List<Double> sorted = runs.stream().sorted().toList();
        return sorted.get((int) Math.ceil(0.99 * sorted.size()) - 1);
    }

    private void warmUp(Side side, LongSupplier clock) {
        long begin = clock.getAsLong();
        do {
            side.run();
        } while (clock.getAsLong() - begin < warmUp * NANOS);
    }

    private static double millis(Side side, int runs, LongSupplier clock) {
        long begin = clock.getAsLong();
        for (int i = 0; i < runs; i++) {
            side.run();
        }
        return (clock.getAsLong() - begin) / NANOS / runs;
    }

    private void rest() {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the benchmark was interrupted", e);
        }
    }
}
