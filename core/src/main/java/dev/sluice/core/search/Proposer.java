package dev.sluice.core.search;

import dev.sluice.core.error.BrokenPromiseException;
import dev.sluice.core.kernel.CounterRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds the next trial's assignment: the next fixed starting point if there is one, else the sampler's first candidate that
 * was not tried before and satisfies the constraint. After {@value #CANDIDATES} rejected candidates it searches itself: a
 * small finite space from a random index on, a larger one by {@value #DRAWS} random draws. A pure function of the history.
 */
public final class Proposer {
    private static final int CANDIDATES = 20;
    private static final int DRAWS = 10_000;

    private final Sampler sampler;
    private final Constraint constraint;
    private final List<Assignment> startingPoints;
    private final Tried tried = new Tried();

    /**
     * Creates the proposer of a study.
     *
     * @param startingPoints assignments of the first trials, in order
     */
    public Proposer(Sampler sampler, Constraint constraint, List<Assignment> startingPoints) {
        this.sampler = sampler;
        this.constraint = constraint;
        this.startingPoints = List.copyOf(startingPoints);
    }

    /**
     * Proposes the next trial.
     *
     * @param history with no candidate rejected for the next trial yet
     * @throws IllegalStateException if the sampler's suggestion is not an assignment of the space
     */
    public synchronized Proposal propose(SearchHistory history) {
        Known known = new Known(history);
        List<Rejection> rejected = new ArrayList<>();
        if (history.next() < startingPoints.size()) {
            Assignment start = startingPoints.get(history.next());
            Optional<Rejection> reason = known.rejection(start);
            if (reason.isEmpty()) {
                return new Proposal.Next(start, rejected);
            }
            known.reject(reason.get(), rejected);
        }
        for (int i = 0; i < CANDIDATES; i++) {
            SearchHistory now = history.withRejected(rejected);
            if (sampler.isExhausted(now)) {
                return new Proposal.Exhausted(
                        "nothing is left to try: all that the sampler suggests was tried or rejected");
            }
            Assignment candidate = checked(now);
            Optional<Rejection> reason = known.rejection(candidate);
            if (reason.isEmpty()) {
                return new Proposal.Next(candidate, rejected);
            }
            known.reject(reason.get(), rejected);
        }
        return search(history.withRejected(rejected), known, rejected);
    }

    private Assignment checked(SearchHistory history) {
        Assignment candidate = sampler.suggest(history);
        List<String> problems = history.space().problems(candidate.values());
        if (!problems.isEmpty() || !history.space().contains(candidate)) {
            throw new BrokenPromiseException(
                    sampler,
                    "must suggest an assignment of the space, but 'suggest' gives " + candidate + " for trial "
                            + history.next() + ": "
                            + (problems.isEmpty()
                                    ? "a value is not of its domain's type"
                                    : String.join("; ", problems)));
        }
        return candidate;
    }

    private Proposal search(SearchHistory history, Known known, List<Rejection> rejected) {
        CounterRandom random = history.random("proposer");
        OptionalLong size = history.space().size();
        if (size.isPresent() && size.getAsLong() <= DRAWS) {
            Lattice lattice = Lattice.of(history.space(), 1);
            int count = (int) size.getAsLong();
            int first = random.below(0, count);
            for (int i = 0; i < count; i++) {
                Assignment candidate = lattice.get((first + i) % count);
                if (known.rejection(candidate).isEmpty()) {
                    return new Proposal.Next(candidate, rejected);
                }
            }
            return new Proposal.Exhausted(
                    "nothing is left to try: each of the " + count + " assignments was tried or breaks a constraint");
        }
        String last = "";
        for (int i = 0; i < DRAWS; i++) {
            Assignment candidate = history.space().sample(random, i);
            Optional<Rejection> reason = known.rejection(candidate);
            if (reason.isEmpty()) {
                return new Proposal.Next(candidate, rejected);
            }
            last = reason.get().reason();
        }
        return new Proposal.Exhausted(
                "none of " + DRAWS + " random assignments was new and satisfied the constraint; the"
                        + " last was rejected because " + last);
    }

    /**
     * Candidates that were tried or rejected before, so that the constraint is checked once for each. Those of trials are kept
     * from one proposal to the next: a study of many trials would spend its time on gathering them again.
     */
    private final class Known {
        private final Map<Assignment, Rejection> own = new HashMap<>();

        Known(SearchHistory history) {
            history.rejected().stream().filter(Rejection::broken).forEach(each -> own.put(each.assignment(), each));
            tried.catchUp(history.trials());
        }

        void reject(Rejection rejection, List<Rejection> rejected) {
            rejected.add(rejection);
            own.putIfAbsent(rejection.assignment(), rejection);
        }

        Optional<Rejection> rejection(Assignment candidate) {
            Rejection before = tried.get(candidate).orElse(own.get(candidate));
            return before != null
                    ? Optional.of(before)
                    : constraint.violation(candidate).map(rule -> new Rejection(candidate, rule, true));
        }
    }

    /** What the trials of a history were, and what was rejected before each. A history that does not go on from the last one
     * is gathered anew. */
    private static final class Tried {
        private final Map<Assignment, Rejection> reasons = new HashMap<>();
        private final List<Assignment> order = new ArrayList<>();

        void catchUp(List<Trial> trials) {
            int known = order.size();
            if (known > trials.size()
                    || known > 0 && !trials.get(known - 1).assignment().equals(order.getLast())) {
                reasons.clear();
                order.clear();
            }
            for (Trial trial : trials.subList(order.size(), trials.size())) {
                trial.rejected().stream()
                        .filter(Rejection::broken)
                        .forEach(each -> reasons.putIfAbsent(each.assignment(), each));
                reasons.put(
                        trial.assignment(),
                        new Rejection(trial.assignment(), "it was tried before, in trial " + trial.number(), false));
                order.add(trial.assignment());
            }
        }

        Optional<Rejection> get(Assignment assignment) {
            return Optional.ofNullable(reasons.get(assignment));
        }
    }
}
