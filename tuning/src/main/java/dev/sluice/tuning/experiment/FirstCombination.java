package dev.sluice.tuning.experiment;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Lattice;
import dev.sluice.core.search.SearchSpace;
import dev.sluice.tuning.study.StudyException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Looks for one combination of values that satisfies the constraints, before a study begins. Where none does, the study itself
 * would draw thousands for its first trial, each with an experiment and a model to build, and end without a word of what to
 * change. A number of draws decides, not a time: the same file is refused on every machine.
 */
final class FirstCombination {
    /** Of a space with no more combinations than this, all are tried. */
    static final int DRAWS = 500;

    private final SpaceConstraint constraint;
    private final PatientConstraint patient;
    private final SearchSpace space;
    private final List<Assignment> start;
    private final long seed;
    private final Map<String, Broken> broken = new LinkedHashMap<>();
    private int tried;

    /**
     * A search in a space.
     *
     * @param start the assignments of the first trials, which are tried first
     * @param note takes a line every few seconds
     */
    FirstCombination(
            SpaceConstraint constraint, SearchSpace space, List<Assignment> start, long seed, Consumer<String> note) {
        this.constraint = constraint;
        this.patient = new PatientConstraint(this::judged, System::nanoTime, note);
        this.space = space;
        this.start = start;
        this.seed = seed;
    }

    /** The breaches of one rule: how many, and the one that was nearest to no breach. */
    private record Broken(int count, SpaceConstraint.Breach nearest, Assignment where) {
        Broken and(Broken more) {
            boolean nearer = more.nearest.gap() < nearest.gap();
            return new Broken(count + more.count, nearer ? more.nearest : nearest, nearer ? more.where : where);
        }
    }

    /**
     * Returns once a combination satisfies the constraints.
     *
     * @throws StudyException if none is found, with the nearest
     * @throws InterruptedException if this thread was interrupted
     */
    void require() throws InterruptedException {
        for (Assignment each : start) {
            if (satisfies(each)) {
                return;
            }
        }
        OptionalLong size = space.size();
        boolean all = size.isPresent() && size.getAsLong() <= DRAWS;
        if (all ? someOfAll((int) size.getAsLong()) : someOfTheDrawn()) {
            return;
        }
        throw new StudyException("a study needs values that satisfy its constraints, but no combination of "
                + (all ? "all " + tried : tried + " drawn") + " satisfies " + findings()
                + "; loosen it in tune.constraints, widen the domains of what it compares, or name a combination"
                + " that satisfies it in tune.start [Sluice/NothingSatisfies]");
    }

    private boolean someOfAll(int size) throws InterruptedException {
        Lattice lattice = Lattice.of(space, 1);
        for (int i = 0; i < size; i++) {
            if (satisfies(lattice.get(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean someOfTheDrawn() throws InterruptedException {
        // Where a constraint is hard to satisfy, it is so at the least or the largest values, which draws seldom hit.
        if (satisfies(corner(0)) || satisfies(corner(1))) {
            return true;
        }
        CounterRandom random = CounterRandom.of(seed, "study/first combination", 0);
        for (int i = 0; tried < start.size() + DRAWS; i++) {
            if (satisfies(space.sample(random, i))) {
                return true;
            }
        }
        return false;
    }

    private Assignment corner(double position) {
        double[] point = new double[space.dimensions().size()];
        Arrays.fill(point, position);
        return space.fromUnit(point);
    }

    private boolean satisfies(Assignment assignment) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the study was stopped before its first trial");
        }
        return patient.violation(assignment).isEmpty();
    }

    private Optional<String> judged(Assignment assignment) {
        Optional<SpaceConstraint.Breach> breach = constraint.breach(assignment);
        tried++;
        breach.ifPresent(found -> broken.merge(found.rule(), new Broken(1, found, assignment), Broken::and));
        return breach.map(SpaceConstraint.Breach::words);
    }

    private String findings() {
        String each = broken.entrySet().stream()
                .map(rule -> rule.getKey()
                        + (broken.size() == 1
                                ? ""
                                : ", which " + rule.getValue().count() + " break,")
                        + " (nearest seen: " + rule.getValue().nearest().finding() + ", with "
                        + rule.getValue().where() + ")")
                .collect(Collectors.joining(" and "));
        return broken.size() == 1 ? each : "all of " + each;
    }
}
