package dev.sluice.core.train;

/**
 * An update that all replicas of a training make together.
 *
 * @param epoch from 1
 * @param batch of the epoch, from 0
 * @param step number of the update since the beginning, from 1
 * @param scale of the learning rate
 */
public record ReplicaUpdate(int epoch, int batch, long step, double scale) {}
