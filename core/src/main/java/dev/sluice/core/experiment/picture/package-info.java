/**
 * The pictures of a run, drawn from its record alone. Read {@link dev.sluice.core.experiment.picture.RunPictures} first; each picture has a
 * class of its own.
 */
@NullMarked
package dev.sluice.core.experiment.picture;

import org.jspecify.annotations.NullMarked;
