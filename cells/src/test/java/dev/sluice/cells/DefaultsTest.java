package dev.sluice.cells;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.Components;
import dev.sluice.core.model.Cell;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An experiment file that names only a cell gets the options of {@code defaults()} in Java. */
class DefaultsTest {
    @Test
    void optionsLeftOut_givesTheDefaultsOfTheRecord() {
        List<Cell> defaults = List.of(
                new Atr(),
                FastGrnn.defaults(),
                Gru.defaults(),
                new Gru1(),
                new Gru2(),
                new Gru3(),
                new GruD(),
                IndRnn.defaults(),
                Irnn.defaults(),
                Janet.defaults(),
                LayerNormGru.defaults(),
                LayerNormLstm.defaults(),
                Lmu.defaults(),
                Lstm.defaults(),
                Mgu.defaults(),
                MinGru.defaults(),
                MinLstm.defaults(),
                Mlstm.defaults(),
                new Mut1(),
                new Mut2(),
                new Mut3(),
                PhasedLstm.defaults(),
                Qrnn.defaults(),
                Ran.defaults(),
                RecurrentHighway.defaults(),
                Rnn.defaults(),
                Slstm.defaults(),
                Sru.defaults(),
                TimeLstm.defaults(),
                Ugrnn.defaults());
        Registry registry = Plugins.of(new CellsPlugin());
        List<Cell> made = registry.ids(Cell.class).stream()
                // It has no defaults: its number of nodes must be given.
                .filter(id -> !id.equals("ggnn"))
                .<Cell>map(id -> Components.withDefaults(registry.lookup(Cell.class, id), registry))
                .toList();
        assertThat(made).isEqualTo(defaults);
    }
}
