package dev.sluice.cells;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.Components;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellEquations;
import dev.sluice.core.option.Citation;
import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import dev.sluice.testkit.ComponentChecks;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Checks what {@code sluice plugin show} says of each cell, and that each option has an effect. */
class CatalogueFactsTest {
    private static final Registry REGISTRY = Plugins.of(new CellsPlugin());

    private static Stream<Component<Cell, ?>> catalogue() {
        return REGISTRY.ids(Cell.class).stream().map(id -> REGISTRY.lookup(Cell.class, id));
    }

    @Test
    void citation_everyCell_hasOne() {
        assertThat(catalogue()).allSatisfy(component -> {
            Citation citation = component.options().getAnnotation(Citation.class);
            assertThat(Objects.requireNonNull(citation, component.id()).value())
                    .allSatisfy(publication ->
                            assertThat(publication).as(component.id()).matches(".+ \\((19|20)\\d\\d\\), .+"));
        });
    }

    @Test
    void equations_wellKnownCells_readLikeTheirPapers() {
        assertThat(equations(Gru.defaults()))
                .containsExactly(
                        "r = σ(W_r x + U_r h + b_r)",
                        "z = σ(W_z x + U_z h + b_z)",
                        "n = tanh(W_n x + r ⊙ (U_n h + bh_n) + b_n)",
                        "h' = (1 - z) ⊙ n + z ⊙ h");
        assertThat(equations(Lstm.defaults()))
                .containsExactly(
                        "i = σ(W_i x + U_i h + b_i)",
                        "f = σ(W_f x + U_f h + b_f)",
                        "g = tanh(W_g x + U_g h + b_g)",
                        "o = σ(W_o x + U_o h + b_o)",
                        "c' = f ⊙ c + i ⊙ g",
                        "h' = o ⊙ tanh(c')");
        assertThat(equations(Gru.defaults().withReset(Gru.Reset.BEFORE)))
                .contains("n = tanh(W_n x + U_n (r ⊙ h) + b_n)");
        assertThat(equations(new Mlstm(1, 3)))
                .contains(
                        "C' = C ⊙ exp(a - m') + ((W_v x + b_v) ⊙ i) ((W_k x + b_k) · 0.5)ᵀ",
                        "y = o ⊙ C' (W_q x + b_q) / max(|sum(n' ⊙ (W_q x + b_q))|, exp(min(-m', 60)))");
        assertThat(equations(TimeLstm.defaults())).contains("t = σ(W_t x + σ(w_t gap) + b_t)");
        assertThat(equations(Qrnn.defaults())).contains("c' = f ⊙ c + (1 - f) ⊙ z", "y = o ⊙ c'");
    }

    @Test
    void equations_everyCell_giveEachStateItsNextValue() {
        assertThat(catalogue()).allSatisfy(component -> {
            CellEquations equations = CellEquations.of(made(component), 3, 4);
            assertThat(equations.signature().states())
                    .allSatisfy(state -> assertThat(equations.lines())
                            .as(component.id())
                            .anyMatch(line -> line.startsWith(state.name() + "' = ")));
        });
    }

    @Test
    void flops_gru_areThoseOfItsProductsAndGates() {
        // Six products, 2 operations a weight; five sums, three functions, and 1-z, three products and a sum at the
        // end.
        long products = 2L * 3 * 4 * (3 + 4);
        assertThat(CellEquations.of(Gru.defaults(), 3, 4).flops()).isBetween(products, products + 20 * 4);
    }

    @TestFactory
    Stream<DynamicTest> options_allCells_haveAnEffect() {
        return catalogue()
                .flatMap(component -> new ComponentChecks(REGISTRY, Path.of(""))
                        .ofOptions(component, options(component)).stream()
                                .map(check ->
                                        DynamicTest.dynamicTest(component.id() + ": " + check.name(), check::run)));
    }

    private static <O extends Record> Cell made(Component<Cell, O> component) {
        return component.factory().apply(Components.options(component, options(component), REGISTRY));
    }

    /** Defaults, where a cell has them for all options. */
    private static String options(Component<Cell, ?> component) {
        return component.id().equals("ggnn") ? "{nodes: 1}" : "{}";
    }

    private static List<String> equations(Cell cell) {
        return CellEquations.of(cell, 3, 4).lines();
    }
}
