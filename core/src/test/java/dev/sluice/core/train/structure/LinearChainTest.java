package dev.sluice.core.train.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Evaluation;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.graph.gradient.Gradients;
import dev.sluice.core.graph.gradient.TrainingGraph;
import dev.sluice.core.graph.reference.FiniteDifferences;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.model.Initialization;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.ParameterScope;
import dev.sluice.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinearChainTest {
    private static final int LABELS = 3;
    private static final int STEPS = 4;
    private static final int[] LENGTHS = {4, 1, 0, 3, 4};
    private static final double EXACT = 1e-9;
    private static final List<String> LEAVES = List.of("x", "head.transitions", "head.start", "head.end");

    private final SplittableRandom random = new SplittableRandom(3);
    private final LinearChain chain = new LinearChain(List.of("O", "B", "I"), TagScheme.NONE);
    private final LinearChain tags = new LinearChain(List.of("O", "B", "I"), TagScheme.BIO);

    private static Network.Head head(LinearChain chain) {
        ParameterScope scope = ParameterScope.root(Initialization.defaults()).child("head");
        Expr x = Exprs.input("x", Dims.of(Dim.TIME, Dim.BATCH, LABELS));
        Expr lengths = Exprs.validSteps(Expr.of(new dev.sluice.core.graph.Input(
                "lengths", Dims.of(Dim.BATCH), dev.sluice.core.graph.Input.Kind.LENGTH)));
        // As heads do: nothing past a row's length.
        return new Network.Head(
                Exprs.select(lengths, x, Exprs.constant(0)), "lengths", chain.parameters(scope, LABELS));
    }

    private static Expr targets() {
        return Exprs.input("targets", Dims.of(Dim.TIME, Dim.BATCH, LABELS));
    }

    private static Graph loss(LinearChain chain) {
        Expr each = chain.loss(head(chain), targets());
        return new Graph(Map.of("each", each, "loss", Expr.of(new SumTo(Dims.SCALAR), each)));
    }

    private static Graph answers(LinearChain chain) {
        Network.Head head = head(chain);
        return new Graph(Map.of(
                "path", chain.path(head), "probabilities", chain.probabilities(head), "scores", chain.scores(head)));
    }

    private Array64 numbers(int... sizes) {
        Array64 numbers = Array64.zeros(sizes);
        for (int i = 0; i < numbers.data().length; i++) {
            numbers.data()[i] = (float) random.nextDouble(-3, 3);
        }
        return numbers;
    }

    /** Random scores; the last row's first step has no label, its second step two right ones. */
    private Map<String, Array64> values(LinearChain of) {
        Map<String, Array64> values = new LinkedHashMap<>();
        values.put("x", numbers(STEPS, LENGTHS.length, LABELS));
        values.put("head.transitions", numbers(LABELS, LABELS));
        values.put("head.start", numbers(LABELS));
        values.put("head.end", numbers(LABELS));
        Array64 lengths = Array64.zeros(LENGTHS.length);
        Array64 targets = Array64.zeros(STEPS, LENGTHS.length, LABELS);
        for (int row = 0; row < LENGTHS.length; row++) {
            lengths.data()[row] = LENGTHS[row];
            for (int t = 0; t < LENGTHS[row]; t++) {
                // O B I O is one that BIO allows.
                targets.data()[at(t, row) + new int[] {0, 1, 2, 0}[t]] = 1;
            }
        }
        targets.data()[at(0, 4)] = 0;
        targets.data()[at(1, 4)] = 0.5;
        targets.data()[at(1, 4) + 1] = 0.5;
        values.put("lengths", lengths);
        values.put("targets", targets);
        if (of.scheme() != TagScheme.NONE) {
            values.put("head.constraints", new Array64(new int[] {LABELS + 2, LABELS}, new double[] {
                0, 0, LinearChain.NEVER, 0, 0, 0, 0, 0, 0, 0, 0, LinearChain.NEVER, 0, 0, 0
            }));
        }
        return values;
    }

    private static int at(int t, int row) {
        return (t * LENGTHS.length + row) * LABELS;
    }

    private static double[] data(Map<String, Array64> values, String name) {
        return Objects.requireNonNull(values.get(name), name).data();
    }

    private static double score(List<Integer> path, Map<String, Array64> values, int row) {
        double[] all = data(values, "head.transitions");
        double[][] transitions = new double[LABELS][LABELS];
        for (int i = 0; i < LABELS * LABELS; i++) {
            transitions[i / LABELS][i % LABELS] = all[i];
        }
        double[] x = data(values, "x");
        return Paths.score(
                path,
                t -> java.util.Arrays.copyOfRange(x, at(t, row), at(t, row) + LABELS),
                data(values, "head.start"),
                transitions,
                data(values, "head.end"));
    }

    private static boolean allowed(List<Integer> path, Map<String, Array64> values, int row) {
        double[] targets = data(values, "targets");
        for (int t = 0; t < path.size(); t++) {
            boolean labelled = false;
            for (int label = 0; label < LABELS; label++) {
                labelled |= targets[at(t, row) + label] > 0;
            }
            if (labelled && !(targets[at(t, row) + path.get(t)] > 0)) {
                return false;
            }
        }
        return true;
    }

    private static boolean legal(List<Integer> path) {
        for (int t = 0; t < path.size(); t++) {
            if (path.get(t) == 2 && (t == 0 || path.get(t - 1) == 0)) {
                return false;
            }
        }
        return true;
    }

    @Test
    void loss_anyRow_isThatOfAllPathsCountedOut() {
        Map<String, Array64> values = values(chain);

        double[] each = data(Interpreter.run(loss(chain), values), "each");

        for (int row = 0; row < LENGTHS.length; row++) {
            int of = row;
            List<List<Integer>> paths = Paths.all(LENGTHS[row], LABELS);
            double all = Paths.logSum(paths, path -> true, path -> score(path, values, of));
            double right = Paths.logSum(paths, path -> allowed(path, values, of), path -> score(path, values, of));
            assertThat(each[row]).as("row %s", row).isCloseTo(all - right, within(EXACT));
        }
    }

    @Test
    void loss_constraints_leaveOutWhatCannotBe() {
        Map<String, Array64> values = values(tags);

        double[] each = data(Interpreter.run(loss(tags), values), "each");

        for (int row = 0; row < LENGTHS.length; row++) {
            int of = row;
            List<List<Integer>> paths = Paths.all(LENGTHS[row], LABELS);
            double all = Paths.logSum(paths, LinearChainTest::legal, path -> score(path, values, of));
            double right = Paths.logSum(
                    paths, path -> legal(path) && allowed(path, values, of), path -> score(path, values, of));
            assertThat(each[row]).as("row %s", row).isCloseTo(all - right, within(EXACT));
        }
    }

    @Test
    void loss_gradient_agreesWithDifferences() {
        for (LinearChain each : List.of(chain, tags)) {
            Map<String, Array64> values = values(each);
            Graph graph = loss(each);
            Map<String, Array64> exact = Interpreter.run(Gradients.extend(graph, "loss", LEAVES), values);
            for (String leaf : LEAVES) {
                Array64 differences =
                        FiniteDifferences.gradient(graph, "loss", leaf, values, Evaluation.Random.NONE, 1e-6);
                assertThat(data(exact, "grad." + leaf)).as(leaf).containsExactly(differences.data(), within(1e-7));
            }
        }
    }

    @Test
    void engine_lossAndGradients_areThoseOfTheReference() {
        Map<String, Array64> values = values(tags);
        Graph graph = TrainingGraph.of(loss(tags), "loss", LEAVES);

        Tensors engine = Plan.compile(graph, EngineOptions.defaults()).run(Array64.toTensors(values), RandomKey.NONE);

        Map<String, Array64> exact = Interpreter.run(Gradients.extend(loss(tags), "loss", LEAVES), values);
        for (String name : graph.outputs().keySet()) {
            double[] wanted = data(exact, name);
            assertThat(Array64.of(engine.get(name)).data()).as(name).containsExactly(wanted, within(2e-5));
        }
    }

    @Test
    void path_anyRow_isTheBestOfAllPaths() {
        for (LinearChain each : List.of(chain, tags)) {
            Map<String, Array64> values = values(each);
            double[] engine = Array64.of(Plan.compile(answers(each), EngineOptions.defaults())
                            .run(Array64.toTensors(values), RandomKey.NONE)
                            .get("path"))
                    .data();

            double[] path = data(Interpreter.run(answers(each), values), "path");

            assertThat(engine).containsExactly(path);
            for (int row = 0; row < LENGTHS.length; row++) {
                int of = row;
                List<Integer> best = Paths.all(LENGTHS[row], LABELS).stream()
                        .filter(any -> each.scheme() == TagScheme.NONE || legal(any))
                        .max(Comparator.comparingDouble(any -> score(any, values, of)))
                        .orElseThrow();
                List<Integer> found = new ArrayList<>();
                for (int t = 0; t < STEPS; t++) {
                    int label = (int) path[t * LENGTHS.length + row];
                    if (t < LENGTHS[row]) {
                        found.add(label);
                    } else {
                        assertThat(label).isZero();
                    }
                }
                assertThat(found).as("row %s", row).isEqualTo(best);
            }
        }
    }

    @Test
    void path_misleadingScores_neverBreaksTheScheme() {
        Map<String, Array64> values = values(tags);
        Array64 x = Objects.requireNonNull(values.get("x"));
        for (int i = 2; i < x.data().length; i += LABELS) {
            // Inside is by far the best everywhere.
            x.data()[i] = 1000;
        }

        double[] path = data(Interpreter.run(answers(tags), values), "path");

        assertThat(path[0]).isEqualTo(1);
        assertThat(path[LENGTHS.length]).isEqualTo(2);
    }

    @Test
    void probabilities_anyStep_areSharesOfAllPaths() {
        Map<String, Array64> values = values(tags);

        double[] found = data(Interpreter.run(answers(tags), values), "probabilities");

        for (int row = 0; row < LENGTHS.length; row++) {
            int of = row;
            List<List<Integer>> paths = Paths.all(LENGTHS[row], LABELS);
            double all = Paths.logSum(paths, LinearChainTest::legal, path -> score(path, values, of));
            for (int t = 0; t < LENGTHS[row]; t++) {
                for (int label = 0; label < LABELS; label++) {
                    int step = t;
                    int wanted = label;
                    double some = Paths.logSum(
                            paths, path -> legal(path) && path.get(step) == wanted, path -> score(path, values, of));
                    assertThat(found[at(t, row) + label]).isCloseTo(Math.exp(some - all), within(EXACT));
                }
            }
        }
    }

    @Test
    void scores_anyStep_areLargestOnThePath() {
        Map<String, Array64> values = values(tags);
        Map<String, Array64> results = Interpreter.run(answers(tags), values);
        double[] scores = data(results, "scores");
        double[] path = data(results, "path");
        for (int row = 0; row < LENGTHS.length; row++) {
            for (int t = 0; t < LENGTHS[row]; t++) {
                int on = (int) path[t * LENGTHS.length + row];
                for (int label = 0; label < LABELS; label++) {
                    assertThat(scores[at(t, row) + label]).isLessThanOrEqualTo(scores[at(t, row) + on]);
                }
            }
        }
    }

    @Test
    void checked_tagsOfAnotherScheme_namesTheSchemeThatKnowsThem() {
        assertThatThrownBy(() -> LinearChain.checked(List.of("O", "B-a", "E-a"), TagScheme.BIO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one is E-a")
                .hasMessageContaining("scheme: bioes");
        assertThatThrownBy(() -> LinearChain.checked(List.of("O", "per"), TagScheme.BIO))
                .hasMessageContaining("scheme: none");
    }

    @Test
    void refusal_schemes_nameTheFirstBrokenPlace() {
        assertThat(tags.refusal(List.of("O", "B", "I", "", "I"))).isEmpty();
        assertThat(tags.refusal(List.of("O", "I")))
                .contains(new SequenceForm.Refusal(1, "the tag I cannot follow O of bio tags"));
        assertThat(tags.refusal(List.of("I")))
                .contains(new SequenceForm.Refusal(0, "the tag I cannot be the first of bio tags"));
        LinearChain ends = new LinearChain(List.of("O", "B-a", "I-a", "E-a", "S-a", "E-b"), TagScheme.BIOES);
        assertThat(ends.refusal(List.of("S-a", "B-a", "I-a", "E-a", "O"))).isEmpty();
        assertThat(ends.refusal(List.of("B-a", "E-b"))).isPresent();
        assertThat(ends.refusal(List.of("B-a", "O"))).isPresent();
        assertThat(ends.refusal(List.of("O", "B-a")))
                .contains(new SequenceForm.Refusal(1, "the tag B-a cannot be the last of bioes tags"));
    }

    @Test
    void refusal_tagOfAnotherScheme_namesItsStep() {
        assertThat(tags.refusal(List.of("O", "B-a", "E-a")))
                .contains(new SequenceForm.Refusal(2, "the tag E-a is none of bio tags"));
    }

    @Test
    void remedy_labels_isTheSchemeThatTheyAreOf() {
        LinearChain bioes = new LinearChain(List.of(), TagScheme.BIOES);

        assertThat(tags.remedy(List.of("O", "B-a", "I-a")))
                .isEqualTo(
                        "mend the tags (the sources conll and parallel do, with broken_tags: repair), or take scheme: none");
        assertThat(tags.remedy(List.of("O", "B-a", "E-a"))).endsWith("take scheme: bioes");
        assertThat(tags.remedy(List.of("O", "per"))).endsWith("take scheme: none");
        assertThat(bioes.remedy(List.of("O", "B-a", "I-a"))).endsWith("take scheme: bio");
        assertThat(bioes.remedy(List.of("O", "B-a", "E-a"))).isEqualTo("mend the tags, or take scheme: none");
    }
}
