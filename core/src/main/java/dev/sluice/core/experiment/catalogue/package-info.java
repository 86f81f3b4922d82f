/**
 * Data sets that examples are trained on and that are not part of the project: what is needed, where its publisher has it, under
 * which licence, and whether it is here. Read {@link dev.sluice.core.experiment.catalogue.DataSheet} first.
 */
@NullMarked
package dev.sluice.core.experiment.catalogue;

import org.jspecify.annotations.NullMarked;
