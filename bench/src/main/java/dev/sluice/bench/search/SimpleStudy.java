package dev.sluice.bench.search;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.search.Constraint;
import dev.sluice.core.search.Direction;
import dev.sluice.core.search.Limits;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Proposal;
import dev.sluice.core.search.Proposer;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** A study of a function, in which each trial sees those that are at least {@code lag} before it. */
record SimpleStudy(TestFunction function, Sampler sampler, int trials, int lag) {
    /** The regret at its end, for one seed. */
    double regret(long seed) {
        List<Objective> objectives = IntStream.range(0, function.objectives())
                .mapToObj(i -> new Objective("objective " + i, Direction.MINIMIZE))
                .toList();
        SearchHistory empty = SearchHistory.empty(function.space(), objectives, new Limits(trials, 1), seed);
        Proposer proposer = new Proposer(sampler, Constraint.none(), List.of());
        CounterRandom noise = CounterRandom.of(seed, "bench/noise", 0);
        List<Trial> finished = new ArrayList<>();
        List<List<Double>> truths = new ArrayList<>();
        List<List<Double>> seen = new ArrayList<>();
        while (finished.size() < trials && proposer.propose(known(empty, finished)) instanceof Proposal.Next next) {
            int number = finished.size();
            List<Double> truth = function.values().apply(next.assignment());
            List<Double> observed = function.noise() == 0
                    ? truth
                    : Collections.nCopies(1, truth.getFirst() + function.noise() * noise.normal(number));
            truths.add(truth);
            seen.add(observed);
            finished.add(new Trial(
                    number, next.assignment(), next.rejected(), 1, List.of(), new Outcome.Completed(observed)));
        }
        return function.regret(truths, seen);
    }

    private SearchHistory known(SearchHistory empty, List<Trial> finished) {
        List<Trial> known = new ArrayList<>(finished);
        for (int i = Math.max(0, known.size() - lag + 1); i < known.size(); i++) {
            known.set(i, Trial.pending(i, finished.get(i).assignment(), 1));
        }
        return empty.withTrials(known);
    }
}
