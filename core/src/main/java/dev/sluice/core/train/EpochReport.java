package dev.sluice.core.train;

import org.apiguardian.api.API;

/**
 * The results of one epoch.
 *
 * @param epoch from 1
 * @param trainingLoss mean over the epoch's examples, each at the weights of its own update and with random masks
 * @param validation scores after the epoch; without validation data {@link Scores#none}
 * @param learningRate of the last update
 * @param gradientNorm mean over the updates, before clipping
 * @param best whether these are the best weights so far
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record EpochReport(
        int epoch, double trainingLoss, Scores validation, double learningRate, double gradientNorm, boolean best) {}
