/**
 * The experiment file, its checked records, and the folder in which a run leaves its traces.
 *
 * <p>A file is validated first and bound second, so that every mistake is reported at once with its line, column and path. A run is a
 * folder of plain files: writers append or rename atomically, and a torn last line is tolerated. The command line is unknown here.
 */
@NullMarked
package dev.sluice.core.experiment;

import org.jspecify.annotations.NullMarked;
