package dev.sluice.export.importer;

import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.Reshape;
import dev.sluice.core.graph.Rewriter;
import dev.sluice.core.model.CellSignature;
import dev.sluice.core.model.Embedding;
import dev.sluice.core.model.ImportedModel;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.Initialization;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.ParameterScope;
import dev.sluice.core.model.RecurrentStack;
import dev.sluice.export.foreign.Printable;
import dev.sluice.export.importer.read.Flow;
import dev.sluice.export.importer.read.InputBinding;
import dev.sluice.export.importer.read.InputRole;
import dev.sluice.export.importer.read.OnnxImport;
import dev.sluice.export.importer.read.Tracer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A network made from a file over sequences; inputs and initial states come from the network. */
final class OnnxNetwork implements ImportedModel {
    private static final String UNBOUND = "unbound:";

    private final OnnxImport file;
    private final List<ModelInput> inputs;

    private OnnxNetwork(OnnxImport file, List<ModelInput> inputs) {
        this.file = file;
        this.inputs = inputs;
    }

    /**
     * Makes the network of a file.
     *
     * @throws ImportException if the file does not read sequences, or has inputs other than sequences and states
     */
    static ImportedModel of(OnnxImport file) {
        if (file.isStep()) {
            return StepNetwork.of(file);
        }
        OnnxNetwork network = new OnnxNetwork(file, FileInputs.of(file, false));
        network.check();
        return network;
    }

    /** Builds the network once, so that errors are reported when the file is read. */
    private void check() {
        ParameterScope scope = ParameterScope.root(Initialization.defaults());
        Expr lengths = Expr.of(new Input("lengths", Dims.of(Dim.BATCH), Input.Kind.LENGTH));
        build(scope, byName(inputs), lengths, InitialStates.ZEROS);
    }

    static Map<String, ModelInput> byName(List<ModelInput> inputs) {
        Map<String, ModelInput> named = new LinkedHashMap<>();
        inputs.forEach(input -> named.put(input.name(), input));
        return named;
    }

    @Override
    public List<ModelInput> inputs() {
        return inputs;
    }

    @Override
    public Result build(ParameterScope scope, Map<String, ModelInput> data, Expr lengths, InitialStates initialStates) {
        NetworkBinding binding = new NetworkBinding(scope, data, lengths, initialStates);
        Tracer tracer = file.trace(binding, scope);
        Map<String, Expr> states = new LinkedHashMap<>(tracer.states());
        List<CellSignature> cells = new ArrayList<>();
        tracer.layers().forEach(layer -> {
            states.putAll(layer.encoded().finalStates());
            cells.addAll(layer.encoded().cells());
        });
        Map<String, Flow> outputs = new LinkedHashMap<>();
        Map<Expr, Expr> steps = new HashMap<>();
        file.outputs(tracer).forEach((name, output) -> {
            if (isNextState(name)) {
                return;
            }
            Flow begun = output.with(binding.begun.rewrite(output.expr()), output.axes());
            steps.put(begun.expr(), tracer.steps().lengths(output.expr(), lengths));
            outputs.put(name, begun);
        });
        RecurrentStack.Result encoded = encoded(tracer.layers());
        Result result = new Result(
                FileOutputs.of(outputs, output -> Objects.requireNonNull(steps.get(output))),
                new RecurrentStack.Result(
                        binding.begun.rewrite(encoded.sequence()),
                        binding.begun.rewrite(encoded.last()),
                        encoded.finalStates(),
                        encoded.cells()),
                tracer.steps().lengths(encoded.sequence(), lengths),
                binding.begun(states),
                cells);
        check(result);
        return result;
    }

    /** Returns whether an output is the next value of a state input, by Sluice's naming. */
    private boolean isNextState(String output) {
        return output.startsWith(Network.NEXT_STATE_PREFIX)
                && file.role(InitialStates.PREFIX + output.substring(Network.NEXT_STATE_PREFIX.length()))
                        == InputRole.STATE;
    }

    private static void check(Result result) {
        List<Expr> all = new ArrayList<>();
        result.outputs().values().forEach(answer -> all.add(answer.values()));
        all.add(result.encoded().sequence());
        for (Expr expr : Graph.topological(all)) {
            if (expr.op() instanceof Input left && left.label().startsWith(UNBOUND)) {
                throw new ImportException("a model to train must depend only on its data and states, but the file"
                        + " also needs '" + Printable.of(left.label().substring(UNBOUND.length()))
                        + "' for something other than a layer's initial state");
            }
        }
    }

