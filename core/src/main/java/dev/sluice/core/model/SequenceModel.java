package dev.sluice.core.model;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Input;
import java.util.List;
import java.util.Optional;

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
        boolean training = mode.training();
        ParameterScope root = ParameterScope.root(config.initialization());
        Expr lengths = Expr.of(new Input(Network.LENGTHS, Dims.of(Dim.BATCH), Input.Kind.LENGTH));
        Optional<Expr> table = input instanceof ModelInput.Tokens tokens
                ? Optional.of(
                        new Embedding(tokens.vocabulary(), config.embedding().size()).table(root.child("embedding")))
                : Optional.empty();
        Expr sequence =
                table.map(rows -> Exprs.gather(rows, input.expression())).orElseGet(input::expression);
        RecurrentStack stack = new RecurrentStack(config.encoder());
        InitialStates initialStates = mode.carriesStates() ? InitialStates.INPUTS : InitialStates.ZEROS;
        ParameterScope inEncoder =
                root.child("encoder").withRank(config.encoder().rank());
        RecurrentStack.Result encoded = stack.build(inEncoder, sequence, lengths, initialStates, training);
        Expr pooled = config.pooling().apply(root.child("pooling"), encoded, lengths);
        Expr answer = head(config.head(), root.child("head"), pooled, table, outputs, training);
        return new Network(
                mode, input, answer, encoded.finalStates(), root.declared(), root.followed(), encoded.cells());
    }

    /** The dense layers after pooling, {@code [B, F] → [B, outputs]}, without an embedding to be tied to. */
    static Expr head(ModelConfig.HeadOptions head, ParameterScope scope, Expr pooled, int outputs, boolean training) {
        return head(head, scope, pooled, Optional.empty(), outputs, training);
    }

    private static Expr head(
            ModelConfig.HeadOptions head,
            ParameterScope scope,
            Expr pooled,
            Optional<Expr> table,
            int outputs,
            boolean training) {
        List<Integer> hidden = head.hidden();
        Expr x = pooled;
        for (int layer = 0; layer <= hidden.size(); layer++) {
            ParameterScope inner = scope.child(Integer.toString(layer));
            Expr kept = training ? Dropout.apply(inner.qualified("dropout"), head.dropout(), x) : x;
            boolean last = layer == hidden.size();
            Dense dense = new Dense(last ? outputs : hidden.get(layer));
            Expr y = last && head.tied() ? dense.buildTied(inner, kept, tied(table)) : dense.build(inner, kept);
            x = last ? y : Exprs.relu(y);
        }
        return x;
    }

    private static Expr tied(Optional<Expr> table) {
        return table.orElseThrow(() -> new ModelConfigException("head.tied: the last layer can only be tied to an"
                + " embedding, but the input is numbers, which have none; read tokens, or leave it untied"));
    }
}
