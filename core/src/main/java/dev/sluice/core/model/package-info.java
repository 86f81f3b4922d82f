/**
 * Layers around cells: embedding, recurrent stack, pooling, dense layers and heads, with their parameters and initializers.
 *
 * <p>Masks past a row's length, running backwards, stacking, dropout and carried state are written here once, for every cell. A layer
 * builds an expression; it holds no state of its own. Data files and optimizers are unknown here.
 */
@NullMarked
package dev.sluice.core.model;

import org.jspecify.annotations.NullMarked;
