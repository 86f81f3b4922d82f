package dev.sluice.testkit;

import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Constraint;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Proposal;
import dev.sluice.core.search.Proposer;
import dev.sluice.core.search.Pruner;
import dev.sluice.core.search.Rejection;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.SearchSpace;
import dev.sluice.core.search.Trial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** All checks of a sampler: what {@link SamplerContract} and {@code sluice plugin check} run. */
public final class SamplerChecks {
    private static final int TRIALS = 26;
    private static final Pruner NEVER = (history, trial) -> false;

    private final Supplier<Sampler> samplers;

    private SamplerChecks(Supplier<Sampler> samplers) {
        this.samplers = samplers;
    }

    /**
     * The checks.
     *
     * @param samplers makes one more each time, with the same options
     */
    public static List<Check> of(Supplier<Sampler> samplers) {
        SamplerChecks checks = new SamplerChecks(samplers);
        List<Check> all = new ArrayList<>();
        SearchCases.spaces()
                .forEach((name, space) -> all.add(new Check(
                        "each suggestion is an assignment of the space", name, () -> checks.suggestionsFit(space))));
        all.add(new Check("a finite space is searched to its end", "", checks::finiteSpaceEnds));
        all.add(new Check("the same history gives the same suggestion", "asked again", checks::askedAgain));
        all.add(new Check("the same history gives the same suggestion", "by another instance", checks::replayed));
        all.add(new Check("the same history gives the same suggestion", "from several threads", checks::threads));
        all.add(new Check("a rejected candidate leads to another", "", checks::rejectionsLeadOn));
        checks.hardships()
                .forEach((name, model) -> all.add(new Check(
                        "trials that come to nothing are borne", name, () -> checks.bears(model, SearchCases.ONE))));
        all.add(new Check("several objectives are searched or refused", "", checks::severalObjectives));
        return all;
    }

    private static boolean refuses(Sampler sampler, SearchSpace space, List<Objective> objectives) {
        List<String> problems = sampler.problems(space, objectives);
        if (problems.stream().anyMatch(String::isBlank)) {
            throw new ContractViolation("a problem must be said in words, but problems() gave a blank one");
        }
        return !problems.isEmpty();
    }

    private void suggestionsFit(SearchSpace space) {
        Sampler sampler = samplers.get();
        if (!refuses(sampler, space, SearchCases.ONE)) {
            int lag = space.dimensions().size() % 4 + 1;
            run(sampler, space, SearchCases.ONE, SearchCases.troubled(space, SearchCases.ONE), lag);
        }
    }

    private void bears(SimulatedStudy.TrialModel model, List<Objective> objectives) {
        Sampler sampler = samplers.get();
        SearchSpace space = SearchCases.everyKind();
        if (!refuses(sampler, space, objectives)) {
            run(sampler, space, objectives, model, 3);
        }
    }

    private Map<String, SimulatedStudy.TrialModel> hardships() {
        Map<String, SimulatedStudy.TrialModel> models = new LinkedHashMap<>();
        models.put("all fail", SearchCases.ending(new Outcome.Failed("no memory"), 1, 1));
        models.put("all diverge", SearchCases.ending(new Outcome.Diverged(), Double.NaN, 1));
        models.put("all are pruned", SearchCases.ending(new Outcome.Pruned(), 0.5, 1));
        models.put("all are the same", SearchCases.ending(new Outcome.Completed(List.of(0.5)), 0.5, 1));
        models.put("values are huge", (trial, assignment, step) -> List.of(trial % 2 == 0 ? 1e300 : -1e300));
        models.put("values are tiny", (trial, assignment, step) -> List.of(trial * 1e-310));
        return models;
    }

    private void severalObjectives() {
        Sampler sampler = samplers.get();
        SearchSpace space = SearchCases.conditional();
        if (!refuses(sampler, space, SearchCases.TWO)) {
            run(sampler, space, SearchCases.TWO, SearchCases.troubled(space, SearchCases.TWO), 3);
        }
    }

    private record Asked(SearchHistory history, Assignment suggested) {}

    /** A study of two steps for each trial; every suggestion is looked at. */
    private static List<Asked> run(
            Sampler sampler, SearchSpace space, List<Objective> objectives, SimulatedStudy.TrialModel model, int lag) {
        List<Asked> asked = new ArrayList<>();
        Sampler watched = new Sampler() {
            @Override
            public Assignment suggest(SearchHistory history) {
                Assignment suggested = sampler.suggest(history);
                requireFit(history, suggested);
                asked.add(new Asked(history, suggested));
                return suggested;
            }

            @Override
            public boolean isExhausted(SearchHistory history) {
                return sampler.isExhausted(history);
            }
        };
        new SimulatedStudy(
                        SearchCases.empty(space, objectives, TRIALS, 2), watched, Constraint.none(), NEVER, model, lag)
                .run(history -> {});
        return asked;
    }

