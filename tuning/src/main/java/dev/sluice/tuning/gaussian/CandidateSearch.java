package dev.sluice.tuning.gaussian;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.ChoiceDomain;
import dev.sluice.core.search.Domain;
import dev.sluice.core.search.Lattice;
import dev.sluice.core.search.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Maximizes the acquisition function over assignments. Evaluates all of a small finite space. In a larger one it draws
 * assignments from the whole space and around the best so far and improves the best draws: it follows the gradient with numbers
 * taken as continuous and choices fixed, rounds, and moves to neighbors: other options, and the next values of finite ranges.
 *
 * <p>A point is always evaluated at the assignment it rounds to, an integer never between two values (E. C.
 * Garrido-Merchán and D. Hernández-Lobato, Dealing with Categorical and Integer-valued Variables in Bayesian Optimization
 * with Gaussian Processes, Neurocomputing 380, 2020).
 */
final class CandidateSearch {
    /** Number of draws from the whole space, and the size up to which a finite space is evaluated completely. */
    private static final int SPREAD = 300;

    private static final int AROUND_EACH = 24;
    private static final int IMPROVED = 5;
    /** Number of draws from which a probe is chosen. */
    private static final int PROBED = 32;

    private static final int ITERATIONS = 40;
    private static final int ROUNDS = 4;
    /** Smallest gain of a further step, in the acquisition's logarithm. */
    private static final double GAIN = 1e-4;

    private static final double FLAT = 1e-6;
    /** Smallest distance in the unit cube between two starting points. */
    private static final double APART = 0.01;
    /** Standard deviations of the draws around an assignment, as shares of the unit interval. */
    private static final double[] WIDTHS = {0.2, 0.05, 0.01, 0.002};

    private final SearchSpace space;
    private final Promise promise;
    private final Set<Assignment> taken;
    private final CounterRandom random;

    /** The logarithm of an acquisition function. */
    interface Promise {
        /**
         * The value at a point.
         *
         * @param point one position for each dimension, NaN for inactive dimensions. Not modified.
         */
        double at(double[] point);

        /**
         * The value, and its gradient with respect to positions.
         *
         * @param point as above. Not modified.
         * @param gradient output
         */
        double at(double[] point, double[] gradient);
    }

    /**
     * An assignment and its value.
     *
     * @param value minus infinity if the assignment is excluded
     */
    record Candidate(Assignment assignment, double value) {}

    /**
     * Creates a search.
     *
     * @param taken assignments to exclude
     */
    CandidateSearch(SearchSpace space, Promise promise, Set<Assignment> taken, CounterRandom random) {
        this.space = space;
        this.promise = promise;
        this.taken = taken;
        this.random = random;
    }

    /**
     * The candidate with the highest value.
     *
     * @param anchors the best assignments so far
     */
    Candidate best(List<Assignment> anchors) {
        if (space.size().isPresent() && space.size().getAsLong() <= SPREAD) {
            Lattice lattice = Lattice.of(space, 1);
            return LongStream.range(0, space.size().getAsLong())
                    .mapToObj(place -> candidate(lattice.get(place)))
                    .max(Comparator.comparingDouble(Candidate::value))
                    .orElseThrow();
        }
        List<Candidate> drawn = new ArrayList<>();
        for (int i = 0; i < SPREAD; i++) {
            drawn.add(candidate(space.sample(random, i)));
        }
        for (Assignment anchor : anchors) {
            for (int i = 0; i < AROUND_EACH; i++) {
                drawn.add(candidate(around(anchor, WIDTHS[i % WIDTHS.length], drawn.size())));
            }
        }
        drawn.sort(Comparator.comparingDouble(candidate -> -candidate.value()));
        Candidate best = drawn.getFirst();
        for (Candidate start : apart(drawn)) {
            Candidate improved = improved(start);
            best = improved.value() > best.value() ? improved : best;
        }
        return best;
    }

    /** The best of a few random assignments. */
    Assignment probe() {
        return IntStream.range(SPREAD, SPREAD + PROBED)
                .mapToObj(draw -> candidate(space.sample(random, draw)))
                .max(Comparator.comparingDouble(Candidate::value))
                .orElseThrow()
                .assignment();
    }

    private Candidate candidate(Assignment assignment) {
        return new Candidate(
                assignment,
                taken.contains(assignment) ? Double.NEGATIVE_INFINITY : promise.at(space.toUnit(assignment)));
    }

