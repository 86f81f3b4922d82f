package dev.sluice.export;

import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Concat;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Parameter;
import dev.sluice.core.graph.Pick;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.model.CellSignature;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.StateDict;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.onnx.GateOrder;
import dev.sluice.export.onnx.OnnxActivation;
import dev.sluice.export.onnx.RecurrentKind;
import dev.sluice.export.recognition.Recognition;
import dev.sluice.export.recognition.Recurrence;
import dev.sluice.export.recognition.RecurrentWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A network's weights in the layout that {@code load_state_dict} of {@code nn.GRU}, {@code nn.LSTM} and {@code nn.RNN}
 * expects.
 *
 * <p>The module is derived from a layer's equations, not from its cell's name: the loop is recognized as for ONNX, and
 * the weights are those of the recognized function, with gates r, z, n and i, f, g, o.
 */
final class TorchStateDict {
    private final Network network;
    private final Tensors parameters;
    private Tensors state;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, List<String>> modules = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    private TorchStateDict(Network network, Tensors parameters) {
        this.network = network;
        this.parameters = parameters;
        this.state = StateDict.toPyTorch(network, parameters);
    }

    /**
     * The state dict of a network.
     *
     * @throws ExportException naming every layer without an equivalent PyTorch module
     */
    static TorchStateDict of(Network network, Tensors parameters) {
        TorchStateDict dict = new TorchStateDict(network, parameters);
        dict.addCells();
        return dict;
    }

    Tensors tensors() {
        return state;
    }

    /** Describes the modules, and the parts of the model that loading them does not restore. */
    List<String> describe() {
        List<String> lines = new ArrayList<>();
        modules.forEach((layer, module) -> lines.add(layer + " as " + String.join(" and ", module)));
        lines.addAll(notes);
        return lines;
    }

    private void addCells() {
        Map<String, Expr> loops = new LinkedHashMap<>();
        for (Expr expr : Graph.topological(network.graph().outputs().values())) {
            if (expr.op() instanceof Scan) {
                owner(expr).ifPresent(cell -> loops.put(cell.name(), expr));
            }
        }
        for (CellSignature cell : network.cells()) {
            Optional<Recurrence> recurrence =
                    Optional.ofNullable(loops.get(cell.name())).flatMap(Recognition::of);
            Optional<String> problem = recurrence
                    .map(TorchStateDict::problem)
                    .orElseGet(() -> Optional.of("its equations match none of nn.GRU, nn.LSTM and nn.RNN"));
            problem.ifPresentOrElse(
                    why -> problems.add(cell.name() + ": " + why), () -> add(cell, recurrence.orElseThrow()));
        }
        if (!problems.isEmpty()) {
            throw new ExportException(
                    "PyTorch has no module for " + String.join("; ", problems)
                            + ". The run's best.safetensors has these weights under Sluice's names; export ONNX to use the model");
        }
    }

    /** The cell whose parameters a loop uses. */
    private Optional<CellSignature> owner(Expr loop) {
        return network.cells().stream()
                .filter(cell -> labels(loop).stream().anyMatch(label -> label.startsWith(cell.name() + ".")))
                .findFirst();
    }

    private static List<String> labels(Expr loop) {
        return loop.operands().stream()
                .map(Expr::op)
                .filter(Parameter.class::isInstance)
                .map(op -> ((Parameter) op).label())
                .toList();
    }

    /** The reason a recognized loop has no equivalent PyTorch module; empty if it has one. */
    private static Optional<String> problem(Recurrence recurrence) {
        if (recurrence.kind() == RecurrentKind.GRU && !recurrence.linearBeforeReset()) {
            return Optional.of(
                    "its reset gate is applied before the recurrent product, in nn.GRU after it (option reset: after)");
        }
        if (recurrence.hasPeepholes()) {
            return Optional.of("its gates have peepholes (option peephole), those of nn.LSTM do not");
        }
        if (Double.isFinite(recurrence.clip())) {
            return Optional.of(
                    "the arguments of its gates are clipped to " + recurrence.clip() + ", in PyTorch they are not");
        }
        return isRelu(recurrence) || recurrence.hasUsualFunctions()
                ? Optional.empty()
                : Optional.of("its activations are " + recurrence.activations() + ", in PyTorch "
                        + recurrence.kind().defaults());
    }

