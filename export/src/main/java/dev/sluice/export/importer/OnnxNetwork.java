package dev.sluice.export.importer;

import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Gather;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.Pick;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.Softmax;
import dev.sluice.core.graph.UnaryOp;
import dev.sluice.core.model.CellSignature;
import dev.sluice.core.model.Embedding;
import dev.sluice.core.model.ImportedModel;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.Initialization;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.ParameterScope;
import dev.sluice.core.model.RecurrentStack;
import dev.sluice.export.foreign.Printable;
import dev.sluice.export.importer.read.Border;
import dev.sluice.export.importer.read.Flow;
import dev.sluice.export.importer.read.OnnxImport;
import dev.sluice.export.importer.read.Tracer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file as a network: one sequence comes in, states begin where the network says, scores or features come out. */
final class OnnxNetwork implements ImportedModel {
    private final OnnxImport file;
    private final String sequence;
    private final ModelInput input;

    private OnnxNetwork(OnnxImport file, String sequence, ModelInput input) {
        this.file = file;
        this.sequence = sequence;
        this.input = input;
    }

    /**
     * The network of a file.
     *
     * @throws ImportException if it does not read one sequence
     */
    static OnnxNetwork of(OnnxImport file) {
        List<String> sequences = file.inputs().entrySet().stream()
                .filter(input ->
                        input.getValue().has(Dim.TIME) && input.getValue().has(Dim.BATCH))
                .map(Map.Entry::getKey)
                .toList();
        if (sequences.size() != 1) {
            throw new ImportException("a model to train must read one sequence, but the file reads " + sequences.size()
                    + ": "
                    + String.join(", ", sequences.stream().map(Printable::of).toList()));
        }
        String name = sequences.getFirst();
        OnnxNetwork network = new OnnxNetwork(file, name, inputOf(file, name));
        network.check();
        return network;
    }

    private static ModelInput inputOf(OnnxImport file, String name) {
        Flow sequence = file.inputs().get(name);
        if (sequence == null) {
            throw new IllegalStateException("no input " + name);
        }
        if (sequence.whole()) {
            return new ModelInput.Tokens(vocabulary(file, sequence.expr()));
        }
        return new ModelInput.Features(features(sequence));
    }

    private static int features(Flow sequence) {
        int features = 1;
        for (Dim dim : sequence.expr().shape().axes()) {
            features *= dim instanceof Dim.Fixed(int size) ? size : 1;
        }
        return features;
    }

    private static int vocabulary(OnnxImport file, Expr tokens) {
        return Graph.topological(
                        file.outputs().values().stream().map(Flow::expr).toList())
                .stream()
                .filter(expr -> expr.op() instanceof Gather
                        && Graph.topological(List.of(expr.operand(1))).contains(tokens))
                .mapToInt(expr -> expr.operand(0).shape().fixed(0))
                .min()
                .orElseThrow(
                        () -> new ImportException("a model that reads whole numbers must look them up in a table"));
    }

    /** Builds it once, so that what is missing is said when the file is read. */
    private void check() {
        ParameterScope scope = ParameterScope.root(Initialization.defaults());
        Expr lengths = Expr.of(new Input("lengths", Dims.of(Dim.BATCH), Input.Kind.LENGTH));
        build(scope, input, lengths, InitialStates.ZEROS);
    }

    @Override
    public ModelInput input() {
        return input;
    }

    @Override
    public Result build(ParameterScope scope, ModelInput data, Expr lengths, InitialStates initialStates) {
        Tracer tracer = file.trace(new NetworkBorder(scope, data, lengths, initialStates), scope);
        RecurrentStack.Result encoded = tracer.layers().getLast().encoded();
        Map<String, Expr> states = new LinkedHashMap<>();
        List<CellSignature> cells = new ArrayList<>();
        tracer.layers().forEach(layer -> {
            states.putAll(layer.encoded().finalStates());
            cells.addAll(layer.encoded().cells());
        });
        List<Expr> outputs = answer(tracer).map(List::of).orElse(List.of());
        List<Expr> all = new ArrayList<>(outputs);
        all.add(encoded.sequence());
        for (Expr expr : Graph.topological(all)) {
            if (expr.op() instanceof Input left && left.label().startsWith(UNBOUND)) {
                throw new ImportException("a model to train must need nothing but its sequence and states, but the file"
                        + " also needs '" + left.label().substring(UNBOUND.length()) + "'");
            }
        }
        return new Result(outputs, encoded, states, cells);
    }

    /** The first output with one row for each sequence that is not just a state. */
    private Optional<Expr> answer(Tracer tracer) {
        for (Flow output : file.outputs(tracer).values()) {
            boolean perRow = output.has(Dim.BATCH) && !output.has(Dim.TIME);
            if (perRow && !isState(output.expr())) {
                Expr scores = beforeActivation(output.expr());
                return Optional.of(Flow.reshaped(scores, Dims.of(Dim.BATCH, features(output))));
            }
        }
        return Optional.empty();
    }

    private static boolean isState(Expr expr) {
        return switch (expr.op()) {
            case Pick pick -> expr.operand(0).op() instanceof Scan;
            case dev.sluice.core.graph.Reshape reshape -> isState(expr.operand(0));
            case dev.sluice.core.graph.Concat concat -> expr.operands().stream().allMatch(OnnxNetwork::isState);
            default -> false;
        };
    }

    /** Losses bring softmax and sigmoid with them. */
    private static Expr beforeActivation(Expr expr) {
        return expr.op() instanceof Softmax || expr.op() == UnaryOp.SIGMOID ? expr.operand(0) : expr;
    }

    private static final String UNBOUND = "unbound:";

    /** The inputs of a network in place of the file's. */
    private final class NetworkBorder implements Border {
        private final ParameterScope scope;
        private final ModelInput data;
        private final Expr inputs;
        private final Map<String, Expr> tables = new LinkedHashMap<>();
        private final Expr lengths;
        private final InitialStates initialStates;

        NetworkBorder(ParameterScope scope, ModelInput data, Expr lengths, InitialStates initialStates) {
            this.scope = scope;
            this.data = data;
            this.inputs = data.expression();
            this.lengths = lengths;
            this.initialStates = initialStates;
        }

        @Override
        public Expr input(String name, Dims dims, Input.Kind kind) {
            if (name.equals(sequence)) {
                return Flow.reshaped(inputs, dims);
            }
            if (kind == Input.Kind.LENGTH && dims.equals(Dims.of(Dim.BATCH))) {
                return lengths;
            }
            return Expr.of(new Input(UNBOUND + name, dims, kind));
        }

        @Override
        public Optional<Expr> table(String name, int size) {
            return data instanceof ModelInput.Tokens tokens && !data.equals(input)
                    ? Optional.of(tables.computeIfAbsent(
                            name,
                            key -> new Embedding(tokens.vocabulary(), size)
                                    .table(scope.child("embedding" + (tables.isEmpty() ? "" : tables.size())))))
                    : Optional.empty();
        }

        @Override
        public Expr lengths() {
            return lengths;
        }

        @Override
        public Expr initial(String name, Dims dims, @Nullable Expr inFile) {
            boolean ours = inFile == null
                    || Graph.topological(List.of(inFile)).stream()
                            .anyMatch(expr -> expr.op() instanceof Input left
                                    && left.label().startsWith(UNBOUND));
            return ours || inFile == null ? initialStates.initial(name, dims) : inFile;
        }
    }
}
