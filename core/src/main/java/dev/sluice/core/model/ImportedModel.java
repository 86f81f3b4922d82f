package dev.sluice.core.model;

import dev.sluice.core.graph.Expr;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network that another program trained: its expressions can be built anew for training, use and export. */
public interface ImportedModel {
    /** What it reads. */
    ModelInput input();

    /**
     * Builds what it computes.
     *
     * @param scope receives the parameters, whose first values are those of the file. Modified.
     * @param input of the kind of {@link #input}; more or fewer kinds of tokens get a new table
     * @param lengths valid steps of each row, {@code [B]}
     */
    Result build(ParameterScope scope, ModelInput input, Expr lengths, InitialStates initialStates);

    /**
     * What an imported network computes.
     *
     * @param outputs {@code [B, C]}: scores before a last softmax or sigmoid of the file, or numbers; empty if the file has no
     *     output of that form
     * @param encoded the last recurrent layer's outputs, for a head of one's own
     * @param finalStates of all layers and directions by full name, {@code [B, H]}
     * @param cells what was declared in each layer and direction
     */
    record Result(
            List<Expr> outputs,
            RecurrentStack.Result encoded,
            Map<String, Expr> finalStates,
            List<CellSignature> cells) {
        /** Copies the collections, keeping their order. */
        public Result {
            outputs = List.copyOf(outputs);
            finalStates = Collections.unmodifiableMap(new LinkedHashMap<>(finalStates));
            cells = List.copyOf(cells);
        }
    }
}
