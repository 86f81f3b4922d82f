/**
 * The built-in optimizers, as a plugin. Read {@link dev.sluice.optimizers.Sgd} first; every other one is built the same
 * way: an immutable recipe with an options record, and a run that keeps its slots in {@link dev.sluice.optimizers.Slots}.
 * {@link dev.sluice.optimizers.Ema} shows how one wraps another.
 *
 * <p>Each follows the definition of PyTorch where the literature leaves room, and is held against trajectories recorded
 * there, or against the paper's equations in float64 where PyTorch has none. Letters in equations: {@code w} parameter,
 * {@code g} gradient, {@code η} learning rate times the step's scale, {@code λ} weight decay times the step's scale,
 * {@code t} step from 1; all products, squares and roots are elementwise. {@code λ} is an L2 penalty, {@code g + λw} in
 * place of {@code g}, unless the equations show it elsewhere.
 *
 * <p>Arithmetic is float32, one element at a time, in one pass without allocation, so results do not depend on vector
 * width; norms and means are summed in float64 in a fixed order. Imports {@code core} only.
 */
@NullMarked
package dev.sluice.optimizers;

import org.jspecify.annotations.NullMarked;
