package dev.sluice.core.experiment;

import org.apiguardian.api.API;

/**
 * The figures of a simple method on the same split, to judge a model by.
 *
 * @param name of the method, for example {@code naive Bayes over 1- to 4-grams}
 * @param top1 share of test examples whose likeliest label is right
 * @param top3 share of test examples with a right label among the three likeliest
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Baseline(String name, double top1, double top3) {}
