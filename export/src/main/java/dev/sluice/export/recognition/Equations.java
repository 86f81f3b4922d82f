package dev.sluice.export.recognition;

import dev.sluice.export.onnx.OnnxActivation;
import dev.sluice.export.onnx.RecurrentKind;
import java.util.List;
import java.util.Optional;

/**
 * A step that has been found equal to an operator's.
 *
 * @param kind of the operator
 * @param hidden the number of the state that is h
 * @param cell the number of the state that is c; an LSTM's only, else -1
 * @param gates in the operator's order
 * @param form everything but the weights
 * @param projection that an LSTM's h is multiplied with; no operator has it
 */
record Equations(RecurrentKind kind, int hidden, int cell, List<Gate> gates, Form form, Optional<Block> projection) {
    /** Without a projection. */
    Equations(RecurrentKind kind, int hidden, int cell, List<Gate> gates, Form form) {
        this(kind, hidden, cell, gates, form, Optional.empty());
    }

    /**
     * The attributes of the operator.
     *
     * @param activations the functions, in the operator's order
     * @param clip bound of what goes into gates and candidate; infinite for none
     * @param linearBeforeReset a GRU's: whether the reset gate multiplies {@code R h + b}
     * @param coupling an LSTM's: whether the forget gate is one minus the input gate
     */
    record Form(List<OnnxActivation> activations, double clip, boolean linearBeforeReset, Coupling coupling) {
        /** Keeps a copy. */
        Form {
            activations = List.copyOf(activations);
        }

        static Form of(List<OnnxActivation> activations, double clip) {
            return new Form(activations, clip, false, Coupling.NONE);
        }
    }

    /** The dependence of an LSTM's forget gate on its input gate. */
    enum Coupling {
        /** It has weights of its own. */
        NONE,
        /** It is one minus the input gate, which it also is by its weights: they are the opposite ones. */
        BY_WEIGHTS,
        /** It is one minus the input gate, which no weights could say. */
        BY_ATTRIBUTE
    }

    /** Keeps copies. */
    Equations {
        gates = List.copyOf(gates);
    }

    boolean hasPeepholes() {
        return gates.stream().anyMatch(gate -> !gate.peephole().isNone());
    }
}
