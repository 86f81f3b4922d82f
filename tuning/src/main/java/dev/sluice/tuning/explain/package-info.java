/**
 * The influence of the settings that a study searched. Read {@link dev.sluice.tuning.explain.Importance} first: it ranks them;
 * {@link dev.sluice.tuning.explain.Landscape} shows how an objective changes with two of them.
 *
 * <p>Arithmetic on trials; nothing of folders, workers or pictures.
 */
@NullMarked
package dev.sluice.tuning.explain;

import org.jspecify.annotations.NullMarked;
