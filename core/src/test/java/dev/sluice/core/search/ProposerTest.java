package dev.sluice.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.error.BrokenPromiseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ProposerTest {
    private static final SearchSpace DIGITS = SearchSpace.of(Dimension.of("n", IntDomain.of(0, 9)));
    private static final List<Objective> LOSS = List.of(new Objective("loss", Direction.MINIMIZE));
    private static final Sampler RANDOM = history -> history.space().sample(history.random("test"), 0);

    @Test
    void propose_smallFiniteSpace_triesEachAssignmentOnceAndEnds() {
        List<Trial> trials = run(RANDOM, Constraint.none(), List.of(), 20);
        assertThat(trials).extracting(Trial::assignment).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void propose_stubbornSampler_isHelpedOut() {
        List<Trial> trials = run(history -> digit(3), Constraint.none(), List.of(), 20);
        assertThat(trials).extracting(Trial::assignment).hasSize(10).doesNotHaveDuplicates();
        assertThat(trials.get(1).rejected())
                .hasSize(20)
                .allSatisfy(each -> assertThat(each.reason()).contains("tried before, in trial 0"));
    }

    @Test
    void propose_constraint_rejectsWithItsReasonAndIsCheckedOncePerCandidate() {
        List<Assignment> checked = new ArrayList<>();
        Constraint even = assignment -> {
            checked.add(assignment);
            return assignment.integer("n") % 2 == 0 ? Optional.empty() : Optional.of("n is odd");
        };
        List<Trial> trials = run(RANDOM, even, List.of(digit(5), digit(4)), 20);
        assertThat(trials)
                .extracting(trial -> trial.assignment().integer("n"))
                .containsExactlyInAnyOrder(0L, 2L, 4L, 6L, 8L);
        assertThat(trials.get(0).rejected().getFirst()).isEqualTo(new Rejection(digit(5), "n is odd", true));
        assertThat(trials.get(1).assignment()).isEqualTo(digit(4));
        assertThat(checked).doesNotHaveDuplicates();
    }

    @Test
    void propose_sameHistory_sameProposal() {
        List<Trial> once = run(RANDOM, Constraint.none(), List.of(), 7);
        assertThat(run(RANDOM, Constraint.none(), List.of(), 7)).isEqualTo(once);
    }

    @Test
    void propose_impossibleConstraintInAnInfiniteSpace_endsWithTheReason() {
        SearchSpace line = SearchSpace.of(Dimension.of("x", FloatDomain.of(0, 1)));
        SearchHistory history = SearchHistory.empty(line, LOSS, new Limits(3, 1), 1);
        Proposal proposal = new Proposer(RANDOM, any -> Optional.of("it is too large"), List.of()).propose(history);
        assertThat(proposal)
                .isInstanceOfSatisfying(
                        Proposal.Exhausted.class,
                        exhausted -> assertThat(exhausted.reason()).contains("none of 10000", "it is too large"));
    }

    @Test
    void propose_assignmentOutsideTheSpace_blamesTheSampler() {
        Sampler wrong = history -> Assignment.of(Map.of("n", 10L));
        assertThatThrownBy(() -> run(wrong, Constraint.none(), List.of(), 1))
                .isInstanceOf(BrokenPromiseException.class)
                .hasMessageContainingAll("must suggest an assignment of the space", "n=10", "from 0 to 9");
        Sampler untyped = history -> Assignment.of(Map.of("n", 5.0));
        assertThatThrownBy(() -> run(untyped, Constraint.none(), List.of(), 1)).hasMessageContaining("type");
    }

    @Test
    void random_ofTheNextCandidate_isAnother() {
        SearchHistory history = SearchHistory.empty(DIGITS, LOSS, new Limits(3, 1), 1);
        Set<Double> drawn = new HashSet<>();
        drawn.add(history.random("a").real(0));
        drawn.add(history.random("b").real(0));
        drawn.add(history.withRejected(List.of(new Rejection(digit(1), "", false)))
                .random("a")
                .real(0));
        drawn.add(history.withTrials(List.of(Trial.pending(0, digit(1), 1)))
                .random("a")
                .real(0));
        assertThat(drawn).hasSize(4);
    }

    private static Assignment digit(long n) {
        return Assignment.of(Map.of("n", n));
    }

    private static List<Trial> run(Sampler sampler, Constraint constraint, List<Assignment> starts, int most) {
        Proposer proposer = new Proposer(sampler, constraint, starts);
        SearchHistory history = SearchHistory.empty(DIGITS, LOSS, new Limits(most, 1), 1);
        while (history.mayStart() && proposer.propose(history) instanceof Proposal.Next next) {
            List<Trial> trials = new ArrayList<>(history.trials());
            trials.add(new Trial(
                    history.next(),
                    next.assignment(),
                    next.rejected(),
                    1,
                    List.of(),
                    new Outcome.Completed(List.of(1.0))));
            history = history.withTrials(trials);
        }
        return history.trials();
    }
}
