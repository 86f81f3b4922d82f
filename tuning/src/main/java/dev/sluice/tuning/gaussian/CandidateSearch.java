package dev.sluice.tuning.gaussian;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.ChoiceDomain;
import dev.sluice.core.search.Domain;
import dev.sluice.core.search.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Finds the assignment that promises most. Draws points from the whole space and around the best assignments so far,
 * improves the most promising, and always judges a point at the assignment it stands for: a whole number is never judged
 * between two values. An improvement follows the gradient with numbers taken as continuous and choices held, rounds, then
 * steps to neighbors: other options, and the next values of whole numbers.
 */
final class CandidateSearch {
    private static final int SPREAD = 300;
    private static final int AROUND_EACH = 40;
    private static final int IMPROVED = 6;
    private static final int ITERATIONS = 40;
    private static final int ROUNDS = 4;
    /** Deviations of the draws around an assignment, as shares of the unit interval. */
    private static final double[] WIDTHS = {0.2, 0.05, 0.01, 0.002};

    private final SearchSpace space;
    private final Promise promise;
    private final Set<Assignment> taken;
    private final CounterRandom random;

    /** What is maximized. */
    interface Promise {
        /**
         * The promise of a point.
         *
         * @param point one position for each dimension, NaN where it takes no part. Not modified.
         */
        double at(double[] point);

        /**
         * The promise, and its gradient by positions.
         *
         * @param point as above. Not modified.
         * @param gradient modified
         */
        double at(double[] point, double[] gradient);
    }

    private record Candidate(Assignment assignment, double[] point, double value) {}

    /**
     * A search.
     *
     * @param taken assignments that are not to be found again
     */
    CandidateSearch(SearchSpace space, Promise promise, Set<Assignment> taken, CounterRandom random) {
        this.space = space;
        this.promise = promise;
        this.taken = taken;
        this.random = random;
    }

    /**
     * The assignment found.
     *
     * @param anchors the best assignments so far
     */
    Assignment best(List<Assignment> anchors) {
        List<Candidate> drawn = new ArrayList<>();
        for (int i = 0; i < SPREAD; i++) {
            drawn.add(candidate(space.sample(random, i)));
        }
        for (Assignment anchor : anchors) {
            for (int i = 0; i < AROUND_EACH; i++) {
                drawn.add(candidate(around(anchor, WIDTHS[i % WIDTHS.length], drawn.size())));
            }
        }
        Comparator<Candidate> mostFirst = Comparator.comparingDouble(candidate -> -candidate.value());
        drawn.sort(mostFirst);
        Candidate best = drawn.getFirst();
        for (Candidate start : apart(drawn)) {
            Candidate improved = improved(start);
            best = improved.value() > best.value() ? improved : best;
        }
        if (PROBE > 0 && best.value() < StrictMath.log(SETTLED) && trial % EVERY == 0) {
            return probe();
        }
        return best.assignment();
    }

    int trial = 0;
    static final int PROBE = Integer.getInteger("gp.probe", 32);
    static final int EVERY = Integer.getInteger("gp.every", 2);
    static final double SETTLED = Double.parseDouble(System.getProperty("gp.settled", "1e-4"));

    private Assignment probe() {
        Candidate best = null;
        for (int i = 0; i < PROBE; i++) {
            Candidate drawn = candidate(space.sample(random, SPREAD + i));
            best = best == null || drawn.value() > best.value() ? drawn : best;
        }
        return best.assignment();
    }

    private List<Candidate> apart(List<Candidate> sorted) {
        List<Candidate> apart = new ArrayList<>();
        for (Candidate candidate : sorted) {
            if (apart.size() < IMPROVED
                    && apart.stream().noneMatch(other -> distance(other.point(), candidate.point()) < 0.01)) {
                apart.add(candidate);
            }
        }
        return apart;
    }

    private static double distance(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Double.isNaN(a[i]) || Double.isNaN(b[i])
                    ? Double.isNaN(a[i]) == Double.isNaN(b[i]) ? largest : 1
                    : Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }

    private Candidate candidate(Assignment assignment) {
        double[] point = space.toUnit(assignment);
        return new Candidate(
                assignment, point, taken.contains(assignment) ? Double.NEGATIVE_INFINITY : promise.at(point));
    }

    /** Moves some dimensions of an assignment; those that come to take part are drawn afresh. */
    private Assignment around(Assignment anchor, double width, int draw) {
        double[] point = space.toUnit(anchor);
        int n = point.length;
        long at = 3L * n * draw;
        double share = Math.min(1, Math.max(2.0 / n, 0.5));
        for (int i = 0; i < n; i++) {
            Domain domain = space.dimensions().get(i).domain();
            if (Double.isNaN(point[i])) {
                point[i] = random.real(at + 3L * i);
            } else if (random.real(at + 3L * i + 1) < share) {
                if (domain instanceof ChoiceDomain choice && !choice.ordered()) {
                    point[i] = random.real(at + 3L * i + 2) < 0.5 ? random.real(at + 3L * i) : point[i];
                } else {
                    double levels = domain.size().isPresent() ? 1.0 / domain.size().getAsLong() : 0;
                    point[i] += Math.max(width, levels) * random.normal(at + 3L * i + 2);
                }
            }
        }
        return space.fromUnit(point);
    }

