package dev.sluice.export.recognition;

import dev.sluice.export.onnx.RecurrentKind;
import java.util.List;

/**
 * A step that has been found equal to an operator's.
 *
 * @param kind which operator
 * @param hidden the number of the state that is h
 * @param cell the number of the state that is c; an LSTM's only, else -1
 * @param gates in the operator's order
 * @param linearBeforeReset a GRU's: whether the reset gate multiplies {@code R h + b}
 * @param activations the functions, by ONNX's names
 */
record Equations(
        RecurrentKind kind,
        int hidden,
        int cell,
        List<Gate> gates,
        boolean linearBeforeReset,
        List<String> activations) {
    /** Keeps copies. */
    Equations {
        gates = List.copyOf(gates);
        activations = List.copyOf(activations);
    }
}
