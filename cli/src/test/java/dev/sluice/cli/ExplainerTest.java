package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.RunResult;
import dev.sluice.core.explain.Explainer;
import dev.sluice.core.explain.Explanation;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.tensor.Matrix;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cells and wrappers of all kinds, looked into. */
class ExplainerTest {
    private static final int STEPS = 9;

    @TempDir
    private Path folder = Path.of("");

    private Experiment experiment() {
        return Experiment.named("explained")
                .withExamples(examples())
                .withRuns(folder)
                .set("model.encoder.hidden", 5)
                .set("train.epochs", 1)
                .set("export", "none")
                .set("baselines", "none");
    }

    private static List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            examples.add(new Example(series(i), new Target.Labels(new TreeSet<>(List.of(i % 2 == 0 ? "up" : "down")))));
        }
        return examples;
    }

    private static Sequence series(int number) {
        double[] values = new double[2 * STEPS];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.sin(number + 0.7 * i);
        }
        return new Sequence.Series(Matrix.wrap(STEPS, 2, values));
    }

    private static Explanation explained(RunResult result) {
        return new Explainer(result.model())
                .explain(
                        Map.of("features", series(3)),
                        Optional.of("up"),
                        List.of(Map.of("features", series(4)), Map.of("features", series(5))));
    }

    private static Map<String, List<List<Double>>> inner(Explanation explanation, String layer) {
        Map<String, List<List<Double>>> values = new HashMap<>();
        explanation.inner().stream()
                .filter(inner -> inner.layer().equals(layer))
                .forEach(inner -> values.put(inner.name(), inner.values()));
        return values;
    }

    @Test
    void reach_cellThatHalvesItsState_halvesAtEachStep() {
        Cell halving = cell -> cell.next("h", cell.state("h").mul(0.5).add(cell.inputProduct("c", cell.input())));
        Explanation explanation = explained(experiment()
                .withComponent(Cell.class, "halving", halving)
                .set("model.encoder.cell", "halving")
                .run());

        List<Double> norms = explanation.reaches().getFirst().norms();
        assertThat(norms).hasSize(STEPS);
        for (int d = 1; d < STEPS; d++) {
            assertThat(norms.get(d) / norms.get(d - 1)).isCloseTo(0.5, within(1e-4));
        }
        assertThat(explanation.reaches().getFirst().factor()).isCloseTo(0.5, within(1e-4));
    }

    @Test
    void inner_cellOfAPlugin_isFoundByItsEquations() {
        Cell gated = cell -> {
            Expr h = cell.state("memory");
            Expr keep = Exprs.sigmoid(cell.linear("keep", cell.input(), h));
            Expr fresh = Exprs.tanh(cell.linear("fresh", cell.input(), h));
            cell.next("memory", keep.mul(h).add(fresh));
        };
        Map<String, List<List<Double>>> inner = inner(
                explained(experiment()
                        .withComponent(Cell.class, "gated", gated)
                        .set("model.encoder.cell", "gated")
                        .run()),
                "encoder.l0");

        assertThat(inner).containsOnlyKeys("keep", "fresh", "memory");
        for (int unit = 0; unit < 5; unit++) {
            double state = 0;
            for (int t = 0; t < STEPS; t++) {
                state = inner.get("keep").get(unit).get(t) * state
                        + inner.get("fresh").get(unit).get(t);
                assertThat(inner.get("memory").get(unit).get(t)).isCloseTo(state, within(1e-5));
            }
        }
    }

    @Test
    void explain_twoDirectionsWithAttention_hasAllOfThem() {
        Explanation explanation = explained(experiment()
                .set("model.encoder.cell", "lstm")
                .set("model.encoder.direction", "bidirectional")
                .set("model.pooling", "attention")
                .run());

        assertThat(explanation.inner())
                .extracting(inner -> inner.layer() + "." + inner.name())
                .contains("encoder.l0.f", "encoder.l0.c", "encoder.l0_reverse.f", "encoder.l0_reverse.c", ".attention");
        assertThat(inner(explanation, "").get("attention").getFirst().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isCloseTo(1, within(1e-6));
        Map<String, List<List<Double>>> reverse = inner(explanation, "encoder.l0_reverse");
        double state = 0;
        for (int t = STEPS - 1; t >= 0; t--) {
            state = reverse.get("f").getFirst().get(t) * state
                    + reverse.get("i").getFirst().get(t)
                            * reverse.get("g").getFirst().get(t);
            assertThat(reverse.get("c").getFirst().get(t)).isCloseTo(state, within(1e-5));
        }
        assertThat(explanation.reaches()).hasSize(2);
        assertThat(explanation.paths())
                .hasSize(2)
                .allSatisfy(path -> assertThat(path.explained().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum())
                        .isCloseTo(1, within(1e-6)));
        assertThat(explanation.attributions()).singleElement().satisfies(attribution -> {
            assertThat(attribution.input()).isEqualTo("features");
            assertThat(Math.abs(attribution.missing())).isLessThan(0.01);
        });
        assertThat(explanation.units()).isNotEmpty();
    }

    @Test
    void explain_classOfTheSecondHead_isItsScore() {
        List<Example> examples = examples().stream()
                .map(example -> example.with(
                        example.inputs(),
                        Map.of(
                                "direction",
                                example.target(),
                                "size",
                                new Target.Labels(new TreeSet<>(List.of(
                                        example.target()
                                                        .equals(examples()
                                                                .getFirst()
                                                                .target())
                                                ? "up"
                                                : "small"))))))
                .toList();
        RunResult result = experiment()
                .withExamples(examples)
                .set("model.heads", Map.of("direction", Map.of(), "size", Map.of()))
                .set("train.heads.direction.loss", "cross-entropy")
                .set("train.heads.size.loss", "cross-entropy")
                .run();
        Explainer explainer = new Explainer(result.model());
        Map<String, Sequence> inputs = Map.of("features", series(3));

        assertThat(explainer
                        .explain(inputs, Optional.of("down"), List.of())
                        .target()
                        .head())
                .isEqualTo("direction");
        assertThat(explainer
                        .explain(inputs, Optional.of("small"), List.of())
                        .target()
                        .head())
                .isEqualTo("size");
        assertThat(explainer
                        .explain(inputs, Optional.of("size.up"), List.of())
                        .target()
                        .head())
                .isEqualTo("size");
        assertThatThrownBy(() -> explainer.explain(inputs, Optional.of("smal"), List.of()))
                .hasMessageContaining("did you mean 'small'");
    }

    @Test
    void explain_twoLayersAndAnEnsemble_namesThemApart() {
        Explanation explanation = explained(experiment()
                .set("model.encoder.layers", 2)
                .set("model.ensemble", 2)
                .run());

        assertThat(explanation.reaches()).hasSize(4);
        assertThat(explanation.inner().stream().map(Explanation.Inner::layer).distinct())
                .hasSize(4);
    }
}
