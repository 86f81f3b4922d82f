/**
 * Texts written by trained models, symbol by symbol: greedy and by beam search, over the training engine or over exported files.
 *
 * <p>Read {@link dev.sluice.core.decode.BeamSearch} first, then {@link dev.sluice.core.decode.StepModel}, what it searches over;
 * {@link dev.sluice.core.decode.EngineSteps} is that on the training engine.
 *
 * <p>Nothing here is random, and a row's numbers do not depend on the other rows: the same model and source give the same text.
 */
@NullMarked
package dev.sluice.core.decode;

import org.jspecify.annotations.NullMarked;
