package dev.sluice.core.model;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.Parameter;
import java.util.List;
import java.util.Map;

/** Builds a network around an imported model: with its own last layers, or with pooling and head of the experiment. */
public final class ImportedNetwork {
    private ImportedNetwork() {}

    /**
     * Builds the network.
     *
     * @param input what the data are
     * @param outputs classes or numbers, {@code C}
     * @throws ModelConfigException if the file does not fit the data
     */
    public static Network build(
            ImportedModel model, ModelConfig config, ModelInput input, int outputs, Network.Mode mode) {
        ImportOptions options = config.imported();
        checkInput(model.input(), input, options);
        ParameterScope root = ParameterScope.root(config.initialization());
        Expr lengths = Expr.of(new Input(Network.LENGTHS, Dims.of(Dim.BATCH), Input.Kind.LENGTH));
        InitialStates initialStates = mode.carriesStates() ? InitialStates.INPUTS : InitialStates.ZEROS;
        ImportedModel.Result built = model.build(root, input, lengths, initialStates);
        Expr answer = options.head() == ImportOptions.Part.NEW
                ? ownHead(config, root, built, lengths, outputs, mode)
                : keptHead(built, outputs);
        Network network = new Network(
                mode, input, answer, built.finalStates(), used(root, answer), root.followed(), built.cells());
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
            int outputs,
            Network.Mode mode) {
        Expr pooled = config.pooling().apply(root.child("pooling"), built.encoded(), lengths);
        return SequenceModel.head(config.head(), root.child("head"), pooled, outputs, mode.training());
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
