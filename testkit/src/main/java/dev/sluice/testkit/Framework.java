package dev.sluice.testkit;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.gradient.Gradients;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.ExtraInputs;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.ParameterScope;
import dev.sluice.core.model.RecurrentLayer;
import java.util.List;

/**
 * Sluice's own part between a cell and its numbers: how a cell becomes a loop, and how a graph gets
 * its gradient. The checks look through it at the cell; tests of the kit put broken ones in its place.
 *
 * @param layer makes a loop of a cell
 * @param differentiation adds gradients to a graph
 */
record Framework(Layer layer, Differentiation differentiation) {
    /** The real one. */
    static final Framework SLUICE = new Framework(
            (cell, hidden, reverse, scope, sequence, valid, initial) -> new RecurrentLayer(cell, hidden, reverse)
                    .build(scope, sequence, valid, initial, ExtraInputs.NAMED, false),
            Gradients::extend);

    /** As {@link RecurrentLayer#build}. */
    @FunctionalInterface
    interface Layer {
        RecurrentLayer.Result build(
                Cell cell,
                int hidden,
                boolean reverse,
                ParameterScope scope,
                Expr sequence,
                Expr valid,
                InitialStates initial);
    }

    /** As {@link Gradients#extend}. */
    @FunctionalInterface
    interface Differentiation {
        Graph extend(Graph graph, String loss, List<String> leaves);
    }
}