    /** The outputs of all layers that no other layer reads, concatenated. */
    static RecurrentStack.Result encoded(List<Tracer.Layer> layers) {
        Set<Expr> read = layers.stream()
                .flatMap(layer -> Graph.topological(List.of(layer.input())).stream())
                .collect(Collectors.toSet());
        List<RecurrentStack.Result> top = layers.stream()
                .map(Tracer.Layer::encoded)
                .filter(encoded -> !read.contains(producer(encoded.sequence())))
                .toList();
        Map<String, Expr> states = new LinkedHashMap<>();
        List<CellSignature> cells = new ArrayList<>();
        top.forEach(encoded -> {
            states.putAll(encoded.finalStates());
            cells.addAll(encoded.cells());
        });
        Expr sequence = Exprs.concat(
                -1, top.stream().map(RecurrentStack.Result::sequence).toList());
        Expr last =
                Exprs.concat(-1, top.stream().map(RecurrentStack.Result::last).toList());
        return new RecurrentStack.Result(sequence, last, states, cells);
    }

    /** The loop that produces a value, or the value itself; a layer may read another layer's state instead of its outputs. */
    private static Expr producer(Expr value) {
        return value.operands().size() == 1 ? value.operand(0) : value;
    }

    /** Binds the network's inputs in place of the file's. */
    private final class NetworkBinding implements InputBinding {
        private final ParameterScope scope;
        private final Map<String, ModelInput> data;
        private final Map<String, Expr> tables = new LinkedHashMap<>();
        private final Expr lengths;
        private final InitialStates initialStates;
        /** Replaces the file's state inputs, which it may read outside its layers, by the network's states. */
        private final Rewriter begun = new Rewriter();

        NetworkBinding(ParameterScope scope, Map<String, ModelInput> data, Expr lengths, InitialStates initialStates) {
            this.scope = scope;
            this.data = data;
            this.lengths = lengths;
            this.initialStates = initialStates;
        }

        @Override
        public Expr input(String name, Dims dims, InputRole role) {
            ModelInput given = data.get(name);
            if (given != null) {
                return Flow.reshaped(given.expression(), dims);
            }
            if (role == InputRole.LENGTHS) {
                return lengths;
            }
            return Expr.of(new Input(UNBOUND + name, dims, role.kind()));
        }

        @Override
        public Optional<Expr> table(String name, int size, Expr indices) {
            List<Expr> reached = Graph.topological(List.of(indices));
            for (ModelInput own : inputs) {
                ModelInput given = Objects.requireNonNull(data.get(own.name()));
                boolean renewed = own instanceof ModelInput.Tokens tokens
                        && given instanceof ModelInput.Tokens other
                        && tokens.vocabulary() != other.vocabulary();
                if (renewed && reached.contains(given.expression())) {
                    int rows = ((ModelInput.Tokens) given).vocabulary();
                    return Optional.of(tables.computeIfAbsent(
                            name,
                            key -> new Embedding(rows, size)
                                    .table(scope.child("embedding" + (tables.isEmpty() ? "" : tables.size())))));
                }
            }
            return Optional.empty();
        }

        @Override
        public Expr lengths() {
            return lengths;
        }

        @Override
        public Optional<Expr> rowLengths() {
            return Optional.of(lengths);
        }

        @Override
        public Expr initial(String name, Dims dims, @Nullable Expr inFile) {
            boolean ours = inFile != null
                    && Graph.topological(List.of(inFile)).stream()
                            .anyMatch(expr -> expr.op() instanceof Input left
                                    && left.label().startsWith(UNBOUND));
            if (inFile == null) {
                return initialStates.initial(name, dims);
            }
            Expr given = inFile.op() instanceof Reshape ? inFile.operand(0) : inFile;
            if (given.op() instanceof Input left && left.label().startsWith(UNBOUND)) {
                Expr initial = initialStates.initial(name, dims);
                begun.replace(given, Flow.reshaped(initial, given.shape()));
                return initial;
            }
            return ours ? initialStates.initial(name, dims) : inFile;
        }

        Map<String, Expr> begun(Map<String, Expr> states) {
            Map<String, Expr> all = new LinkedHashMap<>();
            states.forEach((name, state) -> all.put(name, begun.rewrite(state)));
            return all;
        }
    }
}
