package dev.sluice.core.model;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Input;
import java.util.List;

/**
 * Builds a network that reads a sequence and answers once:
 *
 * <pre>
 *   tokens [T, B] ─ embedding ─┐
 *   features [T, B, I] ────────┴─ recurrent stack ─ pooling [B, F] ─ (dropout ─ dense ─ relu)* ─ dropout ─ dense [B, C]
 * </pre>
 */
public final class SequenceModel {
    private SequenceModel() {}

    /**
     * Builds the network.
     *
     * @param outputs classes or numbers, {@code C}
     */
    public static Network build(ModelConfig config, ModelInput input, int outputs, Network.Mode mode) {
        boolean training = mode == Network.Mode.TRAINING;
        ParameterScope root = ParameterScope.root(config.initialization());
        Expr lengths = Expr.of(new Input(Network.LENGTHS, Dims.of(Dim.BATCH), Input.Kind.LENGTH));
        Expr sequence = switch (input) {
            case ModelInput.Tokens tokens ->
                new Embedding(tokens.vocabulary(), config.embedding().size())
                        .build(root.child("embedding"), tokens.expression());
            case ModelInput.Features features -> features.expression();
        };
        RecurrentStack stack = new RecurrentStack(config.encoder());
        InitialStates initialStates = mode == Network.Mode.WITH_STATES ? InitialStates.INPUTS : InitialStates.ZEROS;
        RecurrentStack.Result encoded = stack.build(root.child("encoder"), sequence, lengths, initialStates, training);
        Expr pooled = config.pooling().apply(root.child("pooling"), encoded, lengths);
        Expr answer = head(config.head(), root.child("head"), pooled, outputs, training);
        return new Network(
                mode, input, answer, encoded.finalStates(), root.declared(), root.followed(), encoded.cells());
    }

    private static Expr head(
            ModelConfig.HeadOptions head, ParameterScope scope, Expr pooled, int outputs, boolean training) {
        List<Integer> hidden = head.hidden();
        Expr x = pooled;
        for (int layer = 0; layer <= hidden.size(); layer++) {
            ParameterScope inner = scope.child(Integer.toString(layer));
            Expr kept = training ? Dropout.apply(inner.qualified("dropout"), head.dropout(), x) : x;
            boolean last = layer == hidden.size();
            Expr y = new Dense(last ? outputs : hidden.get(layer)).build(inner, kept);
            x = last ? y : Exprs.relu(y);
        }
        return x;
    }
}
