/**
 * Sequences and what makes batches of them: readers, vocabularies, splits, lengths, masks, buckets.
 *
 * <p>Order is always seeded or sorted, and a split is a hash of the input itself, so an example lands on the same side on every
 * machine. Sizes: {@code B} sequences in a batch, {@code T} steps of the longest.
 */
@NullMarked
package dev.sluice.core.data;

import org.jspecify.annotations.NullMarked;
