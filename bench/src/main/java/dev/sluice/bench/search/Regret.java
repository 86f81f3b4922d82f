package dev.sluice.bench.search;

/**
 * The distance between the best that a study found and the best there is.
 *
 * @param function its name
 * @param sampler with the library that it is of, for example {@code gp}, {@code optuna tpe}
 * @param trials of the study
 * @param seed of the study
 * @param value for one objective above the minimum; for two the hypervolume that is missing
 */
record Regret(String function, String sampler, int trials, long seed, double value) {}
