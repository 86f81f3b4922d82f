package dev.sluice.export.recognition;

import dev.sluice.export.onnx.OnnxActivation;
import dev.sluice.export.onnx.RecurrentKind;
import java.util.List;
import java.util.Optional;

/**
 * A step recognized as an operator's.
 *
 * @param kind kind of the operator
 * @param hidden index of the state that is h
 * @param cell index of the state that is c; LSTM only, otherwise -1
 * @param gates gates in the operator's order
 * @param form the operator's attributes
 * @param projection the projection of an LSTM's h, which no operator has
 */
record Equations(RecurrentKind kind, int hidden, int cell, List<Gate> gates, Form form, Optional<Block> projection) {
    /** Equations without a projection. */
    Equations(RecurrentKind kind, int hidden, int cell, List<Gate> gates, Form form) {
        this(kind, hidden, cell, gates, form, Optional.empty());
    }

    /**
     * The attributes of the operator.
     *
     * @param activations activations in the operator's order
     * @param clip bound of the arguments of gates and candidate; infinite for none
     * @param linearBeforeReset GRU: whether the reset gate multiplies {@code R h + b}
     * @param coupling LSTM: dependence of the forget gate on the input gate
     */
    record Form(List<OnnxActivation> activations, double clip, boolean linearBeforeReset, Coupling coupling) {
        /** Copies the list. */
        Form {
            activations = List.copyOf(activations);
        }

        static Form of(List<OnnxActivation> activations, double clip) {
            return new Form(activations, clip, false, Coupling.NONE);
        }
    }

    /** The dependence of an LSTM's forget gate on its input gate. */
    enum Coupling {
        /** The forget gate has weights of its own. */
        NONE,
        /** The forget gate is one minus the input gate, which its negated weights also express. */
        BY_WEIGHTS,
        /** The forget gate is one minus the input gate, which no weights can express. */
        BY_ATTRIBUTE
    }

    /** Copies the list. */
    Equations {
        gates = List.copyOf(gates);
    }

    boolean hasPeepholes() {
        return gates.stream().anyMatch(gate -> !gate.peephole().isNone());
    }
}
