package dev.sluice.core.model;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.Parameter;
import dev.sluice.core.option.OptionRecords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Builds a network around an imported model: with its own last layers, or with pooling and head of the experiment.
 *
 * <p>Outputs of the file that are no answer of the data stay: they are computed and exported with the parameters of the file,
 * which training leaves as they are.
 */
public final class ImportedNetwork {
    private final ModelConfig config;
    private final Network.Mode mode;
    private final Expr lengths = Expr.of(new Input(Network.LENGTHS, Dims.of(Dim.BATCH), Input.Kind.LENGTH));
    private final ParameterScope root;

    private ImportedNetwork(ModelConfig config, Network.Mode mode) {
        this.config = config;
        this.mode = mode;
        root = ParameterScope.root(config.initialization());
    }

    /**
     * Builds the network.
     *
     * @param inputs what the data bring
     * @param asked the targets of the data, by name
     * @throws ModelConfigException if the file does not fit the data
     */
    public static Network build(
            ImportedModel model,
            ModelConfig config,
            List<ModelInput> inputs,
            Map<String, ImportedModel.Wanted> asked,
            Network.Mode mode) {
        return new ImportedNetwork(OptionRecords.checked(config), mode).build(model, inputs, asked);
    }

    private Network build(ImportedModel model, List<ModelInput> inputs, Map<String, ImportedModel.Wanted> asked) {
        ImportOptions options = config.imported();
        Map<String, ModelInput> bound = ImportedInputs.bind(model.inputs(), inputs, options);
        InitialStates initialStates = mode.carriesStates() ? InitialStates.INPUTS : InitialStates.ZEROS;
        ImportedModel.Result built = model.build(root, bound, lengths, initialStates);
        Map<String, Network.Head> heads = new LinkedHashMap<>();
        Map<String, Expr> extras = new LinkedHashMap<>();
        if (options.head() == ImportOptions.Part.NEW) {
            asked.forEach((name, answer) -> heads.put(name, ownHead(built, name, answer)));
        } else {
            Map<String, String> sources = ImportedOutputs.choose(built.outputs(), asked, options);
            sources.forEach((name, source) -> {
                ImportedModel.Output answer =
                        Objects.requireNonNull(built.outputs().get(source));
                Expr outputs =
                        answer.under(Objects.requireNonNull(asked.get(name)).function());
                requireEachStep(Objects.requireNonNull(asked.get(name)), answer.lengths());
                heads.put(name, new Network.Head(cleared(outputs, answer.lengths()), Network.LENGTHS));
            });
            built.outputs().forEach((name, answer) -> {
                if (!sources.containsValue(name)) {
                    extras.put(
                            asked.containsKey(name) ? "file." + name : name,
                            cleared(answer.values(), answer.lengths()));
                }
            });
        }
        return network(built, inputs, heads, extras).frozen(options.freeze());
    }

    private Network network(
            ImportedModel.Result built,
            List<ModelInput> inputs,
            Map<String, Network.Head> heads,
            Map<String, Expr> extras) {
        Map<String, Expr> answers = new LinkedHashMap<>();
        heads.forEach((name, head) -> {
            answers.put(name, head.outputs());
            head.parameters().forEach((parameter, value) -> answers.put(name + "." + parameter, value));
        });
        Set<String> trained = parameters(answers);
        Map<String, Expr> all = new LinkedHashMap<>(answers);
        all.putAll(extras);
        // A layer that nothing reads any more is gone, with its states.
        Set<Expr> computed = Set.copyOf(new Graph(all).expressions());
        Map<String, Expr> states = new LinkedHashMap<>(built.finalStates());
        Set<String> begun = new Graph(all).inputs().stream().map(Input::label).collect(Collectors.toSet());
        states.entrySet()
                .removeIf(state -> !begun.contains(InitialStates.PREFIX + state.getKey())
                        && !state.getValue().operands().stream().allMatch(computed::contains));
        Set<String> names = states.keySet().stream()
                .map(name -> name.substring(0, Math.max(0, name.lastIndexOf('.'))))
                .collect(Collectors.toSet());
        all.putAll(states);
        Set<String> used = parameters(all);
        // Where layers share weights, the first has them.
        List<CellSignature> cells = built.cells().stream()
                .filter(cell -> names.contains(cell.name()) && used.containsAll(cell.parameterNames()))
                .toList();
        List<ParameterSpec> specs = root.declared().stream()
                .filter(spec -> used.contains(spec.name()))
                .map(spec -> trained.contains(spec.name()) ? spec : spec.fixed())
                .toList();
        return new Network(mode, inputs, heads, extras, states, specs, root.followed(), cells);
    }

    private static Set<String> parameters(Map<String, Expr> outputs) {
        return new Graph(outputs).parameters().stream().map(Parameter::label).collect(Collectors.toSet());
    }

    /** Zeros past each row's length, where there is an output for each step. */
    private static Expr cleared(Expr outputs, Expr lengths) {
        return outputs.shape().rank() < 3
                ? outputs
                : Exprs.select(Exprs.validSteps(lengths), outputs, Exprs.constant(0));
    }

    /** A target for each step of the data needs as many steps as they have. */
    private void requireEachStep(ImportedModel.Wanted asked, Expr steps) {
        if (asked.everyStep() && !steps.equals(lengths)) {
            throw new ModelConfigException(
                    "import: the file's convolutions leave fewer steps than they read, but the data"
                            + " have a target for each step; take data with one target for a sequence, with import.head: new"
                            + " if the file has none");
        }
    }

    private Network.Head ownHead(ImportedModel.Result built, String name, ImportedModel.Wanted asked) {
        HeadOptions options = config.headOf(name);
        boolean end = options.at() == HeadOptions.At.END;
        requireEachStep(asked, built.encodedLengths());
        Expr below = end
                ? config.pooling().apply(root.child("pooling"), built.encoded(), built.encodedLengths())
                : built.encoded().sequence();
        ParameterScope scope = name.equals(Network.OUTPUTS)
                ? root.child("head")
                : root.child("heads").child(name);
        Expr raw = HeadLayers.build(
                        options,
                        scope,
                        below,
                        Optional.empty(),
                        scope.initialization().forRole(ParameterSpec.Role.INPUT_WEIGHT),
                        asked.size().outputs(),
                        mode.training())
                .outputs();
        OutputForm form = asked.size().form();
        return new Network.Head(
                form.constrain(cleared(raw, built.encodedLengths())),
                Network.LENGTHS,
                form.parameters(scope, asked.size().columns()));
    }
}
