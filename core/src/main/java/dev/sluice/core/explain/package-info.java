/**
 * Shows what a trained network does with an example: gates, states, attention, which steps decided, how far gradients reach, which units track
 * something. Read {@link dev.sluice.core.explain.Explainer} first; the numbers are in {@link dev.sluice.core.explain.Explanation}.
 */
@NullMarked
package dev.sluice.core.explain;

import org.jspecify.annotations.NullMarked;
