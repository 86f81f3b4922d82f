package dev.sluice.core.model;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.Parameter;
import dev.sluice.core.option.OptionRecords;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Builds a network around an imported model: with its own last layers, or with pooling and head of the experiment. */
public final class ImportedNetwork {
    private ImportedNetwork() {}

    /**
     * Builds the network.
     *
     * @param inputs what the data bring: one input
     * @param sizes classes or numbers of the answer, {@code C}, by its name: one answer at the end
     * @throws ModelConfigException if the file does not fit the data
     */
    public static Network build(
            ImportedModel model,
            ModelConfig config,
            List<ModelInput> inputs,
            Map<String, Integer> sizes,
            Network.Mode mode) {
        OptionRecords.checked(config);
        if (inputs.size() != 1 || sizes.size() != 1) {
            throw new ModelConfigException(
                    "import: a model of another program reads one input and gives one answer, but the data have "
                            + inputs.stream().map(ModelInput::name).toList() + " and " + sizes.keySet());
        }
        ModelInput input = inputs.getFirst();
        String name = sizes.keySet().iterator().next();
        int outputs = Objects.requireNonNull(sizes.get(name));
        if (config.headOf(name).at() != ModelConfig.HeadOptions.At.END) {
            throw new ModelConfigException(
                    "import: a model of another program answers at the end of a sequence; write head.at: end");
        }
        ImportOptions options = config.imported();
        checkInput(model.input(), input, options);
        ParameterScope root = ParameterScope.root(config.initialization());
        Expr lengths = Expr.of(new Input(Network.LENGTHS, Dims.of(Dim.BATCH), Input.Kind.LENGTH));
        InitialStates initialStates = mode.carriesStates() ? InitialStates.INPUTS : InitialStates.ZEROS;
        ImportedModel.Result built = model.build(root, input, lengths, initialStates);
        Expr answer = options.head() == ImportOptions.Part.NEW
                ? ownHead(config, root, built, lengths, name, outputs, mode)
                : keptHead(built, outputs);
        Network network = new Network(
                mode,
                inputs,
                Map.of(name, new Network.Head(answer, Network.LENGTHS)),
                built.finalStates(),
                used(root, answer),
                root.followed(),
                built.cells());
        return network.frozen(options.freeze());
    }

    private static void checkInput(ModelInput inFile, ModelInput data, ImportOptions options) {
        boolean fits = inFile.equals(data)
                || (inFile instanceof ModelInput.Tokens
                        && data instanceof ModelInput.Tokens
                        && options.embedding() == ImportOptions.Part.NEW);
        if (!fits) {
            throw new ModelConfigException(
                    "import: the file reads " + words(inFile) + ", but the data are " + words(data)
                            + (inFile instanceof ModelInput.Tokens && data instanceof ModelInput.Tokens
                                    ? "; with import.embedding: new its table begins anew"
                                    : ""));
        }
    }

    private static String words(ModelInput input) {
        return switch (input) {
            case ModelInput.Tokens tokens -> "tokens of " + tokens.vocabulary() + " kinds";
            case ModelInput.Features features -> "numbers, " + features.size() + " features a step";
            case ModelInput.Static fixed -> "numbers without steps, " + fixed.size() + " features";
        };
    }

    private static Expr keptHead(ImportedModel.Result built, int outputs) {
        if (built.outputs().isEmpty()) {
            throw new ModelConfigException(
                    "import: the file gives no row of scores for each sequence, so its head cannot"
                            + " be kept; write import.head: new");
        }
        Expr answer = built.outputs().getFirst();
        if (answer.shape().fixed(-1) != outputs) {
            throw new ModelConfigException(
                    "import: the file has " + answer.shape().fixed(-1) + " outputs, but the data have " + outputs
                            + "; write import.head: new to replace its last layers");
        }
        return answer;
    }

    private static Expr ownHead(
            ModelConfig config,
            ParameterScope root,
            ImportedModel.Result built,
            Expr lengths,
            String name,
            int outputs,
            Network.Mode mode) {
        Expr pooled = config.pooling().apply(root.child("pooling"), built.encoded(), lengths);
        return SequenceModel.dense(
                config.headOf(name), root.child("head"), pooled, Optional.empty(), outputs, mode.training());
    }

    /** Layers of the file that a new head leaves without use would have no gradient. */
    private static List<ParameterSpec> used(ParameterScope root, Expr answer) {
        List<String> names = new Graph(Map.of(Network.OUTPUTS, answer))
                .parameters().stream().map(Parameter::label).toList();
        return root.declared().stream()
                .filter(spec -> names.contains(spec.name()))
                .toList();
    }
}
