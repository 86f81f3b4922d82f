package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EmbeddingDropoutTest {
    private static final int TOKENS = 40;

    private static float[] rows(EmbeddingOptions options, Tensor table, Tensor ids, boolean training) {
        Expr tokens = new ModelInput.Tokens(TOKENS).expression();
        Expr read = Embedding.read(
                Exprs.parameter("table", Dims.of(TOKENS, 1)),
                tokens,
                options,
                ParameterScope.root(Initialization.defaults()),
                training);
        return Plan.compile(
                        new Graph(Map.of("rows", read)),
                        EngineOptions.defaults().withThreads(1))
                .run(Tensors.of("table", table, "tokens", ids), new RandomKey(3, 1))
                .get("rows")
                .array();
    }

    private static EmbeddingOptions options(double dropout, double wordDropout) {
        return new EmbeddingOptions(1, "", false, false, true, dropout, wordDropout, CharacterOptions.none(), Map.of());
    }

    @Test
    void read_droppedTokenThatOccursAgain_isDroppedEverywhere() {
        Tensor table = Tensor.zeros(TOKENS, 1);
        table.fillInPlace(1);
        // Every token twice: at the first step and at the second, in another row.
        Tensor ids = Tensor.zeros(2, TOKENS);
        for (int i = 0; i < TOKENS; i++) {
            ids.array()[i] = i;
            ids.array()[TOKENS + i] = TOKENS - 1 - i;
        }
        Set<Float> seen = new TreeSet<>();

        float[] rows = rows(options(0.25, 0), table, ids, true);

        assertThat(rows).hasSize(2 * TOKENS);
        for (int i = 0; i < TOKENS; i++) {
            assertThat(rows[i]).isEqualTo(rows[TOKENS + TOKENS - 1 - i]);
            seen.add(rows[i]);
        }
        assertThat(seen).containsExactly(0f, 1 / 0.75f);
    }

    @Test
    void read_wordDropout_readsTheUnknownRowForSome() {
        Tensor table = Tensor.zeros(TOKENS, 1);
        Tensor ids = Tensor.zeros(50, TOKENS);
        for (int i = 0; i < TOKENS; i++) {
            table.array()[i] = 100 + i;
        }
        for (int i = 0; i < ids.array().length; i++) {
            ids.array()[i] = i % TOKENS;
        }

        float[] rows = rows(options(0, 0.25), table, ids, true);

        int unknown = 0;
        for (int i = 0; i < rows.length; i++) {
            float own = 100 + i % TOKENS;
            if (i % TOKENS == Embedding.PADDING) {
                assertThat(rows[i]).isEqualTo(own);
            } else {
                assertThat(rows[i]).isIn(own, 100f + Embedding.UNKNOWN);
                unknown += rows[i] == 100 + Embedding.UNKNOWN && i % TOKENS > Embedding.UNKNOWN ? 1 : 0;
            }
        }
        assertThat((double) unknown / (50 * (TOKENS - 2))).isBetween(0.2, 0.3);
        assertThat(rows(options(0, 0.25), table, ids, false)[7]).isEqualTo(107);
    }
}
