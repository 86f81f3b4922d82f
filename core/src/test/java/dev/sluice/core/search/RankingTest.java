package dev.sluice.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RankingTest {
    @Test
    void order_oneLoss_isByValueWithNaNLast() {
        assertThat(Ranking.order(List.of(
                        List.of(3.0),
                        List.of(Double.NaN),
                        List.of(-1.0),
                        List.of(3.0),
                        List.of(Double.NEGATIVE_INFINITY))))
                .containsExactly(4, 2, 0, 3, 1);
        assertThat(Ranking.order(List.of())).isEmpty();
    }

    @Test
    void order_twoLosses_isByFrontThenByCrowding() {
        List<List<Double>> losses = List.of(
                List.of(2.0, 5.0), // second front
                List.of(0.0, 4.0), // first front, an end
                List.of(1.0, 3.0), // first front, neighbors span all
                List.of(1.5, 2.9), // first front, crowded
                List.of(4.0, 0.0), // first front, an end
                List.of(Double.NaN, 9.0)); // last front
        assertThat(Ranking.fronts(losses)).containsExactly(List.of(1, 2, 3, 4), List.of(0), List.of(5));
        assertThat(Ranking.order(losses)).containsExactly(1, 4, 3, 2, 0, 5);
    }

    @Test
    void dominates_equalResults_isFalse() {
        assertThat(Ranking.dominates(List.of(1.0, 2.0), List.of(1.0, 2.0))).isFalse();
        assertThat(Ranking.dominates(List.of(1.0, 2.0), List.of(1.0, 3.0))).isTrue();
        assertThat(Ranking.dominates(List.of(0.0, 4.0), List.of(1.0, 3.0))).isFalse();
    }
}