    private List<Candidate> apart(List<Candidate> sorted) {
        List<Candidate> apart = new ArrayList<>();
        List<double[]> points = new ArrayList<>();
        for (Candidate candidate : sorted) {
            double[] point = space.toUnit(candidate.assignment());
            if (apart.size() < IMPROVED && points.stream().noneMatch(other -> distance(other, point) < APART)) {
                apart.add(candidate);
                points.add(point);
            }
        }
        return apart;
    }

    private static double distance(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            boolean alone = Double.isNaN(a[i]) != Double.isNaN(b[i]);
            double difference = Double.isNaN(a[i]) || Double.isNaN(b[i]) ? 0 : Math.abs(a[i] - b[i]);
            largest = Math.max(largest, alone ? 1 : difference);
        }
        return largest;
    }

    /** Perturbs about half of the dimensions; dimensions that become active are drawn at random. */
    private Assignment around(Assignment anchor, double width, int draw) {
        double[] point = space.toUnit(anchor);
        int n = point.length;
        double share = Math.max(0.5, 2.0 / n);
        for (int i = 0; i < n; i++) {
            long at = 4L * ((long) n * draw + i);
            double fresh = random.real(at);
            if (Double.isNaN(point[i])) {
                point[i] = fresh;
            } else if (random.real(at + 1) < share) {
                if (isNamed(i)) {
                    point[i] = random.real(at + 2) < 0.5 ? fresh : point[i];
                } else {
                    double least = domain(i).size().isPresent()
                            ? 1.0 / domain(i).size().getAsLong()
                            : 0;
                    point[i] += Math.max(width, least) * random.normal(at + 3);
                }
            }
        }
        return space.fromUnit(point);
    }

    private Candidate improved(Candidate start) {
        Candidate best = start;
        for (int round = 0; round < ROUNDS; round++) {
            Candidate climbed = better(best, climbed(best));
            Candidate stepped = stepped(climbed);
            boolean done = stepped.value() <= climbed.value() || stepped.value() <= best.value() + GAIN;
            best = stepped;
            if (done) {
                break;
            }
        }
        return best;
    }

    private static Candidate better(Candidate one, Candidate other) {
        return other.value() > one.value() ? other : one;
    }

    /** Follows the gradient over the active numeric dimensions. */
    private Candidate climbed(Candidate start) {
        double[] whole = space.toUnit(start.assignment());
        int[] free = IntStream.range(0, whole.length)
                .filter(i -> !Double.isNaN(whole[i])
                        && !isNamed(i)
                        && domain(i).size().orElse(2) > 1)
                .toArray();
        if (free.length == 0) {
            return start;
        }
        double[] wholeGradient = new double[whole.length];
        double[] ones = new double[free.length];
        Arrays.fill(ones, 1);
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
                Arrays.stream(free).mapToDouble(i -> whole[i]).toArray(),
                new double[free.length],
                ones,
                ITERATIONS,
                FLAT,
                GAIN);
        for (int i = 0; i < free.length; i++) {
            whole[free[i]] = found.x()[i];
        }
        return candidate(space.fromUnit(whole));
    }

    /** Moves to the best neighbor in the finite dimensions as long as one is better. */
    private Candidate stepped(Candidate start) {
        Candidate best = start;
        Candidate from;
        do {
            from = best;
            double[] point = space.toUnit(from.assignment());
            for (int i = 0; i < point.length; i++) {
                for (double position : neighbors(i, point[i])) {
                    // Dimensions that become active start in the middle.
                    double[] moved = Arrays.stream(point)
                            .map(each -> Double.isNaN(each) ? 0.5 : each)
                            .toArray();
                    moved[i] = position;
                    best = better(best, candidate(space.fromUnit(moved)));
                }
            }
        } while (best.value() > from.value());
        return best;
    }

    private double[] neighbors(int dimension, double position) {
        Domain domain = domain(dimension);
        if (Double.isNaN(position) || domain.size().isEmpty()) {
            return new double[0];
        }
        long place = domain.placeOf(domain.fromUnit(position));
        long last = domain.size().getAsLong() - 1;
        LongStream places = isNamed(dimension) ? LongStream.rangeClosed(0, last) : LongStream.of(place - 1, place + 1);
        return places.filter(other -> other != place && other >= 0 && other <= last)
                .mapToDouble(other -> domain.toUnit(domain.at(other)))
                .toArray();
    }

    private Domain domain(int dimension) {
        return space.dimensions().get(dimension).domain();
    }

    /** Returns whether a dimension is an unordered choice. */
    private boolean isNamed(int dimension) {
        return domain(dimension) instanceof ChoiceDomain choice && !choice.ordered();
    }
}
