package dev.sluice.core.model;

import dev.sluice.core.graph.Expr;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network from another program, whose expressions can be built for training, inference and export. */
public interface ImportedModel {
    /** The inputs that the data must have, under their names in the file. */
    List<ModelInput> inputs();

    /**
     * Builds the expressions of all outputs.
     *
     * @param scope receives the parameters, with the file's values as initial values. Modified.
     * @param inputs those of the data by the names of {@link #inputs}, each of the same kind; more or fewer kinds of tokens get
     *     a new table
     * @param lengths valid steps of each row, {@code [B]}
     */
    Result build(ParameterScope scope, Map<String, ModelInput> inputs, Expr lengths, InitialStates initialStates);

    /**
     * The computed values of an imported network.
     *
     * @param outputs those of the file by their names, without those that are final states
     * @param encoded the outputs of the recurrent layers that no other layer reads, side by side, for a head of one's own
     * @param encodedLengths steps of each row of theirs, {@code [B]}
     * @param finalStates of all layers and directions by full name, {@code [B, H]}
     * @param cells the declarations of each layer and direction
     */
    record Result(
            Map<String, Output> outputs,
            RecurrentStack.Result encoded,
            Expr encodedLengths,
            Map<String, Expr> finalStates,
            List<CellSignature> cells) {
        /** Copies the collections, keeping their order. */
        public Result {
            outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
            finalStates = Collections.unmodifiableMap(new LinkedHashMap<>(finalStates));
            cells = List.copyOf(cells);
        }
    }

    /**
     * An output of the file.
     *
     * @param values as the file gives them, {@code [B, C]}, or {@code [T, B, C]} at every step
     * @param scores before the last function
     * @param function the last function
     * @param lengths steps of each row, {@code [B]}: fewer than those of the inputs behind a convolution with a stride
     */
    record Output(Expr values, Expr scores, OutputActivation function, Expr lengths) {
        /** The part that training sees: the last function is left to a loss that brings it, and to no other. */
        Expr under(OutputActivation loss) {
            return loss == function ? scores : values;
        }

        /** Returns whether there is a row for each step. */
        boolean everyStep() {
            return values.shape().rank() == 3;
        }

        /** Columns of the output, {@code C}. */
        int size() {
            return values.shape().fixed(-1);
        }
    }

    /**
     * An output that the data have a target for.
     *
     * @param size classes or numbers, and what a new head gives for each
     * @param everyStep whether each step has its own
     * @param function what the loss does to the scores
     */
    record Wanted(HeadSize size, boolean everyStep, OutputActivation function) {}
}
