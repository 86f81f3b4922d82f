/**
 * The language in which models are written: expressions over named symbolic shapes, closed under gradients.
 *
 * <p>Read {@link dev.sluice.core.graph.Expr} and {@link dev.sluice.core.graph.Primitive} first, then
 * {@link dev.sluice.core.graph.Scan}, the one primitive that loops. {@link dev.sluice.core.graph.reference.Interpreter} gives a
 * graph its float64 meaning, {@link dev.sluice.core.graph.gradient.Gradients} its derivative, {@link dev.sluice.core.graph.rewrite.Hoist}
 * moves products that depend on inputs alone out of loops. Adding a primitive means one class here (shape rule, meaning, adjoint),
 * one case in the engine and one lowering in the exporter; compose before you add.
 *
 * <p>Letters in shapes: {@code T} time, {@code B} batch, {@code F} features, {@code I} input features, {@code H} hidden
 * features, {@code V} rows of a table, {@code E} embedding features.
 *
 * <p>Imports {@code tensor} only; knows nothing of how fast things run.
 */
@NullMarked
package dev.sluice.core.graph;

import org.jspecify.annotations.NullMarked;
