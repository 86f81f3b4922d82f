/**
 * Sequences and what makes batches of them: sources, splits, vocabularies, scalers, labels, batches.
 *
 * <p>Read {@link dev.sluice.core.data.PreparedData} first, the way from examples to tensors, then
 * {@link dev.sluice.core.data.DataSource} (what plugins implement), {@link dev.sluice.core.data.DataContract} (what is kept
 * with a model) and {@link dev.sluice.core.data.Batches}.
 *
 * <p>Order is always seeded or sorted, and a split is a hash of the input itself, so an example lands on the same side on every
 * machine. Sizes: {@code B} sequences in a batch, {@code T} steps of the longest, {@code F} features of a step, {@code C}
 * columns of the targets.
 */
@NullMarked
package dev.sluice.core.data;

import org.jspecify.annotations.NullMarked;
