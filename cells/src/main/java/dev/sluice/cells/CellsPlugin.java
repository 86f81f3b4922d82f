package dev.sluice.cells;

import com.google.inject.Module;
import dev.sluice.core.model.Cell;
import dev.sluice.core.plugin.ComponentModule;
import dev.sluice.core.plugin.SluicePlugin;

/** Brings in the built-in cells by the same door as anybody's. */
public final class CellsPlugin implements SluicePlugin {
    @Override
    public String id() {
        return "sluice-cells";
    }

    @Override
    public String description() {
        return "The built-in recurrent cells: rnn, lstm, gru.";
    }

    @Override
    public String version() {
        return "0.1.0";
    }

    @Override
    public Module module() {
        return new ComponentModule() {
            @Override
            protected void components() {
                add(Cell.class, "rnn", "Simple recurrent network (Elman, 1990)", Rnn.class, rnn -> rnn);
                add(
                        Cell.class,
                        "lstm",
                        "Long short-term memory (Hochreiter and Schmidhuber, 1997)",
                        Lstm.class,
                        lstm -> lstm);
                add(Cell.class, "gru", "Gated recurrent unit (Cho et al., 2014)", Gru.class, gru -> gru);
            }
        };
    }
}
