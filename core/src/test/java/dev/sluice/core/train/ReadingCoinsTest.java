package dev.sluice.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.model.ScheduledSampling;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReadingCoinsTest {
    private static double share(ReadingCoins coins, long step) {
        float[] drawn = coins.at(step, 101, 20).array();
        double ones = 0;
        for (float coin : drawn) {
            ones += coin;
        }
        return ones / (drawn.length - 20);
    }

    @Test
    void at_sameSeedAndUpdate_isTheSame() {
        ReadingCoins coins = new ReadingCoins(new ScheduledSampling(0.5, 0), 3);

        assertThat(coins.at(7, 5, 4).array())
                .isEqualTo(new ReadingCoins(new ScheduledSampling(0.5, 0), 3)
                        .at(7, 5, 4)
                        .array())
                .isNotEqualTo(coins.at(8, 5, 4).array())
                .isNotEqualTo(new ReadingCoins(new ScheduledSampling(0.5, 0), 4)
                        .at(7, 5, 4)
                        .array());
    }

    @Test
    void at_moreSteps_beginsWithTheSameCoins() {
        ReadingCoins coins = new ReadingCoins(new ScheduledSampling(0.5, 0), 3);

        assertThat(coins.at(7, 9, 4).array()).startsWith(coins.at(7, 5, 4).array());
    }

    @Test
    void at_firstStep_readsNothingOfItsOwn() {
        float[] drawn =
                new ReadingCoins(new ScheduledSampling(1, 0), 3).at(1, 3, 2).array();

        assertThat(drawn).containsExactly(0, 0, 1, 1, 1, 1);
    }

    @Test
    void at_risingProbability_isAStraightLineThatEnds() {
        ReadingCoins coins = new ReadingCoins(new ScheduledSampling(0.4, 100), 1);

        assertThat(LongStream.of(25, 50, 100, 5000)
                        .mapToDouble(step -> share(coins, step))
                        .toArray())
                .containsExactly(new double[] {0.1, 0.2, 0.4, 0.4}, within(0.04));
    }
}
