/**
 * The built-in recurrent cells.
 *
 * <p>Conventions, fixed here and converted only at the edges. Gate order is r, z, n for the GRU and i, f, g, o for the LSTM, as in
 * PyTorch. The update gate keeps the old state: {@code h' = (1 - z) * n + z * h}. The reset gate acts after the recurrent product unless
 * asked otherwise. Weights are {@code [out, in]}; activations are time-major, {@code [T, B, F]}.
 */
@NullMarked
package dev.sluice.cells;

import org.jspecify.annotations.NullMarked;
