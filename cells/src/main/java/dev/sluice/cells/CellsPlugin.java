package dev.sluice.cells;

import com.google.inject.Module;
import dev.sluice.core.model.Cell;
import dev.sluice.core.plugin.ComponentModule;
import dev.sluice.core.plugin.SluicePlugin;

/** Contributes the built-in cells in the same way as any plugin. */
public final class CellsPlugin implements SluicePlugin {
    @Override
    public String id() {
        return "cells";
    }

    @Override
    public String description() {
        return "The built-in recurrent cells, from atr to ugrnn.";
    }

    @Override
    public Module module() {
        return new ComponentModule() {
            @Override
            protected void components() {
                add("atr", Atr.class);
                add("fast-grnn", FastGrnn.class);
                add("ggnn", Ggnn.class);
                add("gru", Gru.class);
                add("gru-1", Gru1.class);
                add("gru-2", Gru2.class);
                add("gru-3", Gru3.class);
                add("gru-d", GruD.class);
                add("indrnn", IndRnn.class);
                add("irnn", Irnn.class);
                add("janet", Janet.class);
                add("layer-norm-gru", LayerNormGru.class);
                add("layer-norm-lstm", LayerNormLstm.class);
                add("lmu", Lmu.class);
                add("lstm", Lstm.class);
                add("mgu", Mgu.class);
                add("min-gru", MinGru.class);
                add("min-lstm", MinLstm.class);
                add("mlstm", Mlstm.class);
                add("mut-1", Mut1.class);
                add("mut-2", Mut2.class);
                add("mut-3", Mut3.class);
                add("phased-lstm", PhasedLstm.class);
                add("qrnn", Qrnn.class);
                add("ran", Ran.class);
                add("recurrent-highway", RecurrentHighway.class);
                add("rnn", Rnn.class);
                add("slstm", Slstm.class);
                add("sru", Sru.class);
                add("time-lstm", TimeLstm.class);
                add("ugrnn", Ugrnn.class);
            }

            // A cell is its own options record and describes itself.
            private <C extends Record & Cell> void add(String id, Class<C> type) {
                add(Cell.class, id, type, cell -> cell);
            }
        };
    }
}
