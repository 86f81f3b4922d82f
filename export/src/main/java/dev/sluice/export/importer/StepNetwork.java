package dev.sluice.export.importer;

import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.ScanBuilder;
import dev.sluice.core.model.ImportedModel;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.Initialization;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.ParameterScope;
import dev.sluice.core.model.RecurrentStack;
import dev.sluice.export.importer.read.Flow;
import dev.sluice.export.importer.read.InputBinding;
import dev.sluice.export.importer.read.InputRole;
import dev.sluice.export.importer.read.OnnxImport;
import dev.sluice.export.importer.read.Tracer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A single-step file, with states as inputs and outputs, as the body of a loop over sequences. The file's rows are the
 * steps of a sequence, and each step starts from the previous step's states.
 */
final class StepNetwork implements ImportedModel {
    private final OnnxImport file;
    private final List<ModelInput> inputs;
    private final Map<String, String> states;

    private StepNetwork(OnnxImport file, List<ModelInput> inputs, Map<String, String> states) {
        this.file = file;
        this.inputs = inputs;
        this.states = states;
    }

    /**
     * Makes the network of a file.
     *
     * @throws ImportException if a state input has no matching output
     */
    static StepNetwork of(OnnxImport file) {
        StepNetwork network = new StepNetwork(file, FileInputs.of(file, true), StatePairs.of(file));
        Expr lengths = Expr.of(new Input("lengths", Dims.of(Dim.BATCH), Input.Kind.LENGTH));
        network.build(
                ParameterScope.root(Initialization.defaults()),
                OnnxNetwork.byName(network.inputs),
                lengths,
                InitialStates.ZEROS);
        return network;
    }

    @Override
    public List<ModelInput> inputs() {
        return inputs;
    }

    @Override
    public Result build(ParameterScope scope, Map<String, ModelInput> data, Expr lengths, InitialStates initialStates) {
        ScanBuilder scan = new ScanBuilder(false);
        Expr valid = scan.input("valid", Exprs.validSteps(lengths));
        StepBinding binding = new StepBinding(scan, data, initialStates);
        Tracer tracer = file.trace(binding, scope);
        Map<String, Flow> outputs = new LinkedHashMap<>(file.outputs(tracer));
        List<Expr> nextStates = new ArrayList<>();
        states.forEach((in, out) -> {
            Expr state = Objects.requireNonNull(binding.states.get(in));
            Expr next =
                    Flow.reshaped(Objects.requireNonNull(outputs.remove(out)).expr(), state.shape());
            scan.next(state, Exprs.select(valid, next, state));
            nextStates.add(next);
        });
        Map<String, Output> answers = FileOutputs.of(outputs, output -> lengths);
        Map<String, Integer> values = new LinkedHashMap<>();
        Map<String, Integer> scores = new LinkedHashMap<>();
        answers.forEach((name, answer) -> {
            values.put(name, scan.output(answer.values()));
            scores.put(name, scan.output(answer.scores()));
        });
        Expr zero = Exprs.constant(0);
        // A step written out in elementary nodes has no layers, so its states serve as the features.
        Expr features = tracer.layers().isEmpty()
                ? Exprs.concat(-1, nextStates)
                : OnnxNetwork.encoded(tracer.layers()).sequence();
        int encoded = scan.output(Exprs.select(valid, features, zero));
        ScanBuilder.Result loop = scan.build();
        Map<String, Output> overTime = new LinkedHashMap<>();
        answers.forEach((name, answer) -> overTime.put(
                name,
                new Output(
                        loop.output(Objects.requireNonNull(values.get(name))),
                        loop.output(Objects.requireNonNull(scores.get(name))),
                        answer.function(),
                        lengths)));
        Map<String, Expr> ends = new LinkedHashMap<>();
        binding.states.forEach((name, state) -> ends.put(StepBinding.nameOf(name), loop.last(state)));
        Expr sequence = loop.output(encoded);
        return new Result(
                overTime,
                new RecurrentStack.Result(sequence, last(sequence, lengths), ends, List.of()),
                lengths,
                ends,
                List.of());
    }

    /** The value at the last valid step of each row. */
    private static Expr last(Expr sequence, Expr lengths) {
        Expr chosen = Exprs.validSteps(lengths).sub(Exprs.validSteps(lengths.add(-1)));
        return Exprs.select(chosen, sequence, Exprs.constant(0)).sum(-3);
    }

    /** Binds placeholders of a loop's step in place of the file's inputs. */
    private static final class StepBinding implements InputBinding {
        private final ScanBuilder scan;
        private final Map<String, ModelInput> data;
        private final InitialStates initialStates;
        private final Map<String, Expr> states = new LinkedHashMap<>();

        StepBinding(ScanBuilder scan, Map<String, ModelInput> data, InitialStates initialStates) {
            this.scan = scan;
            this.data = data;
            this.initialStates = initialStates;
        }

        @Override
        public Expr input(String name, Dims dims, InputRole role) {
            ModelInput given = data.get(name);
            if (given != null) {
                return Flow.reshaped(scan.input(name, given.expression()), dims);
            }
            Dims state = Dims.of(Dim.BATCH, size(dims));
            Expr placeholder =
                    states.computeIfAbsent(name, key -> scan.state(key, initialStates.initial(nameOf(key), state)));
            return Flow.reshaped(placeholder, dims);
        }

        /** The state's name for an input; files written by Sluice use it already. */
        static String nameOf(String input) {
            return input.startsWith(InitialStates.PREFIX) ? input.substring(InitialStates.PREFIX.length()) : input;
        }

        private static int size(Dims dims) {
            int size = 1;
            for (Dim dim : dims.axes()) {
                size *= dim instanceof Dim.Fixed(int features) ? features : 1;
            }
            return size;
        }

        @Override
        public Optional<Expr> table(String name, int size, Expr indices) {
            return Optional.empty();
        }

        @Override
        public Expr lengths() {
            throw new ImportException("a file of one step must not ask for lengths");
        }

        @Override
        public Expr initial(String name, Dims dims, @Nullable Expr inFile) {
            return inFile != null ? inFile : Exprs.zeros(dims);
        }
    }
}
