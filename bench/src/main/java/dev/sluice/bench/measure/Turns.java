package dev.sluice.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Times sides in turns: in each round each side runs for a while, so that a clock that slows down or a neighbor that wakes
 * up meets all of them.
 *
 * @param rounds of all sides
 * @param turn milliseconds for one side in one round; at least one run
 * @param warmUp milliseconds that each side runs before; at least one run
 * @param pause milliseconds between two turns, in which a side's idle threads stop spinning
 */
public record Turns(int rounds, double turn, double warmUp, int pause) {
    /** For figures to keep. */
    public static final Turns THOROUGH = new Turns(5, 50, 300, 5);

    /** For a first look. */
    public static final Turns QUICK = new Turns(3, 20, 100, 5);

    private static final double NANOS = 1e6;
    private static final int COMPILING = 5;

    /** Runs a side until the compiler has had its time with it; the first work of a kind would pay for all others. */
    public void compile(Side side) {
        new Turns(rounds, turn, COMPILING * warmUp, pause).warmUp(side, System::nanoTime);
    }

    /** The times of each side, in the order given. */
    public List<Timing> time(List<? extends Side> sides) {
        return time(sides, System::nanoTime);
    }

    List<Timing> time(List<? extends Side> sides, LongSupplier clock) {
        List<Integer> runs = new ArrayList<>();
        List<List<Double>> times = new ArrayList<>();
        for (Side side : sides) {
            warmUp(side, clock);
            double single = millis(side, 1, clock);
            runs.add((int) Math.max(1, Math.min(100_000, turn / Math.max(single, 1e-5))));
            times.add(new ArrayList<>());
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < sides.size(); i++) {
                rest();
                times.get(i).add(millis(sides.get(i), runs.get(i), clock));
            }
        }
        return times.stream().map(Timing::new).toList();
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
