/**
 * Simple methods that a model has to beat, as a kind of plugin. Read {@link dev.sluice.core.baseline.Baseline} first, then {@link
 * dev.sluice.core.baseline.BaselineTask}, which it is fitted to. The built-in ones are in the packages below, by task.
 *
 * <p>Methods see the training and validation parts alone and answer in the units of the data, so that the metrics of a run judge them as
 * they judge its model. Nothing of networks, training or runs is known here.
 */
@NullMarked
package dev.sluice.core.baseline;

import org.jspecify.annotations.NullMarked;
