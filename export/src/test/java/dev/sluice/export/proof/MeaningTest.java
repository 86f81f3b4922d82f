package dev.sluice.export.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MeaningTest {
    private static final Expr X = Exprs.input("x", Dims.of(Dim.BATCH));

    private final Reference reference =
            new Reference(new Graph(Map.of("y", Exprs.tanh(X.mul(X).add(X)))), Tensors.of());

    @Test
    void confirmed_fileWithinFewSamples_isGivenThose() {
        Meaning meaning = meaning();
        List<Expected> seen = new ArrayList<>();

        Map<String, Expected> results = meaning.confirmed((name, limits) -> seen.add(limits));

        assertThat(seen).containsExactly(Objects.requireNonNull(results.get("y")));
        assertThat(reference.isPatient()).isTrue();
    }

    @Test
    void confirmed_fileBeyondFewSamples_isJudgedByMany() {
        Meaning meaning = meaning();
        List<Expected> seen = new ArrayList<>();

        Map<String, Expected> results = meaning.confirmed((name, limits) -> {
            seen.add(limits);
            return seen.size() > 1;
        });

        assertThat(seen).hasSize(2);
        assertThat(results.get("y")).isSameAs(seen.getLast());
        assertThat(seen.getLast().values()).isEqualTo(seen.getFirst().values());
        assertThat(seen.getLast().limits()[0]).isGreaterThan(seen.getFirst().limits()[0]);
        assertThat(reference.isPatient()).isTrue();
        assertThat(meaning.confirmed((name, limits) -> false))
                .as("measured once")
                .isSameAs(results);
    }

    @Test
    void confirmed_fileThatIsWrongByMany_isGivenFewFromThenOn() {
        meaning().confirmed((name, limits) -> false);
        List<Expected> seen = new ArrayList<>();

        meaning().confirmed((name, limits) -> {
            seen.add(limits);
            return false;
        });

        assertThat(reference.isPatient()).isFalse();
        assertThat(seen).isEmpty();
    }

    private Meaning meaning() {
        Tensors inputs = Tensors.of("x", Tensor.wrap(Shape.of(3), new float[] {0.3f, -1.7f, 2.9f}));
        return reference.within(inputs, 3, 1).orElseThrow();
    }
}
