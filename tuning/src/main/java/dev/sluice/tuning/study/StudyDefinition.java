package dev.sluice.tuning.study;

import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Constraint;
import dev.sluice.core.search.Direction;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Pruner;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.search.SearchSpace;
import dev.sluice.tuning.pruner.NoPruner;
import dev.sluice.tuning.sampler.RandomSampler;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * The definition of a study: everything that determines its jobs, given the results of earlier ones.
 *
 * <pre>{@code
 * SearchSpace plane = SearchSpace.of(
 *         Dimension.of("x", FloatDomain.of(-5, 10)), Dimension.of("y", FloatDomain.of(0, 15)));
 * StudyRecord study = Study.in(Path.of("studies/branin"), StudyDefinition.minimize("branin", plane), Budget.ofTrials(100))
 *         .run(trial -> List.of(branin(trial.assignment().number("x"), trial.assignment().number("y"))));
 * }</pre>
 *
 * @param space the search space
 * @param objectives at least one
 * @param steps of a complete trial; 1 if trials cannot be stopped early
 * @param seed of all random numbers
 * @param lag job {@code j} is decided from the results of the jobs up to {@code j - lag}, so that {@code lag} jobs may be
 *     running at once; {@link #EAGER} decides from all results known at the time
 * @param sampler suggests assignments
 * @param pruner decides how far trials run
 * @param constraint that assignments must satisfy
 * @param startingPoints assignments of the first trials
 * @param facts other values, by name, that must be unchanged to continue the study
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record StudyDefinition(
        SearchSpace space,
        List<Objective> objectives,
        int steps,
        long seed,
        int lag,
        Sampler sampler,
        Pruner pruner,
        Constraint constraint,
        List<Assignment> startingPoints,
        Map<String, Object> facts) {
    /** The lag for decisions from all results known at the time: workers never wait, and studies are not repeatable. */
    public static final int EAGER = 0;

    private static final int USUAL_LAG = 4;

    /** Copies the collections and checks the numbers. */
    public StudyDefinition {
        objectives = List.copyOf(objectives);
        startingPoints = List.copyOf(startingPoints);
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        if (lag < EAGER || steps < 1 || objectives.isEmpty()) {
            throw new IllegalArgumentException(
                    "a study needs a lag of at least 0, at least one step and an objective, but has " + lag + ", "
                            + steps + " and " + objectives);
        }
    }

    /** Minimizes a quantity of the given name by random search, up to four trials at once. */
    public static StudyDefinition minimize(String objective, SearchSpace space) {
        return of(List.of(new Objective(objective, Direction.MINIMIZE)), space);
    }

    /** Maximizes a quantity of the given name by random search, up to four trials at once. */
    public static StudyDefinition maximize(String objective, SearchSpace space) {
        return of(List.of(new Objective(objective, Direction.MAXIMIZE)), space);
    }

    /** Optimizes several quantities by random search, up to four trials at once. */
    public static StudyDefinition of(List<Objective> objectives, SearchSpace space) {
        return new StudyDefinition(
                space,
                objectives,
                1,
                1,
                USUAL_LAG,
                new RandomSampler(),
                new NoPruner(),
                Constraint.none(),
                List.of(),
                Map.of());
    }

    /** A copy with another sampler. */
    public StudyDefinition withSampler(Sampler changed) {
        return new StudyDefinition(
                space, objectives, steps, seed, lag, changed, pruner, constraint, startingPoints, facts);
    }

    /** A copy with another pruner, for trials of {@code ofSteps} steps. */
    public StudyDefinition withPruner(Pruner changed, int ofSteps) {
        return new StudyDefinition(
                space, objectives, ofSteps, seed, lag, sampler, changed, constraint, startingPoints, facts);
    }

    /** A copy with another constraint. */
    public StudyDefinition withConstraint(Constraint changed) {
        return new StudyDefinition(
                space, objectives, steps, seed, lag, sampler, pruner, changed, startingPoints, facts);
    }

    /** A copy with other assignments for the first trials. */
    public StudyDefinition withStart(List<Assignment> changed) {
        return new StudyDefinition(space, objectives, steps, seed, lag, sampler, pruner, constraint, changed, facts);
    }

    /** A copy with another seed. */
    public StudyDefinition withSeed(long changed) {
        return new StudyDefinition(
                space, objectives, steps, changed, lag, sampler, pruner, constraint, startingPoints, facts);
    }

    /** A copy with another lag. */
    public StudyDefinition withLag(int changed) {
        return new StudyDefinition(
                space, objectives, steps, seed, changed, sampler, pruner, constraint, startingPoints, facts);
    }

    /** A copy with other facts. */
    public StudyDefinition withFacts(Map<String, Object> changed) {
        return new StudyDefinition(
                space, objectives, steps, seed, lag, sampler, pruner, constraint, startingPoints, changed);
    }

    /** Returns whether jobs are decided from all results known at the time. */
    public boolean isEager() {
        return lag == EAGER;
    }
}
