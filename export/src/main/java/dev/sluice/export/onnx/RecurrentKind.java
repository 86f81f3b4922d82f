package dev.sluice.export.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The three recurrent operators of ONNX. */
public enum RecurrentKind {
    /** Gates z, r, h. */
    GRU("GRU", 3, 6, List.of("Sigmoid", "Tanh")),
    /** Gates i, o, f, c. */
    LSTM("LSTM", 4, 8, List.of("Sigmoid", "Tanh", "Tanh")),
    /** No gates. */
    RNN("RNN", 1, 6, List.of("Tanh"));

    private final String operator;
    private final int gates;
    private final int inputs;
    private final List<String> defaults;

    RecurrentKind(String operator, int gates, int inputs, List<String> defaults) {
        this.operator = operator;
        this.gates = gates;
        this.inputs = inputs;
        this.defaults = defaults;
    }

    /** The operator's name in the file. */
    public String operator() {
        return operator;
    }

    /** The number of blocks of {@code H} rows in the weights. */
    public int gates() {
        return gates;
    }

    /** The number of activation functions of one direction. */
    public int activations() {
        return defaults.size();
    }

    /** The default activation functions of one direction. */
    public List<String> defaults() {
        return defaults;
    }

    /** The largest number of inputs. */
    int inputs() {
        return inputs;
    }

    /** The kind of an operator; empty if it is not recurrent. */
    public static Optional<RecurrentKind> of(String operator) {
        return Arrays.stream(values())
                .filter(kind -> kind.operator.equals(operator))
                .findFirst();
    }
}
