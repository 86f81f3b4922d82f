/**
 * Benchmarks of samplers: the trials that they need on functions whose minimum is known, compared with Optuna's on the same functions. Read
 * {@link dev.sluice.bench.search.TestFunction} first, then {@link dev.sluice.bench.search.Quality}. The other side is the
 * script {@code optuna_side.py} among the resources.
 */
@NullMarked
package dev.sluice.bench.search;

import org.jspecify.annotations.NullMarked;
