package dev.sluice.testkit;

import dev.sluice.core.search.Constraint;
import dev.sluice.core.search.Job;
import dev.sluice.core.search.Measurement;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Pruner;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.SearchSpace;
import dev.sluice.core.search.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** All checks of a pruner: what {@link PrunerContract} and {@code sluice plugin check} run. */
public final class PrunerChecks {
    private static final int TRIALS = 30;
    private static final SearchSpace SPACE = SearchCases.numbers();
    private static final Sampler RANDOM = history -> history.space().sample(history.random("random"), 0);

    private final Supplier<Pruner> pruners;

    private PrunerChecks(Supplier<Pruner> pruners) {
        this.pruners = pruners;
    }

    /**
     * The checks.
     *
     * @param pruners makes one more each time, with the same options
     */
    public static List<Check> of(Supplier<Pruner> pruners) {
        PrunerChecks checks = new PrunerChecks(pruners);
        List<Check> all = new ArrayList<>();
        for (int steps : new int[] {1, 2, 10, 27}) {
            all.add(new Check("jobs can be done and come to an end", steps + " steps", () -> checks.studiesEnd(steps)));
        }
        all.add(new Check("a study of healthy trials completes one", "", checks::oneCompletes));
        all.add(new Check(
                "trials that come to nothing are borne",
                "all fail",
                () -> checks.bears(SearchCases.ending(new Outcome.Failed("no memory"), 1, 1))));
        all.add(new Check(
                "trials that come to nothing are borne",
                "all diverge",
                () -> checks.bears(SearchCases.ending(new Outcome.Diverged(), Double.NaN, 1))));
        all.add(new Check(
                "trials that come to nothing are borne",
                "values are not known",
                () -> checks.bears((trial, assignment, step) -> List.of(step < 10 ? Double.NaN : 1.0))));
        all.add(new Check("the same history gives the same decision", "asked again", checks::askedAgain));
        all.add(new Check("the same history gives the same decision", "by another instance", checks::replayed));
        all.add(new Check("the same history gives the same decision", "from several threads", checks::threads));
        return all;
    }

    private void studiesEnd(int steps) {
        for (int lag : new int[] {1, 5}) {
            for (List<Objective> objectives : List.of(SearchCases.ONE, SearchCases.TWO)) {
                run(pruners.get(), objectives, steps, SearchCases.troubled(SPACE, objectives), lag);
                run(pruners.get(), objectives, steps, SearchCases.learning(SPACE, objectives), lag);
            }
        }
    }

    private void bears(SimulatedStudy.TrialModel model) {
        run(pruners.get(), SearchCases.ONE, 10, model, 3);
    }

    private void oneCompletes() {
        for (List<Objective> objectives : List.of(SearchCases.ONE, SearchCases.TWO)) {
            List<Trial> trials = study(pruners.get(), objectives, 10, SearchCases.learning(SPACE, objectives), 3)
                    .run(history -> {});
            if (trials.stream().noneMatch(trial -> trial.outcome() instanceof Outcome.Completed)) {
                throw new ContractViolation(
                        "of " + TRIALS + " trials that all grow better at least one must go its whole way,"
                                + " but none of " + trials.size() + " with " + objectives.size()
                                + " objectives did: the study would end without a model.");
            }
        }
    }

    private static SimulatedStudy study(
            Pruner pruner, List<Objective> objectives, int steps, SimulatedStudy.TrialModel model, int lag) {
        return new SimulatedStudy(
                SearchCases.empty(SPACE, objectives, TRIALS, steps), RANDOM, Constraint.none(), pruner, model, lag);
    }

    /** A question asked in a study: which job is next, or whether a trial stops. */
    private sealed interface Question {
        record Next(SearchHistory history) implements Question {}

        record Stops(SearchHistory history, Trial trial) implements Question {}
    }

    private record Asked(Question question, String answer) {}

    private static List<Asked> run(
            Pruner pruner, List<Objective> objectives, int steps, SimulatedStudy.TrialModel model, int lag) {
        List<Asked> asked = new ArrayList<>();
        Pruner watched = new Pruner() {
            @Override
            public boolean stops(SearchHistory history, Trial trial) {
                boolean stops = pruner.stops(history, trial);
                asked.add(new Asked(new Question.Stops(history, trial), answer(stops)));
                return stops;
            }

            @Override
            public Job next(SearchHistory history) {
                Job next = pruner.next(history);
                asked.add(new Asked(new Question.Next(history), String.valueOf(next)));
                return next;
            }
        };
        study(watched, objectives, steps, model, lag).run(history -> {});
        return asked;
    }

    private static List<Asked> asked(Pruner pruner) {
        return run(pruner, SearchCases.ONE, 10, SearchCases.troubled(SPACE, SearchCases.ONE), 3);
    }

    private static String answer(boolean stops) {
        return stops ? "stop" : "go on";
    }

    private static String answer(Pruner asked, Question question) {
        return switch (question) {
            case Question.Next next -> String.valueOf(asked.next(next.history()));
            case Question.Stops stops -> answer(asked.stops(stops.history(), stops.trial()));
        };
    }

    private void askedAgain() {
        Pruner pruner = pruners.get();
        // Backwards: what was asked for in between is later than what is asked for now.
        List<Asked> asked = asked(pruner).reversed();
        requireSame(
                asked,
                asked.stream().map(each -> answer(pruner, each.question())).toList(),
                "asked again");
    }

    private void replayed() {
        Pruner pruner = pruners.get();
        List<Asked> asked = asked(pruner);
        requireSame(
                asked,
                asked.stream()
                        .map(each -> answer(pruners.get(), each.question()))
                        .toList(),
                "by another instance, as after a restart");
    }

    private void threads() {
        Pruner pruner = pruners.get();
        List<Asked> asked = asked(pruner);
        requireSame(
                asked,
                asked.parallelStream()
                        .map(each -> answer(pruner, each.question()))
                        .toList(),
                "while other threads ask");
    }

    private static void requireSame(List<Asked> asked, List<String> again, String situation) {
        for (int i = 0; i < asked.size(); i++) {
            if (!again.get(i).equals(asked.get(i).answer())) {
                throw new ContractViolation("a decision must follow from the history alone, but "
                        + place(asked.get(i).question()) + ", " + situation + ", it is '" + again.get(i) + "' and not '"
                        + asked.get(i).answer() + "'. Keep nothing between calls.");
            }
        }
    }

    private static String place(Question question) {
        return switch (question) {
            case Question.Next next ->
                "for the next job after " + next.history().next() + " trials";
            case Question.Stops stops ->
                "for trial " + stops.trial().number() + " after step "
                        + stops.trial().measurements().stream()
                                .mapToInt(Measurement::step)
                                .max()
                                .orElse(0);
        };
    }
}
