package dev.sluice.testkit;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellSignature;
import dev.sluice.export.onnx.RecurrentKind;
import dev.sluice.export.recognition.Recognition;
import dev.sluice.export.recognition.Recurrence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The order of a cell's gates against the convention: a cell that is a GRU or an LSTM by its equations is saved under
 * PyTorch's names, where the gates stand as reset, update, candidate and as input, forget, candidate, output. Which gate is
 * which is taken from the equations, by recognition, not from their names.
 */
final class GateOrder {
    private static final int HIDDEN = 4;
    /** By role: where PyTorch puts the gates that ONNX has in the order update, reset, candidate. */
    private static final List<String> GRU = List.of("update", "reset", "candidate");

    private static final List<String> GRU_IN_PYTORCH = List.of("reset", "update", "candidate");
    private static final List<String> LSTM = List.of("input", "output", "forget", "candidate");
    private static final List<String> LSTM_IN_PYTORCH = List.of("input", "forget", "candidate", "output");

    private final CellTrial trial;

    GateOrder(Cell cell, Framework framework) {
        trial = new CellTrial(cell, HIDDEN, false, framework);
    }

    void isTheConvention() {
        Optional<Recurrence> recognized = trial.graph.expressions().stream()
                .filter(expr -> expr.op() instanceof Scan)
                .findFirst()
                .flatMap(Recognition::of);
        if (recognized.isEmpty() || recognized.get().kind() == RecurrentKind.RNN || !trial.signature.joinable()) {
            return;
        }
        boolean gru = recognized.get().kind() == RecurrentKind.GRU;
        List<String> roles = rolesOfGates(recognized.get(), gru ? GRU : LSTM);
        List<String> convention = gru ? GRU_IN_PYTORCH : LSTM_IN_PYTORCH;
        // Gates that share their weights are fewer than the operator's, and no block of PyTorch's could be taken for
        // them.
        boolean asMany = trial.signature.gates().size() == convention.size() && roles.size() == convention.size();
        if (asMany && !roles.equals(convention)) {
            List<String> names = trial.signature.gates().stream()
                    .map(CellSignature.Gate::name)
                    .toList();
            throw new ContractViolation("by its equations this cell is " + (gru ? "a GRU" : "an LSTM")
                    + ", whose gates must be declared in the order " + String.join(", ", convention)
                    + ", but its gates " + String.join(", ", names) + " are " + String.join(", ", roles)
                    + ". Saved as weight_ih and weight_hh, the gates would be swapped for everyone who knows PyTorch's order:"
                    + " call linear(..) for them in the order of the convention.");
        }
    }

    /** The role of each declared gate, found by its recurrent weights; empty if one cannot be told. */
    private List<String> rolesOfGates(Recurrence recurrence, List<String> operator) {
        Map<String, Array64> values = trial.values(1, 1);
        Array64 joined = recurrence.weights(expr -> value(expr, values)).r();
        List<String> roles = new ArrayList<>();
        for (CellSignature.Gate gate : trial.signature.gates()) {
            Array64 own = Comparison.get(values, trial.signature.name() + ".U_" + gate.name());
            for (int i = 0; i < operator.size(); i++) {
                if (isBlock(joined, i, own)) {
                    roles.add(operator.get(i));
                }
            }
        }
        return roles;
    }

    private static Array64 value(Expr expr, Map<String, Array64> values) {
        return Comparison.get(Interpreter.run(new Graph(Map.of("value", expr)), values), "value");
    }

    /** Up to the sign: a gate whose meaning is turned round has its weights negated. */
    private static boolean isBlock(Array64 joined, int block, Array64 own) {
        int size = own.data().length;
        for (int i = 0; i < size; i++) {
            if (Math.abs(Math.abs(joined.data()[block * size + i]) - Math.abs(own.data()[i])) > 1e-9) {
                return false;
            }
        }
        return true;
    }
}
