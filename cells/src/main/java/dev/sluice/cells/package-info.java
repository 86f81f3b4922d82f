/**
 * The built-in recurrent cells, each one small file with its equations. Read {@link dev.sluice.cells.Gru} first.
 *
 * <h2>The catalogue</h2>
 *
 * <ul>
 *   <li><b>Without gates:</b> {@link dev.sluice.cells.Rnn}, {@link dev.sluice.cells.Irnn},
 *       {@link dev.sluice.cells.IndRnn}.
 *   <li><b>GRU and its variants:</b> {@link dev.sluice.cells.Gru}, {@link dev.sluice.cells.Gru1},
 *       {@link dev.sluice.cells.Gru2}, {@link dev.sluice.cells.Gru3}, {@link dev.sluice.cells.Mut1},
 *       {@link dev.sluice.cells.Mut2}, {@link dev.sluice.cells.Mut3}, {@link dev.sluice.cells.Mgu},
 *       {@link dev.sluice.cells.Ugrnn}, {@link dev.sluice.cells.FastGrnn}, {@link dev.sluice.cells.LayerNormGru},
 *       {@link dev.sluice.cells.RecurrentHighway}.
 *   <li><b>LSTM and its variants:</b> {@link dev.sluice.cells.Lstm}, {@link dev.sluice.cells.Janet},
 *       {@link dev.sluice.cells.LayerNormLstm}, {@link dev.sluice.cells.Slstm},
 *       {@link dev.sluice.cells.Mlstm}, {@link dev.sluice.cells.TimeLstm}, {@link dev.sluice.cells.PhasedLstm}.
 *   <li><b>Additive:</b> {@link dev.sluice.cells.Atr}, {@link dev.sluice.cells.Ran}.
 *   <li><b>Gates of the input, so that products leave the time loop:</b> {@link dev.sluice.cells.Sru},
 *       {@link dev.sluice.cells.Qrnn}, {@link dev.sluice.cells.MinGru}, {@link dev.sluice.cells.MinLstm}.
 * </ul>
 *
 * <h2>Conventions, written once</h2>
 *
 * <p>Symbols: {@code x [B, I]} the input of a step, {@code h [B, H]} the state, {@code W [H, I]} weights on the input,
 * {@code U [H, H]} weights on the state, {@code b [H]} a bias; {@code σ} the logistic function, {@code ⊙} the product
 * element by element.
 *
 * <ul>
 *   <li><b>Gate order</b> in joined weights is PyTorch's: GRU {@code r, z, n}; LSTM {@code i, f, g, o}. Here each gate has
 *       parameters of its own, so the order shows only at the edges, where it is the order of declaration.
 *   <li><b>What z multiplies:</b> z keeps the old state, {@code h' = (1-z) ⊙ n + z ⊙ h} ({@code update: keep}).
 *       {@code update: take} is the literature's other convention, {@code h' = (1-z) ⊙ h + z ⊙ n}; the two are the same
 *       function with {@code W_z}, {@code U_z} and {@code b_z} negated, since {@code σ(-a) = 1 - σ(a)}.
 *       The option is {@code gru}'s; every other cell follows its paper, and its Javadoc says what its gate multiplies.
 *   <li><b>Reset form:</b> {@code reset: after} multiplies {@code r} with the recurrent product and its own bias,
 *       {@code r ⊙ (U_n h + bh_n)}: PyTorch, cuDNN, Keras's default, ONNX {@code linear_before_reset = 1}.
 *       {@code reset: before} multiplies the state first, {@code U_n (r ⊙ h)}: Cho et al. (2014), ONNX
 *       {@code linear_before_reset = 0}.
 *   <li><b>Biases:</b> one per gate, except the second one, {@code bh_n}, inside the reset of a GRU, where it makes a
 *       difference. PyTorch's and ONNX's second biases of all other gates are added into the first when read and written
 *       as zeros.
 * </ul>
 *
 * <h2>Other systems' orders</h2>
 *
 * <ul>
 *   <li>PyTorch: GRU {@code r, z, n}; LSTM {@code i, f, g, o}; weights {@code [G·H, I]}.
 *   <li>ONNX: GRU {@code z, r, h}; LSTM {@code i, o, f, c}; weights {@code [directions, G·H, I]}, both biases in one
 *       {@code [directions, 2·G·H]}.
 *   <li>Keras: GRU {@code z, r, h}; LSTM {@code i, f, c, o}; weights transposed, {@code [I, G·H]}.
 * </ul>
 *
 * <p>Conversions happen at the edges only, in named and tested functions ({@link dev.sluice.core.model.StateDict}).
 */
@NullMarked
package dev.sluice.cells;

import org.jspecify.annotations.NullMarked;