    private static boolean isRelu(Recurrence recurrence) {
        return recurrence.kind() == RecurrentKind.RNN
                && recurrence.activations().equals(List.of(OnnxActivation.of("Relu")));
    }

    private void add(CellSignature cell, Recurrence recurrence) {
        List<String> replaced = labels(recurrence.loop());
        state = state.only(name -> !name.startsWith(cell.name() + ".") || !replaced.contains(name));
        RecurrentWeights weights = recurrence.weights(this::compute);
        RecurrentKind kind = recurrence.kind();
        int rows = kind.gates() * recurrence.hiddenSize();
        float[] biases = floats(weights.b());
        put(cell, "weight_ih", GateOrder.PYTORCH.fromOnnx(kind, floats(weights.w())), rows, cell.inputSize());
        put(cell, "weight_hh", GateOrder.PYTORCH.fromOnnx(kind, floats(weights.r())), rows, recurrence.outputSize());
        put(cell, "bias_ih", GateOrder.PYTORCH.fromOnnx(kind, Arrays.copyOf(biases, rows)), rows);
        put(cell, "bias_hh", GateOrder.PYTORCH.fromOnnx(kind, Arrays.copyOfRange(biases, rows, 2 * rows)), rows);
        weights.s().ifPresent(s -> put(cell, "weight_hr", floats(s), recurrence.outputSize(), recurrence.hiddenSize()));
        describe(cell, recurrence);
    }

    /** Adds a weight; {@code encoder.l0_reverse} becomes {@code encoder.weight_ih_l0_reverse}. */
    private void put(CellSignature cell, String part, float[] values, int... sizes) {
        int dot = cell.name().lastIndexOf('.');
        String name =
                cell.name().substring(0, dot + 1) + part + "_" + cell.name().substring(dot + 1);
        state = state.with(name, Tensor.wrap(Shape.of(sizes), values));
    }

    private void describe(CellSignature cell, Recurrence recurrence) {
        String module = "nn." + recurrence.kind().operator() + "(" + cell.inputSize() + ", " + cell.hiddenSize()
                + (isRelu(recurrence) ? ", nonlinearity='relu'" : "")
                + (recurrence.isProjected() ? ", proj_size=" + recurrence.outputSize() : "") + ")";
        modules.computeIfAbsent(cell.name(), name -> new ArrayList<>()).add(module);
        Expr input = recurrence.input();
        boolean stacked = input.op() instanceof Concat
                ? input.operands().stream().allMatch(TorchStateDict::isSequence)
                : isSequence(input);
        boolean first = cell.name().matches(".*\\bl0(_reverse)?");
        if (!first && !stacked) {
            notes.add(cell.name()
                    + " reads more than the output of the layer below (a skip connection or a normalization),"
                    + " so load the layers one by one");
        }
    }

    private static boolean isSequence(Expr expr) {
        return expr.op() instanceof Pick && expr.operand(0).op() instanceof Scan;
    }

    private Array64 compute(Expr expr) {
        Graph graph = new Graph(Map.of("value", expr));
        Map<String, Array64> leaves = new LinkedHashMap<>();
        graph.parameters()
                .forEach(parameter -> leaves.put(parameter.label(), Array64.of(parameters.get(parameter.label()))));
        return Objects.requireNonNull(Interpreter.run(graph, leaves).get("value"));
    }

    private static float[] floats(Array64 array) {
        float[] values = new float[array.data().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) array.data()[i];
        }
        return values;
    }
}
