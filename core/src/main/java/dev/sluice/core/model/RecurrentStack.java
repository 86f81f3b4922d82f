package dev.sluice.core.model;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Layers of a cell, one above the other, in one direction or both. Both directions of a layer read the same input; their
 * outputs are joined, forward first, so the layer above sees {@code 2H} features.
 *
 * @param cell what happens in one step, the same definition in each layer and direction
 * @param hiddenSize features of a state, {@code H}
 * @param layers at least 1
 * @param bidirectional whether each layer runs in both directions
 * @param dropout probability of zeroing an element between layers in training; 0 for none
 */
public record RecurrentStack(Cell cell, int hiddenSize, int layers, boolean bidirectional, double dropout) {
    /** Checks the sizes. */
    public RecurrentStack {
        if (layers < 1) {
            throw new IllegalArgumentException("a stack needs at least 1 layer, but has " + layers);
        }
        Dropout.check(dropout);
    }

    /**
     * What a stack computes.
     *
     * @param sequence the top layer's outputs, {@code [T, B, F]}, zeros past each row's length
     * @param last the top layer's last outputs, {@code [B, F]}; see {@link RecurrentLayer.Result#last}
     * @param finalStates of all layers and directions by full name, {@code [B, H]}
     * @param cells what the cell declared in each layer and direction
     */
    public record Result(Expr sequence, Expr last, Map<String, Expr> finalStates, List<CellSignature> cells) {
        /** Copies the collections, keeping their order. */
        public Result {
            finalStates = Collections.unmodifiableMap(new LinkedHashMap<>(finalStates));
            cells = List.copyOf(cells);
        }
    }

    /** Builds the loops of a cell that asks for no extra inputs. */
    public Result build(
            ParameterScope scope, Expr sequence, Expr lengths, InitialStates initialStates, boolean training) {
        return build(scope, sequence, lengths, initialStates, ExtraInputs.NONE, training);
    }

    /**
     * Builds the loops.
     *
     * @param scope receives parameters {@code l0.…}, {@code l0_reverse.…}, {@code l1.…}. Modified.
     * @param sequence {@code [T, B, I]}
     * @param lengths valid steps of each row, {@code [B]}
     * @param extraInputs what the cell may ask for by name, the same for all layers and directions
     * @param training whether dropout is active
     */
    public Result build(
            ParameterScope scope,
            Expr sequence,
            Expr lengths,
            InitialStates initialStates,
            ExtraInputs extraInputs,
            boolean training) {
        Expr valid = Exprs.validSteps(lengths);
        Map<String, Expr> finalStates = new LinkedHashMap<>();
        List<CellSignature> cells = new ArrayList<>();
        Expr below = sequence;
        Expr last = sequence;
        for (int layer = 0; layer < layers; layer++) {
            if (layer > 0 && training) {
                below = Dropout.apply(scope.qualified("l" + layer + ".dropout"), dropout, below);
            }
            List<RecurrentLayer.Result> directions = new ArrayList<>();
            for (boolean reverse : bidirectional ? new boolean[] {false, true} : new boolean[] {false}) {
                ParameterScope inner = scope.child("l" + layer + (reverse ? "_reverse" : ""));
                directions.add(new RecurrentLayer(cell, hiddenSize, reverse)
                        .build(inner, below, valid, initialStates, extraInputs));
            }
            below = Exprs.concat(
                    -1, directions.stream().map(RecurrentLayer.Result::sequence).toList());
            last = Exprs.concat(
                    -1, directions.stream().map(RecurrentLayer.Result::last).toList());
            directions.forEach(direction -> finalStates.putAll(direction.finalStates()));
            directions.forEach(direction -> cells.add(direction.signature()));
        }
        return new Result(below, last, finalStates, cells);
    }
}
