package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EmbeddingDropoutTest {
    private static final int TOKENS = 40;

    @Test
    void withoutSomeTokens_tokenThatOccursAgain_isDroppedOrKeptEverywhere() {
        ModelInput.Tokens tokens = new ModelInput.Tokens(TOKENS);
        Expr read = Exprs.gather(Exprs.parameter("table", Dims.of(TOKENS, 1)), tokens.expression());
        Graph graph = new Graph(Map.of("rows", Embedding.withoutSomeTokens(read, "drop", 0.25, tokens)));
        Tensor table = Tensor.zeros(TOKENS, 1);
        table.fillInPlace(1);
        // Every token twice: at the first step and at the second, in another row.
        Tensor ids = Tensor.zeros(2, TOKENS);
        for (int i = 0; i < TOKENS; i++) {
            ids.array()[i] = i;
            ids.array()[TOKENS + i] = TOKENS - 1 - i;
        }
        Set<Float> seen = new TreeSet<>();
        float[] rows = Plan.compile(graph, EngineOptions.defaults().withThreads(1))
                .run(Tensors.of("table", table, tokens.name(), ids), new RandomKey(3, 1))
                .get("rows")
                .array();
        for (int i = 0; i < TOKENS; i++) {
            assertThat(rows[i]).isEqualTo(rows[TOKENS + TOKENS - 1 - i]);
            seen.add(rows[i]);
        }
        assertThat(seen).containsExactly(0f, 1 / 0.75f);
        assertThat(Shape.of(2, TOKENS, 1).elements()).isEqualTo(rows.length);
    }
}
