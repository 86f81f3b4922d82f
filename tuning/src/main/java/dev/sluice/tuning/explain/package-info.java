/**
 * Analysis of the influence of dimensions on a study's objectives. Read {@link dev.sluice.tuning.explain.Importance} first,
 * which ranks dimensions; {@link dev.sluice.tuning.explain.Landscape} shows an objective over two of them.
 *
 * <p>Pure computation on trials; independent of folders, workers and pictures.
 */
@NullMarked
package dev.sluice.tuning.explain;

import org.jspecify.annotations.NullMarked;
