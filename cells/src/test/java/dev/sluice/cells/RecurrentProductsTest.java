package dev.sluice.cells;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.Components;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.ExtraInputs;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.Initialization;
import dev.sluice.core.model.ModelConfigException;
import dev.sluice.core.model.ParameterScope;
import dev.sluice.core.model.RecurrentLayer;
import dev.sluice.core.model.Regularization;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which cells {@code recurrent_dropout} and {@code weight_drop} can act on: docs/wrappers.md names the others. */
class RecurrentProductsTest {
    @Test
    void weightDrop_ofEachCell_isRefusedWhereNoProductReadsTheState() {
        Registry registry = Plugins.of(new CellsPlugin());
        List<String> refused = new ArrayList<>();
        for (String id : registry.ids(Cell.class)) {
            // Its number of nodes must be given.
            if (!id.equals("ggnn") && refuses(Components.withDefaults(registry.lookup(Cell.class, id), registry))) {
                refused.add(id);
            }
        }
        assertThat(refused).containsExactly("indrnn", "min-gru", "min-lstm", "mlstm", "qrnn", "sru");
    }

    private static boolean refuses(Cell cell) {
        Expr x = Exprs.input("x", Dims.of(Dim.TIME, Dim.BATCH, 4));
        Expr valid = Exprs.validSteps(Exprs.input("lengths", Dims.of(Dim.BATCH)));
        try {
            new RecurrentLayer(cell, 4, false, Regularization.none().withWeightDrop(0.5), 0)
                    .build(
                            ParameterScope.root(Initialization.defaults()).child("l0"),
                            x,
                            valid,
                            InitialStates.ZEROS,
                            ExtraInputs.NAMED,
                            true);
            return false;
        } catch (ModelConfigException e) {
            return true;
        }
    }
}
