package dev.sluice.core.train;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.ScheduledSampling;
import dev.sluice.core.tensor.Tensor;

/**
 * The coins by which a decoder reads what it said itself. A coin is a function of the seed, the update and its place in the batch, so that a
 * resumed training, and one on other threads, has the same ones.
 */
record ReadingCoins(ScheduledSampling sampling, long seed) {
    /**
     * The coins of an update, 1 where a step reads what the model said, {@code [T, B, 1]}. The first step has said nothing yet.
     *
     * @param step number of the update, from 1
     * @param steps of the batch, {@code T}
     * @param rows of the batch, {@code B}
     */
    Tensor at(long step, int steps, int rows) {
        CounterRandom random = CounterRandom.of(seed, ScheduledSampling.COINS, step);
        double probability = sampling.at(step);
        Tensor coins = Tensor.zeros(steps, rows, 1);
        for (int i = rows; i < steps * rows; i++) {
            coins.array()[i] = random.real(i) < probability ? 1 : 0;
        }
        return coins;
    }
}
