/**
 * The built-in optimizers and learning-rate schedules, as a plugin.
 *
 * <p>Each follows the definition of PyTorch where the literature leaves room, and is held against trajectories recorded there. An
 * optimizer is a recipe, a record of options; its state belongs to one run.
 */
@NullMarked
package dev.sluice.optimizers;

import org.jspecify.annotations.NullMarked;
