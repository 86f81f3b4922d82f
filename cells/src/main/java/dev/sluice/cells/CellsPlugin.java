package dev.sluice.cells;

import com.google.inject.Module;
import dev.sluice.core.model.Cell;
import dev.sluice.core.plugin.ComponentModule;
import dev.sluice.core.plugin.SluicePlugin;

/** Brings in the built-in cells by the same door as anybody's. */
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
                add("atr", "Addition-subtraction twin-gated recurrent network (Zhang et al., 2018)", Atr.class);
                add("fast-grnn", "Fast gated recurrent network (Kusupati et al., 2018)", FastGrnn.class);
                add("ggnn", "Gated graph neural network; reads adjacency (Li et al., 2016)", Ggnn.class);
                add("gru", "Gated recurrent unit (Cho et al., 2014)", Gru.class);
                add("gru-1", "GRU with gates of the state and a bias (Dey and Salem, 2017)", Gru1.class);
                add("gru-2", "GRU with gates of the state alone (Dey and Salem, 2017)", Gru2.class);
                add("gru-3", "GRU with gates of a bias alone (Dey and Salem, 2017)", Gru3.class);
                add("gru-d", "GRU for missing values; reads mask and delta (Che et al., 2018)", GruD.class);
                add("indrnn", "Independently recurrent network (Li et al., 2018)", IndRnn.class);
                add("irnn", "Relu network that begins as the identity (Le et al., 2015)", Irnn.class);
                add("janet", "LSTM with its forget gate alone (van der Westhuizen and Lasenby, 2018)", Janet.class);
                add("layer-norm-gru", "GRU with layer normalization (Ba et al., 2016)", LayerNormGru.class);
                add("layer-norm-lstm", "LSTM with layer normalization (Ba et al., 2016)", LayerNormLstm.class);
                add("lmu", "Legendre memory unit (Voelker et al., 2019)", Lmu.class);
                add("lstm", "Long short-term memory (Hochreiter and Schmidhuber, 1997)", Lstm.class);
                add("mgu", "Minimal gated unit (Zhou et al., 2016)", Mgu.class);
                add("min-gru", "Minimal GRU (Feng et al., 2024)", MinGru.class);
                add("min-lstm", "Minimal LSTM (Feng et al., 2024)", MinLstm.class);
                add("mlstm", "LSTM with a matrix memory: xLSTM's mLSTM (Beck et al., 2024)", Mlstm.class);
                add("mut-1", "MUT1 of the search for recurrent architectures (Jozefowicz et al., 2015)", Mut1.class);
                add("mut-2", "MUT2 of the search for recurrent architectures (Jozefowicz et al., 2015)", Mut2.class);
                add("mut-3", "MUT3 of the search for recurrent architectures (Jozefowicz et al., 2015)", Mut3.class);
                add("phased-lstm", "LSTM with clocks; reads time (Neil et al., 2016)", PhasedLstm.class);
                add("qrnn", "Quasi-recurrent network, recurrent part, window 1 (Bradbury et al., 2017)", Qrnn.class);
                add("ran", "Recurrent additive network (Lee et al., 2017)", Ran.class);
                add("recurrent-highway", "Recurrent highway network (Zilly et al., 2017)", RecurrentHighway.class);
                add("rnn", "Simple recurrent network (Elman, 1990)", Rnn.class);
                add("slstm", "LSTM with exponential gates: xLSTM's sLSTM (Beck et al., 2024)", Slstm.class);
                add("sru", "Simple recurrent unit (Lei et al., 2018)", Sru.class);
                add("time-lstm", "LSTM with a time gate; reads gap (Zhu et al., 2017)", TimeLstm.class);
                add("ugrnn", "Update gate recurrent network (Collins et al., 2017)", Ugrnn.class);
            }

            // A cell is its own options record.
            private <C extends Record & Cell> void add(String id, String description, Class<C> type) {
                add(Cell.class, id, description, type, cell -> cell);
            }
        };
    }
}
