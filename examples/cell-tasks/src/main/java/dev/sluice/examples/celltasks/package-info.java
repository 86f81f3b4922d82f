/**
 * Small tasks that tell recurrent cells apart, for the experiments beside this module and for the gallery in
 * {@code docs/gallery.md}. Read {@link dev.sluice.examples.celltasks.AddingProblem} first; {@link
 * dev.sluice.examples.celltasks.CellTasksPlugin} brings everything into experiment files.
 */
@NullMarked
package dev.sluice.examples.celltasks;

import org.jspecify.annotations.NullMarked;
