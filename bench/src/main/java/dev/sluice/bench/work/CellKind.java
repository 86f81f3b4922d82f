package dev.sluice.bench.work;

import dev.sluice.cells.Gru;
import dev.sluice.cells.LayerNormGru;
import dev.sluice.cells.Lstm;
import dev.sluice.cells.Mgu;
import dev.sluice.cells.Rnn;
import dev.sluice.core.model.Cell;

/** The cells that are timed. */
public enum CellKind {
    /** PyTorch's {@code nn.GRU}. */
    GRU("gru", Gru.defaults(), 3),
    /** PyTorch's {@code nn.LSTM}. */
    LSTM("lstm", Lstm.defaults(), 4),
    /** PyTorch's {@code nn.RNN}. */
    RNN("rnn", Rnn.defaults(), 1),
    /** Minimal gated unit (Zhou et al., 2016). */
    MGU("mgu", Mgu.defaults(), 2),
    /** GRU with layer normalization (Ba et al., 2016). */
    LAYER_NORM_GRU("layer-norm-gru", LayerNormGru.defaults(), 3);

    private final String id;
    private final Cell cell;
    private final int gates;

    CellKind(String id, Cell cell, int gates) {
        this.id = id;
        this.cell = cell;
        this.gates = gates;
    }

    /** Its equations. */
    public Cell cell() {
        return cell;
    }

    /** Products of size {@code H} with the input and with the state in one step. */
    public int gates() {
        return gates;
    }

    @Override
    public String toString() {
        return id;
    }
}
