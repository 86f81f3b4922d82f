/**
 * Training over several machines: the shards of batches, computed by executors. Read {@link
 * dev.sluice.cluster.training.SparkReplicas} first, the driver's side; {@link dev.sluice.cluster.training.ReplicaTask} is what
 * an executor does.
 *
 * <p>A run, its folder, validation and checkpoints stay with the driver. Executors are the tasks of one barrier job; each has
 * the same weights, computes its shards of each batch, exchanges sums with the others ({@link
 * dev.sluice.cluster.training.AllReduce}) and makes the same update as the driver. Sums go over Spark's own transport, so they
 * are authenticated and encrypted where Spark's are.
 */
@NullMarked
package dev.sluice.cluster.training;

import org.jspecify.annotations.NullMarked;