    private Candidate improved(Candidate start) {
        Candidate best = start;
        for (int round = 0; round < ROUNDS; round++) {
            Candidate climbed = climbed(best);
            climbed = climbed.value() > best.value() ? climbed : best;
            Candidate stepped = stepped(climbed);
            boolean done = stepped.value() <= best.value() || stepped.value() == climbed.value();
            best = stepped;
            if (done) {
                break;
            }
        }
        return best;
    }

    /** Follows the gradient over the dimensions that take part and are numbers. */
    private Candidate climbed(Candidate start) {
        int[] free = java.util.stream.IntStream.range(0, start.point().length)
                .filter(i -> !Double.isNaN(start.point()[i]) && isNumber(i))
                .toArray();
        if (free.length == 0) {
            return start;
        }
        double[] x = Arrays.stream(free).mapToDouble(i -> start.point()[i]).toArray();
        double[] ones = new double[free.length];
        Arrays.fill(ones, 1);
        double[] whole = start.point().clone();
        double[] wholeGradient = new double[whole.length];
        Bounded.Minimum found = Bounded.minimize(
                (at, gradient) -> {
                    for (int i = 0; i < free.length; i++) {
                        whole[free[i]] = at[i];
                    }
                    double value = promise.at(whole, wholeGradient);
                    for (int i = 0; i < free.length; i++) {
                        gradient[i] = -wholeGradient[free[i]];
                    }
                    return -value;
                },
                x,
                new double[free.length],
                ones,
                ITERATIONS,
                1e-5);
        for (int i = 0; i < free.length; i++) {
            whole[free[i]] = found.x()[i];
        }
        return candidate(space.fromUnit(whole));
    }

    private boolean isNumber(int dimension) {
        Domain domain = space.dimensions().get(dimension).domain();
        return !(domain instanceof ChoiceDomain choice && !choice.ordered())
                && domain.size().orElse(2) > 1;
    }

    /** The best of the neighbors in the finite dimensions, again and again while one is better. */
    private Candidate stepped(Candidate start) {
        Candidate best = start;
        for (boolean better = true; better; ) {
            better = false;
            Candidate from = best;
            for (int i = 0; i < from.point().length; i++) {
                for (double position : neighbors(i, from.point()[i])) {
                    double[] moved = from.point().clone();
                    moved[i] = position;
                    for (int j = 0; j < moved.length; j++) {
                        // What comes to take part starts in the middle.
                        moved[j] = Double.isNaN(moved[j]) ? 0.5 : moved[j];
                    }
                    Candidate neighbor = candidate(space.fromUnit(moved));
                    if (neighbor.value() > best.value()) {
                        best = neighbor;
                        better = true;
                    }
                }
            }
        }
        return best;
    }

    private double[] neighbors(int dimension, double position) {
        Domain domain = space.dimensions().get(dimension).domain();
        if (Double.isNaN(position) || domain.size().isEmpty()) {
            return new double[0];
        }
        long size = domain.size().getAsLong();
        if (domain instanceof ChoiceDomain choice && !choice.ordered()) {
            return java.util.stream.LongStream.range(0, size)
                    .mapToDouble(i -> (i + 0.5) / size)
                    .filter(other -> Math.abs(other - position) > 0.25 / size)
                    .toArray();
        }
        double value = position;
        double below = next(domain, value, -1);
        double above = next(domain, value, 1);
        return java.util.stream.DoubleStream.of(below, above)
                .filter(other -> other != position)
                .toArray();
    }

    /** The position of the next value in a direction, or the same position at an end. */
    private static double next(Domain domain, double position, int direction) {
        Object value = domain.fromUnit(position);
        Object other =
                switch (domain) {
                    case dev.sluice.core.search.IntDomain whole -> (Long) value + direction * whole.step();
                    case dev.sluice.core.search.ChoiceDomain choice -> {
                        int place = choice.options().indexOf(value) + direction;
                        yield place < 0 || place >= choice.options().size()
                                ? value
                                : choice.options().get(place);
                    }
                    case dev.sluice.core.search.FloatDomain stepped ->
                        stepped.isContinuous()
                                ? value
                                : stepped.at(Math.max(
                                        0,
                                        Math.min(
                                                stepped.size().orElseThrow() - 1,
                                                Math.round(((Double) value - stepped.low()) / stepped.step())
                                                        + direction)));
                };
        return domain.contains(other) ? domain.toUnit(other) : position;
    }
}
