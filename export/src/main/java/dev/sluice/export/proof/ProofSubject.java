package dev.sluice.export.proof;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Gather;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.Pick;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.WholeSequence;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.lowering.FrontPadding;
import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.lowering.Standardization;
import dev.sluice.export.lowering.TracedValue;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The model that a file must match.
 *
 * @param graph the trained model for inference, with state inputs and outputs
 * @param parameters parameter values by name
 * @param standardizations standardizations that the file applies to numeric inputs, by input name
 * @param answers training standardizations of outputs that are in the units of the data here, by output name
 * @param joined outputs that are the parameters of a predicted distribution, by the head that is judged by all of them
 * @param offsets parameters added last to such outputs
 * @param border inputs and outputs that the file has in float64, standardized on both sides here
 * @param padding padding in front of the file's sequences
 * @param trace the model's values with their counterparts in the file, to locate a difference; may be empty
 */
public record ProofSubject(
        Graph graph,
        Tensors parameters,
        Map<String, Standardization> standardizations,
        Map<String, Standardization> answers,
        Map<String, List<String>> joined,
        Set<String> offsets,
        Border64 border,
        FrontPadding padding,
        List<TracedValue> trace) {
    /** Copies the collections. */
    public ProofSubject {
        standardizations = Map.copyOf(standardizations);
        answers = Map.copyOf(answers);
        joined = Map.copyOf(joined);
        offsets = Set.copyOf(offsets);
        trace = List.copyOf(trace);
    }

    /** A model with the file's additional outputs: softmax or sigmoid of each output, by its name. */
    public static ProofSubject of(
            Graph graph,
            Tensors parameters,
            Map<String, OutputActivation> activations,
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
        return new ProofSubject(
                new Graph(outputs),
                parameters,
                standardizations,
                Map.of(),
                Map.of(),
                Set.of(),
                Border64.NONE,
                FrontPadding.NONE,
                List.of());
    }

    /** A model with one output, the first one, and one series. */
    public static ProofSubject of(
            Graph graph, Tensors parameters, OutputActivation activation, Optional<Standardization> standardization) {
        String first = graph.outputs().keySet().iterator().next();
        return of(
                graph,
                parameters,
                activation == OutputActivation.NONE ? Map.of() : Map.of(first, activation),
                standardization.map(by -> Map.of(ModelInput.FEATURES, by)).orElse(Map.of()));
    }

    /** A copy with the values' counterparts in the file. */
    public ProofSubject traced(List<TracedValue> values) {
        return new ProofSubject(graph, parameters, standardizations, answers, joined, offsets, border, padding, values);
    }

    /** A copy with outputs in the units of the data. */
    public ProofSubject answering(Map<String, Standardization> inUnits, Set<String> means) {
        return new ProofSubject(graph, parameters, standardizations, inUnits, joined, means, border, padding, trace);
    }

    /** A copy with heads that are judged by several outputs. */
    public ProofSubject joining(Map<String, List<String>> outputs) {
        return new ProofSubject(graph, parameters, standardizations, answers, outputs, offsets, border, padding, trace);
    }

    /** A copy for a file with padding in front of sequences. */
    public ProofSubject padded(FrontPadding inFront) {
        return new ProofSubject(graph, parameters, standardizations, answers, joined, offsets, border, inFront, trace);
    }

    /** A copy for a file with some inputs and outputs in float64. */
    public ProofSubject atBorder(Map<String, Standardization> inputs, Map<String, Standardization> outputs) {
        Border64 wide = new Border64(inputs, outputs);
        return new ProofSubject(graph, parameters, standardizations, answers, joined, offsets, wide, padding, trace);
    }

    /** Runs a file on inputs with padding behind, and returns outputs with padding behind. */
    Map<String, OnnxArray> ask(OnnxRuntimeSession file, Map<String, OnnxArray> inputs) {
        return padding.fromFile(border.run(file, padding.toFile(inputs)), inputs);
    }

    /** An empty collector for an output's differences. */
    Difference.Collector collector(String output) {
        return new Difference.Collector(Optional.ofNullable(answers.get(output)));
    }

    /** The outputs as used by the loss and metrics. Not modified. */
    Tensors judged(Tensors values) {
        Map<String, Tensor> judged = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            Standardization by = answers.get(name);
            judged.put(name, by == null ? value : by.standardized(value));
        });
        Map<String, Tensor> heads = new LinkedHashMap<>(judged);
        joined.forEach((head, outputs) -> {
            if (judged.keySet().containsAll(outputs)) {
                heads.put(
                        head,
                        sideBySide(outputs.stream()
                                .map(name -> Objects.requireNonNull(judged.get(name)))
                                .toList()));
            }
        });
        return Tensors.of(heads.keySet(), name -> Objects.requireNonNull(heads.get(name)));
    }

    /** Blocks {@code [.., C]} as {@code [.., W·C]}. */
    private static Tensor sideBySide(List<Tensor> blocks) {
        int[] sizes = blocks.getFirst().shape().toArray();
        int columns = sizes[sizes.length - 1];
        int rows = blocks.getFirst().array().length / Math.max(1, columns);
        sizes[sizes.length - 1] = blocks.size() * columns;
        Tensor joined = Tensor.zeros(sizes);
        for (int block = 0; block < blocks.size(); block++) {
            for (int row = 0; row < rows; row++) {
                System.arraycopy(
                        blocks.get(block).array(),
                        row * columns,
                        joined.array(),
                        (row * blocks.size() + block) * columns,
                        columns);
            }
        }
        return joined;
    }

    /** Returns whether rows may be shorter than the batch. */
    boolean isRagged() {
        return graph.inputs().stream().anyMatch(input -> input.kind() == Input.Kind.LENGTH);
    }

    /** Returns whether a long sequence can be run in parts: all loops run forward, and states are inputs and outputs. */
    boolean canBeChunked() {
        boolean forward =
                graph.expressions().stream().noneMatch(expr -> expr.op() instanceof Scan scan && scan.reverse());
        return forward
                && isRagged()
                && graph.inputs().stream().anyMatch(ProofSubject::isState)
                && graph.expressions().stream().noneMatch(expr -> readsAhead(expr) || WholeSequence.isNeededBy(expr));
    }

    /** Returns whether a loop depends on the whole sequence: on a mean over time, or on another loop's final state. */
    private static boolean readsAhead(Expr expr) {
        return expr.op() instanceof Scan
                && Graph.topological(expr.operands()).stream().anyMatch(ProofSubject::isOfTheEnd);
    }

    private static boolean isOfTheEnd(Expr expr) {
        boolean state = expr.op() instanceof Pick pick
                && expr.operand(0).op() instanceof Scan scan
                && pick.index() < scan.step().states().size();
        boolean overTime = expr.op() instanceof Reduce
                && expr.operand(0).shape().axes().contains(Dim.TIME)
                && !expr.shape().axes().contains(Dim.TIME);
        return state || overTime;
    }

    /** The length inputs, one for each encoder. */
    List<Input> lengths() {
        return graph.inputs().stream()
                .filter(input -> input.kind() == Input.Kind.LENGTH)
                .toList();
    }

    /** The lengths among input values, one for each encoder. */
    List<Tensor> lengths(Tensors values) {
        return lengths().stream().map(input -> values.get(input.label())).toList();
    }

    static boolean isState(Input input) {
        return input.label().startsWith(InitialStates.PREFIX);
    }

    /** Name of the output with a state's next value. */
    static String nextOf(Input state) {
        return Network.NEXT_STATE_PREFIX + state.label().substring(InitialStates.PREFIX.length());
    }

    /** Names of the outputs that are next states. */
    List<String> nextStates() {
        return graph.inputs().stream()
                .filter(ProofSubject::isState)
                .map(ProofSubject::nextOf)
                .toList();
    }

    /** The model in float64. */
    Reference reference(Tolerance tolerance) {
        return new Reference(graph, parameters, offsets, border, tolerance.measuresRounding());
    }

    /** The number of valid indices for an input: the row count of its table. */
    int indices(Input input) {
        for (Expr expr : graph.expressions()) {
            if (expr.op() instanceof Gather && expr.operand(1).op().equals(input)) {
                return expr.operand(0).shape().fixed(0);
            }
        }
        return 1;
    }

    /** The row count of the largest table that an input indexes; 0 if there is none. */
    int largestTable() {
        return graph.inputs().stream()
                .filter(input -> input.kind() == Input.Kind.INDEX)
                .mapToInt(this::indices)
                .max()
                .orElse(0);
    }
}
