package dev.sluice.export.proof;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Gather;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.train.Loss;
import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.lowering.Standardization;
import dev.sluice.export.lowering.TracedValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a file must be equal to.
 *
 * @param graph the trained model for use, states in and out
 * @param parameters its values by name
 * @param standardization what the file does to numeric inputs before the model sees them
 * @param trace what the model's values have become in the file, to find where a difference starts; may be empty
 */
public record ProofSubject(
        Graph graph,
        Map<String, Tensor> parameters,
        Optional<Standardization> standardization,
        List<TracedValue> trace) {
    /** Copies the trace. */
    public ProofSubject {
        trace = List.copyOf(trace);
    }

    /** A model with the output that the file has in addition: softmax or sigmoid of the first one. */
    public static ProofSubject of(
            Graph graph,
            Map<String, Tensor> parameters,
            Loss.Activation activation,
            Optional<Standardization> standardization) {
        Map<String, Expr> outputs = new LinkedHashMap<>(graph.outputs());
        Expr first = graph.outputs().values().iterator().next();
        switch (activation) {
            case SOFTMAX -> outputs.put(Lowering.PROBABILITIES, Exprs.softmax(first));
            case SIGMOID -> outputs.put(Lowering.PROBABILITIES, Exprs.sigmoid(first));
            case NONE -> {}
        }
        return new ProofSubject(new Graph(outputs), parameters, standardization, List.of());
    }

    /** The same with what its values have become. */
    public ProofSubject traced(List<TracedValue> values) {
        return new ProofSubject(graph, parameters, standardization, values);
    }

    /** Whether rows may be shorter than the batch. */
    boolean isRagged() {
        return graph.inputs().stream().anyMatch(input -> input.kind() == Input.Kind.LENGTH);
    }

    /** Whether a long sequence may be given in parts: all loops run forward, and states come in and go out. */
    boolean canBeChunked() {
        boolean forward =
                graph.expressions().stream().noneMatch(expr -> expr.op() instanceof Scan scan && scan.reverse());
        return forward && isRagged() && graph.inputs().stream().anyMatch(ProofSubject::isState);
    }

    static boolean isState(Input input) {
        return input.label().startsWith(InitialStates.PREFIX);
    }

    /** The output that a state's next value is. */
    static String nextOf(Input state) {
        return Network.NEXT_STATE_PREFIX + state.label().substring(InitialStates.PREFIX.length());
    }

    /** The outputs that are states for what follows. */
    List<String> nextStates() {
        return graph.inputs().stream()
                .filter(ProofSubject::isState)
                .map(ProofSubject::nextOf)
                .toList();
    }

    /** How many different indices an input may hold: the rows of the table that it looks up. */
    int indices(Input input) {
        for (Expr expr : graph.expressions()) {
            if (expr.op() instanceof Gather && expr.operand(1).op().equals(input)) {
                return expr.operand(0).shape().fixed(0);
            }
        }
        return 1;
    }
}
