/**
 * Models: layers around cells, their parameters and initial values.
 *
 * <p>Read {@link dev.sluice.core.model.Cell} and {@link dev.sluice.core.model.CellBuilder} first: they define a recurrent cell. {@link dev.sluice.core.model.RecurrentLayer} runs a cell over time in one direction, respecting
 * lengths, {@link dev.sluice.core.model.RecurrentStack} puts layers and directions together, and
 * {@link dev.sluice.core.model.SequenceModel} builds a whole {@link dev.sluice.core.model.Network} from a
 * {@link dev.sluice.core.model.ModelConfig}. {@link dev.sluice.core.model.StateDict} converts parameters to and from
 * PyTorch's joined weights.
 *
 * <p>Names: a layer and direction is {@code encoder.l0} or {@code encoder.l0_reverse}; its parameters are
 * {@code encoder.l0.W_r [H, I]}, {@code .U_r [H, H]}, {@code .b_r [H]}, its states {@code encoder.l0.h [B, H]}. Sequences
 * are {@code [T, B, F]}, weights {@code [out, in]}.
 *
 * <p>Imports {@code tensor}, {@code kernel}, {@code graph} and {@code option}; knows nothing of data files or training.
 */
@NullMarked
package dev.sluice.core.model;

import org.jspecify.annotations.NullMarked;
