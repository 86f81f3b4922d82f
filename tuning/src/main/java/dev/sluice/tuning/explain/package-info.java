/**
 * What a study's trials say about the settings that were searched: {@link dev.sluice.tuning.explain.Importance} ranks them,
 * {@link dev.sluice.tuning.explain.Landscape} shows how an objective changes with two of them.
 *
 * <p>Arithmetic on trials; nothing of folders, workers or pictures.
 */
@NullMarked
package dev.sluice.tuning.explain;

import org.jspecify.annotations.NullMarked;
