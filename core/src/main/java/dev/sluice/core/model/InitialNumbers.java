package dev.sluice.core.model;

import dev.sluice.core.kernel.CounterRandom;

/** Random numbers for one parameter: functions of the run's seed, the parameter's name and the element's position. */
final class InitialNumbers {
    private final CounterRandom random;

    InitialNumbers(long seed, String name) {
        random = CounterRandom.of(seed, "initial/" + name, 0);
    }

    /** Uniform over [0, 1). */
    double uniform(int position) {
        return random.uniform(position);
    }

    /** Standard normal. */
    double normal(int position) {
        return random.normal(position);
    }
}
