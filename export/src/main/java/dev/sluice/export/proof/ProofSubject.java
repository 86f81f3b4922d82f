package dev.sluice.export.proof;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Gather;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.train.Loss;
import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.lowering.Standardization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a file must be equal to.
 *
 * @param graph the trained model for use, states in and out
 * @param parameters its values by name
 * @param standardizations what the file does to numeric inputs before the model sees them, by their names
 */
public record ProofSubject(Graph graph, Map<String, Tensor> parameters, Map<String, Standardization> standardizations) {
    /** Copies the standardizations. */
    public ProofSubject {
        standardizations = Map.copyOf(standardizations);
    }

    /** A model with the outputs that the file has in addition: softmax or sigmoid of each answer, by its name. */
    public static ProofSubject of(
            Graph graph,
            Map<String, Tensor> parameters,
            Map<String, Loss.Activation> activations,
            Map<String, Standardization> standardizations) {
        Map<String, Expr> outputs = new LinkedHashMap<>(graph.outputs());
        activations.forEach((name, activation) -> {
            Expr scores = Objects.requireNonNull(graph.outputs().get(name), name);
            switch (activation) {
                case SOFTMAX -> outputs.put(Lowering.probabilities(name), Exprs.softmax(scores));
                case SIGMOID -> outputs.put(Lowering.probabilities(name), Exprs.sigmoid(scores));
                case NONE -> {}
            }
        });
        return new ProofSubject(new Graph(outputs), parameters, standardizations);
    }

    /** A model with one answer, the first output, and one series. */
    public static ProofSubject of(
            Graph graph,
            Map<String, Tensor> parameters,
            Loss.Activation activation,
            Optional<Standardization> standardization) {
        String first = graph.outputs().keySet().iterator().next();
        return of(
                graph,
                parameters,
                activation == Loss.Activation.NONE ? Map.of() : Map.of(first, activation),
                standardization.map(by -> Map.of(ModelInput.FEATURES, by)).orElse(Map.of()));
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

    /** The inputs with numbers of valid steps: one for each encoder. */
    List<Input> lengths() {
        return graph.inputs().stream()
                .filter(input -> input.kind() == Input.Kind.LENGTH)
                .toList();
    }

    static boolean isState(Input input) {
        return input.label().startsWith(InitialStates.PREFIX);
    }

    /** The output that a state's next value is. */
    static String nextOf(Input state) {
        return Network.NEXT_STATE_PREFIX + state.label().substring(InitialStates.PREFIX.length());
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
