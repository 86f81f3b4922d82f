/**
 * The division of data into parts for training, validation and test.
 *
 * <p>Read {@link dev.sluice.core.data.split.SplitConfig} first, the ways to divide, then {@link dev.sluice.core.data.split.Division}, what
 * comes of it: parts of {@link dev.sluice.core.data.split.Portions}, each of which knows its own steps and the past before them, and
 * {@link dev.sluice.core.data.split.Rounds}, several divisions of the same data.
 *
 * <p>What is divided by a hash is on the same side on every machine, in whatever order and company. A part that the source gives goes before
 * everything.
 */
@NullMarked
package dev.sluice.core.data.split;

import org.jspecify.annotations.NullMarked;
