/**
 * Models under a name and a version, promoted from runs. Read {@link dev.sluice.core.experiment.promotion.Models} first; {@link
 * dev.sluice.core.experiment.promotion.Promotion} makes the folder of a version.
 */
@NullMarked
package dev.sluice.core.experiment.promotion;

import org.jspecify.annotations.NullMarked;