    private static void requireFit(SearchHistory history, Assignment suggested) {
        SearchSpace space = history.space();
        if (!space.contains(suggested)) {
            List<String> problems = space.problems(suggested.values());
            throw new ContractViolation("a suggestion must be an assignment of the space, but that for trial "
                    + history.next() + " is " + suggested + ": "
                    + (problems.isEmpty() ? "a value is not of its domain's type" : String.join("; ", problems))
                    + ". SearchSpace.fromUnit makes one of any point of the unit cube.");
        }
    }

    private void finiteSpaceEnds() {
        Sampler sampler = samplers.get();
        SearchSpace space = SearchCases.finite();
        if (refuses(sampler, space, SearchCases.ONE)) {
            return;
        }
        long size = space.size().orElseThrow();
        SearchHistory history = SearchCases.empty(space, SearchCases.ONE, 100, 1);
        Proposer proposer = new Proposer(sampler, Constraint.none(), List.of());
        Set<Assignment> tried = new HashSet<>();
        while (proposer.propose(history) instanceof Proposal.Next next) {
            requireFit(history, next.assignment());
            tried.add(next.assignment());
            List<Trial> trials = new ArrayList<>(history.trials());
            trials.add(new Trial(
                    trials.size(),
                    next.assignment(),
                    next.rejected(),
                    1,
                    List.of(),
                    new Outcome.Completed(List.of(1.0 / (1 + trials.size())))));
            history = history.withTrials(trials);
        }
        if (tried.size() < size) {
            throw new ContractViolation("a space of " + size + " assignments must be searched to its end, but after "
                    + tried.size() + " isExhausted() says that nothing is left, or suggest() makes no new ones.");
        }
    }

    private static List<Asked> asked(Sampler sampler) {
        SearchSpace space = refuses(sampler, SearchCases.conditional(), SearchCases.ONE)
                ? SearchCases.finite()
                : SearchCases.conditional();
        return run(sampler, space, SearchCases.ONE, SearchCases.troubled(space, SearchCases.ONE), 3);
    }

    private void askedAgain() {
        Sampler sampler = samplers.get();
        // Backwards: what was asked for in between is later than what is asked for now.
        List<Asked> asked = asked(sampler).reversed();
        requireSame(
                asked,
                asked.stream().map(each -> sampler.suggest(each.history())).toList(),
                "asked again");
    }

    private void replayed() {
        Sampler sampler = samplers.get();
        List<Asked> asked = asked(sampler);
        List<Assignment> replayed = asked.stream()
                .map(each -> samplers.get().suggest(each.history()))
                .toList();
        requireSame(asked, replayed, "by another instance, as after a restart");
    }

    private void threads() {
        Sampler sampler = samplers.get();
        List<Asked> asked = asked(sampler);
        List<Assignment> together = asked.parallelStream()
                .map(each -> sampler.suggest(each.history()))
                .toList();
        requireSame(asked, together, "while other threads ask");
    }

    private static void requireSame(List<Asked> asked, List<Assignment> again, String situation) {
        for (int i = 0; i < asked.size(); i++) {
            if (!again.get(i).equals(asked.get(i).suggested())) {
                throw new ContractViolation("a suggestion must follow from the history alone, but for trial "
                        + asked.get(i).history().next() + ", " + situation + ", it is " + again.get(i) + " and not "
                        + asked.get(i).suggested()
                        + ". Keep nothing between calls, and take random numbers from history.random(...).");
            }
        }
    }

    private void rejectionsLeadOn() {
        Sampler sampler = samplers.get();
        SearchSpace space = SearchCases.numbers();
        if (refuses(sampler, space, SearchCases.ONE)) {
            return;
        }
        for (SearchHistory history : List.of(
                SearchCases.empty(space, SearchCases.ONE, 100, 1),
                run(sampler, space, SearchCases.ONE, SearchCases.learning(space, SearchCases.ONE), 1)
                        .getLast()
                        .history())) {
            List<Rejection> rejected = new ArrayList<>();
            Optional<Assignment> first = Optional.empty();
            for (int i = 0; i < 5; i++) {
                Assignment candidate = sampler.suggest(history.withRejected(rejected));
                if (first.isPresent() && !first.get().equals(candidate)) {
                    rejected.clear();
                    break;
                }
                first = Optional.of(candidate);
                rejected.add(new Rejection(candidate, "it has too many parameters", true));
            }
            if (!rejected.isEmpty()) {
                throw new ContractViolation(
                        "a candidate that was rejected must lead to another, but " + first.orElseThrow()
                                + " is suggested again and again. history.random(...) gives other numbers after each"
                                + " rejection; what was rejected is in history.rejected().");
            }
        }
    }
}
