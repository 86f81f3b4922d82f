package dev.sluice.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.kernel.CounterRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SearchSpaceTest {
    private static final SearchSpace CELLS = SearchSpace.of(
            Dimension.of("cell", ChoiceDomain.of("gru", "lstm", "mgu")),
            Dimension.of("reset", ChoiceDomain.of("before", "after")).when("cell", "gru"),
            Dimension.of("scale", IntDomain.of(1, 3)).when("reset", "before"),
            Dimension.of("forget", FloatDomain.of(0, 1)).when("cell", "lstm", "mgu"),
            Dimension.of("hidden", IntDomain.of(32, 33)));

    @Test
    void fromUnit_branches_holdJustWhatTakesPart() {
        assertThat(CELLS.fromUnit(new double[] {0, 0, 0.5, 0.25, 0.9}))
                .hasToString("cell=gru, reset=before, scale=2, hidden=33");
        assertThat(CELLS.fromUnit(new double[] {0, 0.9, 0.5, 0.25, 0.9}))
                .hasToString("cell=gru, reset=after, hidden=33");
        assertThat(CELLS.fromUnit(new double[] {0.5, 0, 0.5, 0.25, 0.1}))
                .hasToString("cell=lstm, forget=0.25, hidden=32");
    }

    @Test
    void toUnit_whatTakesNoPart_isNaN() {
        Assignment lstm = CELLS.assignment(Map.of("cell", "lstm", "forget", 0.25, "hidden", 32));
        assertThat(CELLS.toUnit(lstm)).containsExactly(0.5, Double.NaN, Double.NaN, 0.25, 0.25);
        assertThat(CELLS.fromUnit(CELLS.toUnit(lstm))).isEqualTo(lstm);
    }

    @Test
    void assignment_numbersOfOtherTypes_takeTheDomainsType() {
        Assignment one = CELLS.assignment(Map.of("hidden", 32.0, "forget", 1, "cell", "mgu"));
        assertThat(one.values())
                .containsExactly(Map.entry("cell", "mgu"), Map.entry("forget", 1.0), Map.entry("hidden", 32L));
        assertThat(one.choice("cell")).isEqualTo("mgu");
        assertThat(one.number("forget")).isEqualTo(1.0);
        assertThat(one.integer("hidden")).isEqualTo(32);
    }

    @Test
    void problems_ofValues_areShownAllAtOnce() {
        assertThat(CELLS.problems(Map.of("cell", "gru", "forget", 0.5, "hidden", 32.5, "hiden", 3)))
                .hasSize(4)
                .anySatisfy(line -> assertThat(line).contains("'reset'", "needs a value", "before, after"))
                .anySatisfy(line -> assertThat(line).contains("'forget'", "only where 'cell' is lstm or mgu", "0.5"))
                .anySatisfy(line -> assertThat(line).contains("'hidden'", "from 32 to 33", "32.5"))
                .anySatisfy(line -> assertThat(line).contains("no dimension 'hiden'", "did you mean 'hidden'"));
    }

    @Test
    void constructor_badConditions_areShownAllAtOnce() {
        assertThatThrownBy(() -> SearchSpace.of(
                        Dimension.of("a", IntDomain.of(1, 2)).when("cell", "gru"),
                        Dimension.of("cell", ChoiceDomain.of("gru", "lstm")),
                        Dimension.of("b", IntDomain.of(1, 2)).when("cell", "gro"),
                        Dimension.of("c", IntDomain.of(1, 2)).when("a", "1"),
                        Dimension.of("b", IntDomain.of(1, 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "'a' must name an earlier dimension, but names 'cell'",
                        "names 'gro'; did you mean 'gru'",
                        "must name a choice, but 'a' is whole numbers",
                        "there are two 'b'");
        assertThatThrownBy(() -> new SearchSpace(List.of())).hasMessageContaining("at least one dimension");
    }

    @Test
    void contains_assignmentsOfOtherSpaces_isFalse() {
        assertThat(CELLS.contains(Assignment.of(Map.of("cell", "gru", "reset", "after", "hidden", 32L))))
                .isTrue();
        assertThat(CELLS.contains(Assignment.of(Map.of("cell", "gru", "hidden", 32L))))
                .isFalse();
        assertThat(CELLS.contains(Assignment.of(Map.of("cell", "gru", "reset", "after", "hidden", 32.0))))
                .isFalse();
        assertThat(CELLS.contains(Assignment.of(Map.of("cell", "gru", "reset", "after", "hidden", 32L, "other", 1L))))
                .isFalse();
    }

    @Test
    void lattice_ofAConditionalSpace_hasEachAssignmentOnce() {
        assertThat(CELLS.size()).isEmpty();
        Lattice lattice = Lattice.of(CELLS, 3);
        // gru: (3 with reset before + 1 after), lstm and mgu: 3 positions each; all twice for hidden
        assertThat(lattice.size()).hasValue((4 + 3 + 3) * 2);
        List<Assignment> all = LongStream.range(0, 20).mapToObj(lattice::get).toList();
        assertThat(all).doesNotHaveDuplicates().allMatch(CELLS::contains);
        assertThat(all.get(0)).hasToString("cell=gru, reset=before, scale=1, hidden=32");
        assertThat(all.get(7)).hasToString("cell=gru, reset=after, hidden=33");
        assertThat(all.get(19)).hasToString("cell=mgu, forget=1.0, hidden=33");
        assertThat(Lattice.of(CELLS, 1).get(8)).hasToString("cell=lstm, forget=0.5, hidden=32");
        assertThatThrownBy(() -> lattice.get(20)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void size_beyondWhatALongCounts_isEmpty() {
        Domain wide = IntDomain.of(0, 1L << 40);
        assertThat(SearchSpace.of(Dimension.of("a", wide)).size()).hasValue((1L << 40) + 1);
        assertThat(SearchSpace.of(Dimension.of("a", wide), Dimension.of("b", wide))
                        .size())
                .isEmpty();
    }

    @Test
    void sample_manyTimes_coversEveryBranch() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            Assignment drawn = CELLS.sample(CounterRandom.of(3, "test", 0), i);
            assertThat(CELLS.contains(drawn)).isTrue();
            seen.add(drawn.choice("cell"));
        }
        assertThat(seen).hasSize(3);
    }
}
