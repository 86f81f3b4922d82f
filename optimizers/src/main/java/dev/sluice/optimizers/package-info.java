/**
 * The built-in optimizers, as a plugin. Read {@link dev.sluice.optimizers.Sgd} first; every other one is built the same
 * way: an immutable recipe with an options record, and a run that keeps its slots in {@link dev.sluice.optimizers.Slots}.
 *
 * <p>Each follows the definition of PyTorch where the literature leaves room, and is held against trajectories recorded
 * there. Letters in equations: {@code w} parameter, {@code g} gradient, {@code η} learning rate times the schedule's
 * scale, {@code λ} weight decay, {@code t} step from 1; all products, squares and roots are elementwise. {@code λ} is an
 * L2 penalty, {@code g + λw} in place of {@code g}, except in AdamW, where it is decoupled.
 *
 * <p>Arithmetic is float32, one element at a time, so results do not depend on vector width. Imports {@code core} only.
 */
@NullMarked
package dev.sluice.optimizers;

import org.jspecify.annotations.NullMarked;
