package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.model.ParameterScope;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.core.model.RecurrentStack;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.export.foreign.Printable;
import dev.sluice.export.foreign.Refusal;
import dev.sluice.export.foreign.UnsupportedPartException;
import dev.sluice.export.importer.file.FileGraph;
import dev.sluice.export.importer.file.FileNode;
import dev.sluice.export.importer.layers.StoredInitializer;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxFormatException;
import dev.sluice.export.onnx.RecurrentKind;
import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.TypeProto;
import dev.sluice.export.onnx.proto.ValueInfoProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file's nodes in order and translates each value.
 *
 * <p>Unsupported nodes are recorded and reading continues, so that all of them are reported together. A file does not say
 * which axis of an input is time and which is batch: axes start as symbols, and the first node that requires a certain
 * axis (a recurrent operator's X is {@code [T, N, I]}) throws {@link AxisIdentified}; the file is then read again with
 * that axis known.
 */
public final class Tracer {
    private final FileGraph file;
    private final InputAxes axes;
    private final InputBinding binding;
    private final ParameterScope scope;
    private final ReadingBudget budget;
    private Map<String, Value> values = new LinkedHashMap<>();
    private final Map<String, Expr> parameters = new LinkedHashMap<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<Layer> layers = new ArrayList<>();
    private final StepCounts steps = new StepCounts();
    private final Map<Expr, Expr> lasts = new LinkedHashMap<>();
    private final IdentityHashMap<double[], List<Array64>> directions = new IdentityHashMap<>();
    private final IdentityHashMap<double[], Array64> noBiases = new IdentityHashMap<>();
    private final Map<String, Boolean> branches = new LinkedHashMap<>();
    private final Map<String, Expr> states = new LinkedHashMap<>();
    private final Map<String, Expr> starts = new LinkedHashMap<>();
    private final Map<String, InputRole> roles;
    private final boolean ragged;
    private final LoopRounds rounds = new LoopRounds();
    private int depth;
    private int window;

    /**
     * A recurrent operator that has been read.
     *
     * @param name name of the first direction's parameters
     * @param node node name in the file
     * @param operator description, for example {@code bidirectional GRU}
     * @param input the sequence read, {@code [T, B, I]}, or one step of it, {@code [B, I]}
     * @param encoded outputs over time, {@code [T, B, D·H]}, and at the last step
     */
    public record Layer(String name, String node, String operator, Expr input, RecurrentStack.Result encoded) {}

    Tracer(FileGraph file, InputAxes axes, ReadingBudget budget, InputBinding binding, ParameterScope scope) {
        this.file = file;
        this.axes = axes;
        this.budget = budget;
        this.binding = binding;
        this.scope = scope;
        this.roles = InputRoles.of(file);
        this.ragged = roles.containsValue(InputRole.LENGTHS)
                || file.nodes().stream()
                        .anyMatch(node -> RecurrentKind.of(node.operator()).isPresent() && node.has(4));
    }

    /**
     * Reads all nodes.
     *
     * @throws AxisIdentified if the file must be read again
     */
    void run() {
        budget.begin();
        file.constants().forEach((name, stored) -> values.put(name, Value.Known.of(stored)));
        file.inputs().forEach(this::input);
        file.nodes().forEach(this::readUnlessConstant);
    }

    private void input(ValueInfoProto declared) {
        String name = declared.getName();
        if (!declared.getType().hasTensorType()
                || !declared.getType().getTensorType().hasShape()) {
            refuse("input", "'" + Printable.of(name) + "'", "it must be a tensor of known rank", "");
            values.put(name, new Value.Unavailable());
            return;
        }
        TypeProto.Tensor type = declared.getType().getTensorType();
        Optional<ElementType> element = ElementType.ofCode(type.getElemType());
        if (element.isEmpty() || element.get() == ElementType.DOUBLE || element.get() == ElementType.FLOAT16) {
            refuse(
                    "input",
                    "'" + Printable.of(name) + "'",
                    "its numbers must be float32 or integers, but are "
                            + element.map(ElementType::toString).orElse("of type " + type.getElemType()),
                    "export the model in float32");
            values.put(name, new Value.Unavailable());
            return;
        }
        InputRole role = role(name);
        boolean whole = element.get() != ElementType.FLOAT || role == InputRole.INDEX;
        List<List<Dim>> dims = axes.of(declared);
        Expr expr = binding.input(name, Flow.canonical(dims), role);
        Flow flow = new Flow(expr, dims, false, whole);
        budget.count(List.of(), List.of(flow));
        values.put(name, flow);
    }

    private void read(FileNode node) {
        List<Value> inputs = new ArrayList<>();
        for (String input : node.proto().getInputList()) {
            inputs.add(input.isEmpty() ? new Value.Absent() : Objects.requireNonNull(values.get(input)));
        }
        List<Value> results = List.of();
        Optional<NodeReader> reader = Readers.of(node.operator());
        if (reader.isEmpty()) {
            refuse(node.operator(), node.label(), "this operator is not supported", Readers.remedy(node.operator()));
        } else if (inputs.stream().noneMatch(Value.Unavailable.class::isInstance)) {
            try {
                Operands operands = new Operands(node, inputs, this);
                results = depth > 0 && !RecurrentKind.of(node.operator()).isPresent()
                        ? StepNumber.read(operands)
                                .map(List::of)
                                .orElseGet(() -> reader.get().read(operands))
                        : reader.get().read(operands);
                budget.count(inputs, results);
            } catch (UnsupportedPartException e) {
                refuse(node.operator(), node.label(), e.why(), e.remedy());
            } catch (OnnxFormatException
                    | IllegalArgumentException
                    | IllegalStateException
                    | ArithmeticException
                    | IndexOutOfBoundsException e) {
                // Contradictory shapes, found while building expressions.
                refuse(node.operator(), node.label(), Printable.of(String.valueOf(e.getMessage())), "");
            }
        }
        for (int i = 0; i < node.proto().getOutputCount(); i++) {
            if (!node.output(i).isEmpty()) {
                values.put(node.output(i), i < results.size() ? results.get(i) : new Value.Unavailable());
            }
        }
    }

    private void refuse(String operator, String node, String why, String remedy) {
        refusals.add(new Refusal(operator, node, why, remedy));
    }

    /** A parameter initialized with a stored value. */
    Expr parameter(Value.Known known, ParameterSpec.Role role) {
        return parameters.computeIfAbsent(known.name(), name -> {
            Tensor value = known.array().toTensor();
            return scope.declare(
                    parameterName(name),
                    role,
                    new StoredInitializer(value),
                    value.shape().toArray());
        });
    }

    /** The numbers 0 to {@code count - 1}, not trainable. */
    Expr counting(int count) {
        String name = "sluice.rows." + count;
        return parameters.computeIfAbsent(name, key -> {
            Tensor numbers = Tensor.zeros(count);
            for (int i = 0; i < count; i++) {
                numbers.array()[i] = i;
            }
            return scope.declare(name, ParameterSpec.Role.FIXED, new StoredInitializer(numbers), count);
        });
    }

    /** A stored list of numbers, not trainable. */
    Expr fixed(Value.Known known) {
        return parameters.computeIfAbsent(known.name(), name -> {
            Tensor numbers = known.array().toTensor();
            int count = numbers.array().length;
            return scope.declare(
                    parameterName(name),
                    ParameterSpec.Role.FIXED,
                    new StoredInitializer(Tensor.wrap(Shape.of(count), numbers.array())),
                    count);
        });
    }

    /**
     * Reads the body of a node, which can use all values of the enclosing graphs.
     *
     * @param given the body's inputs by name
     * @return the body's outputs in order
     */
    List<Value> body(FileGraph body, Map<String, Value> given) {
        Map<String, Value> outside = values;
        depth++;
        values = new LinkedHashMap<>(outside);
        values.putAll(given);
        try {
            body.constants().forEach((name, stored) -> values.put(name, Value.Known.of(stored)));
            body.nodes().forEach(this::readUnlessConstant);
            return body.outputs().stream()
                    .map(name -> Objects.requireNonNullElseGet(values.get(name), Value.Unavailable::new))
                    .toList();
        } finally {
            depth--;
            values = outside;
        }
    }

    /** The loop whose body is being read. */
    LoopRounds rounds() {
        return rounds;
    }

    /** Rejects nested loops, whose running time no size in the file bounds. */
    void requireNoLoopAround() {
        if (depth > 0) {
            throw new UnsupportedPartException("a loop within a loop is not supported");
        }
    }

    private void readUnlessConstant(FileNode node) {
        if (!node.operator().equals("Constant") || !values.containsKey(node.output(0))) {
            read(node);
        }
    }

    /** A graph nested in a node, with the known values of the enclosing graphs. */
    FileGraph graph(FileNode node, String attribute) {
        return node.attribute(attribute)
                .filter(AttributeProto::hasG)
                .map(found -> FileGraph.body(found.getG(), node.opset(), values.keySet()))
                .orElseThrow(() -> new UnsupportedPartException("its " + attribute + " is missing"));
    }

    private String parameterName(String inFile) {
        String name = Printable.of(inFile);
        long taken = scope.declared().stream()
                .filter(spec -> spec.name().equals(name) || spec.name().startsWith(name + "~"))
                .count();
        return taken == 0 ? name : name + "~" + (taken + 1);
    }

    public ParameterScope scope() {
        return scope;
    }

    InputBinding binding() {
        return binding;
    }

    InputAxes axes() {
        return axes;
    }

    /** Returns whether the file has an input for the lengths of rows. */
    public boolean ragged() {
        return ragged;
    }

    /** The number of steps of each value. */
    public StepCounts steps() {
        return steps;
    }

    /** The size that the file fixes for an axis of a value; for time, the size left by convolutions. */
    OptionalLong written(Flow value, Dim dim) {
        OptionalLong size = axes.written(dim);
        return dim.equals(Dim.TIME) && size.isPresent()
                ? OptionalLong.of(steps.of(value.expr(), (int) Math.min(size.getAsLong(), Integer.MAX_VALUE)))
                : size;
    }

    /** The cost of reading, and of a run. */
    public ReadingBudget budget() {
        return budget;
    }

    /** The weights of one direction: the same object for nodes that share the array. */
    Array64 direction(Array64 all, int index) {
        List<Array64> parts = directions.computeIfAbsent(all.data(), key -> {
            int[] sizes = Arrays.copyOfRange(all.sizes(), 1, all.rank());
            int width = all.data().length / all.size(0);
            return IntStream.range(0, all.size(0))
                    .mapToObj(i -> new Array64(sizes, Arrays.copyOfRange(all.data(), i * width, (i + 1) * width)))
                    .toList();
        });
        return parts.get(index);
    }

    /** Zeros for a node without biases: the same object for nodes that share the weights. */
    Array64 noBias(Array64 weights, int... sizes) {
        return noBiases.computeIfAbsent(weights.data(), key -> Array64.zeros(sizes));
    }

    /** Records that a number of steps is used as features. */
    void window(int steps) {
        window = steps;
    }

    /** The number of steps used as features; 0 for none. */
    public int window() {
        return window;
    }

    /** Records the taken branch of an {@code If}; the other one was not read. */
    void decided(FileNode node, boolean then) {
        branches.put(node.output(0), then);
    }

    /** The taken branches, by the first output of each {@code If}: true for the {@code then_branch}. */
    public Map<String, Boolean> branches() {
        return Collections.unmodifiableMap(branches);
    }

    /** Records the last value of a state outside of layers. */
    void state(String name, Expr end) {
        states.put(name, end);
    }

    /** The last values of states outside of layers. */
    public Map<String, Expr> states() {
        return Collections.unmodifiableMap(states);
    }

    /** Records the initial value of a state. */
    void start(String state, Expr value) {
        starts.put(state, value);
    }

    /** The initial value of a state; null for zeros. */
    public @Nullable Expr start(String state) {
        return starts.get(state);
    }

    /** The role of an input of the file. */
    public InputRole role(String input) {
        return roles.getOrDefault(input, InputRole.NUMBERS);
    }

    /** Returns whether a value is an input of the file. */
    boolean isInput(String name) {
        return file.inputs().stream().anyMatch(input -> input.getName().equals(name));
    }

    public List<Layer> layers() {
        return Collections.unmodifiableList(layers);
    }

    void add(Layer layer) {
        layers.add(layer);
    }

    /** Records the final state that equals the last step of a layer's outputs, so that selecting it costs nothing. */
    void last(Expr sequence, Expr state) {
        lasts.put(sequence, state);
    }

    Optional<Expr> last(Expr sequence) {
        return Optional.ofNullable(lasts.get(sequence));
    }

    List<Refusal> refusals() {
        return Collections.unmodifiableList(refusals);
    }

    public Optional<Value> value(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
