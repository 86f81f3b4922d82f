package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Gradients;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Hoist;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.ParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The checks of {@link CellContract}, one method each; the comments say what it would mean if one failed. */
final class CellChecks {
    private static final int HIDDEN = 4;
    private static final int STEPS = 5;
    static final double[] RAGGED = {3, 5, 0};
    static final double[] FULL = {STEPS, STEPS, STEPS};

    private final Cell cell;
    private final boolean reverse;
    private final CellTrial trial;
    private final Runner runner;

    /** Checks of a cell in one direction, as run by {@code runner}. */
    CellChecks(Cell cell, boolean reverse, Runner runner) {
        this.cell = cell;
        this.reverse = reverse;
        this.runner = runner;
        trial = new CellTrial(cell, HIDDEN, reverse);
    }

    /** Otherwise layers, or a model loaded later, would not be the same function. */
    void definitionIsPure() {
        CellTrial again = new CellTrial(cell, HIDDEN, reverse);
        assertThat(again.signature).isEqualTo(trial.signature);
        assertThat(again.parameters.stream()
                        .map(p -> p.name() + " " + p.shape())
                        .toList())
                .isEqualTo(trial.parameters.stream()
                        .map(p -> p.name() + " " + p.shape())
                        .toList());
        assertSame("defined again", run(again.graph, values(RAGGED)), run(trial.graph, values(RAGGED)), 0);
    }

    void shapesAreAsDeclared() {
        Map<String, Array64> results = run(trial.graph, values(RAGGED));
        Array64 sequence = get(results, CellTrial.SEQUENCE);
        int features = sequence.size(2);
        assertThat(sequence.sizes()).as("outputs, [T, B, F]").containsExactly(STEPS, RAGGED.length, features);
        assertThat(get(results, CellTrial.LAST).sizes()).as("last outputs").containsExactly(RAGGED.length, features);
        trial.signature
                .states()
                .forEach(state -> assertThat(get(results, trial.signature.name() + "." + state.name())
                                .sizes())
                        .as("final state %s", state.name())
                        .containsExactly(RAGGED.length, state.size()));
        for (int t = 0; t < STEPS; t++) {
            for (int row = 0; row < RAGGED.length; row++) {
                if (t >= RAGGED[row]) {
                    Array64 past = Arrays64.rows(Arrays64.steps(sequence, t, t + 1), 1, row);
                    assertThat(past.data())
                            .as("output of row %d at step %d, past its length", row, t)
                            .containsOnly(0);
                }
            }
        }
        results.forEach((name, value) ->
                assertThat(Arrays.stream(value.data())).as("%s is finite", name).allMatch(Double::isFinite));
    }

    /** Otherwise the cell uses a primitive whose adjoint is wrong, or one that cannot be differentiated there. */
    void gradientsAgreeWithDifferences(double... lengths) {
        GradientCheck.defaults().check(trial.graph, CellTrial.LOSS, differentiable(), values(lengths));
        GradientCheck.defaults().check(Hoist.apply(trial.graph), CellTrial.LOSS, differentiable(), values(lengths));
    }

    /** Otherwise a batch's longest row would change the others. */
    void paddingHasNoInfluence() {
        Map<String, Array64> values = values(RAGGED);
        Map<String, Array64> spoiled = new LinkedHashMap<>(values);
        trial.sequences().forEach(name -> spoiled.put(name, withOtherPadding(get(values, name))));
        Graph graph = Gradients.extend(trial.graph, CellTrial.LOSS, parameterNames());
        assertSame("with other padding", run(graph, spoiled), run(graph, values), 0);
    }

    private static Array64 withOtherPadding(Array64 sequence) {
        Array64 spoiled = Array64.zeros(sequence.sizes());
        int features = sequence.size(2);
        for (int i = 0; i < spoiled.data().length; i++) {
            int t = i / (RAGGED.length * features);
            int row = i / features % RAGGED.length;
            spoiled.data()[i] = t < RAGGED[row] ? sequence.data()[i] : 100 + i;
        }
        return spoiled;
    }

    /** Otherwise predictions would depend on what else is in the batch. */
    void rowsDoNotSeeEachOther() {
        int[] order = {2, 0, 1};
        Map<String, Array64> values = values(RAGGED);
        Map<String, Array64> permuted = select(values, STEPS, order);
        assertSame("rows in another order", results(permuted), select(results(values), STEPS, order), 0);
    }

    /** Otherwise lengths are not respected: in reverse, a row must begin at its own last valid step. */
    void rowAloneIsTheSame() {
        for (int row = 0; row < RAGGED.length; row++) {
            int length = (int) RAGGED[row];
            if (length > 0) {
                Map<String, Array64> alone = select(values(RAGGED), length, row);
                Map<String, Array64> expected = select(results(values(RAGGED)), length, row);
                assertSame("row " + row + " alone", results(alone), expected, 0);
            }
        }
    }

    void emptyRowKeepsItsStates() {
        Map<String, Array64> values = values(RAGGED);
        Map<String, Array64> results = results(values);
        for (String state : trial.stateInputs()) {
            assertThat(Arrays64.rows(get(results, CellTrial.finalState(state)), 0, 2)
                            .data())
                    .as(state)
                    .containsExactly(Arrays64.rows(get(values, state), 0, 2).data());
        }
    }

    /** Otherwise a stream cut into pieces would give other answers than the whole. */
    void chunksMakeTheWhole() {
        Map<String, Array64> values = values(FULL);
        Map<String, Array64> whole = results(values);
        int cut = 2;
        int[] first = reverse ? new int[] {cut, STEPS} : new int[] {0, cut};
        int[] second = reverse ? new int[] {0, cut} : new int[] {cut, STEPS};
        Map<String, Array64> before = results(chunk(values, first[0], first[1]));
        Map<String, Array64> next = chunk(values, second[0], second[1]);
        trial.stateInputs().forEach(state -> next.put(state, get(before, CellTrial.finalState(state))));
        Map<String, Array64> after = results(next);
        trial.stateInputs().forEach(state -> {
            String end = CellTrial.finalState(state);
            assertThat(get(after, end).data())
                    .as(end)
                    .containsExactly(get(whole, end).data());
        });
        assertThat(get(before, CellTrial.SEQUENCE).data())
                .as("outputs of the first chunk")
                .containsExactly(Arrays64.steps(get(whole, CellTrial.SEQUENCE), first[0], first[1])
                        .data());
        assertThat(get(after, CellTrial.SEQUENCE).data())
                .as("outputs of the second chunk")
                .containsExactly(Arrays64.steps(get(whole, CellTrial.SEQUENCE), second[0], second[1])
                        .data());
    }

    /** Otherwise what is trained is not what is defined. Float32 rounding only; the same bits for 1 and 2 threads. */
    void engineAgrees() {
        // 21 rows of 19 features: more than one shard, and edges that are no multiple of a vector.
        CellTrial large = new CellTrial(cell, 19, reverse);
        double[] lengths = new double[21];
        for (int row = 0; row < lengths.length; row++) {
            lengths[row] = row * 5 % 8;
        }
        Map<String, Array64> values = large.values(7, lengths);
        Graph graph = Gradients.extend(Hoist.apply(large.graph), CellTrial.LOSS, parameterNames());
        Map<String, Array64> engine =
                Runner.engine(EngineOptions.defaults().withThreads(1)).run(graph, values);
        assertSame("engine and reference", engine, run(graph, values), 1e-4);
        Map<String, Array64> threaded =
                Runner.engine(EngineOptions.defaults().withThreads(2)).run(graph, values);
        assertSame("1 and 2 threads", threaded, engine, 0);
    }

    private Map<String, Array64> values(double... lengths) {
        return trial.values(STEPS, lengths);
    }

    private Map<String, Array64> results(Map<String, Array64> values) {
        Map<String, Array64> results = new LinkedHashMap<>(run(trial.graph, values));
        results.remove(CellTrial.LOSS);
        return results;
    }

    private Map<String, Array64> run(Graph graph, Map<String, Array64> values) {
        return runner.run(graph, values);
    }

    private List<String> parameterNames() {
        return trial.parameters.stream().map(ParameterSpec::name).toList();
    }

    private List<String> differentiable() {
        List<String> names = new ArrayList<>(parameterNames());
        names.add(CellTrial.X);
        names.addAll(trial.stateInputs());
        return names;
    }

    /** Some rows of everything that has rows, and the first steps of everything that has steps. */
    private Map<String, Array64> select(Map<String, Array64> values, int steps, int... rows) {
        Map<String, Array64> selected = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            boolean parameter = parameterNames().contains(name);
            boolean sequence = value.rank() == 3;
            selected.put(
                    name,
                    parameter
                            ? value
                            : Arrays64.rows(
                                    sequence ? Arrays64.steps(value, 0, steps) : value, sequence ? 1 : 0, rows));
        });
        return selected;
    }

    private Map<String, Array64> chunk(Map<String, Array64> values, int from, int to) {
        Map<String, Array64> chunk = new LinkedHashMap<>();
        values.forEach((name, value) -> chunk.put(
                name, value.rank() == 3 && !parameterNames().contains(name) ? Arrays64.steps(value, from, to) : value));
        double[] lengths = new double[FULL.length];
        Arrays.fill(lengths, to - from);
        chunk.put(CellTrial.LENGTHS, new Array64(new int[] {lengths.length}, lengths));
        return chunk;
    }

    private static Array64 get(Map<String, Array64> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }

    private static void assertSame(
            String what, Map<String, Array64> actual, Map<String, Array64> expected, double tolerance) {
        assertThat(actual.keySet()).as(what).isEqualTo(expected.keySet());
        expected.forEach((name, array) -> {
            assertThat(get(actual, name).sizes()).as("%s: %s", what, name).isEqualTo(array.sizes());
            for (int i = 0; i < array.data().length; i++) {
                double scale = Math.max(1, Math.abs(array.data()[i]));
                assertThat(get(actual, name).data()[i])
                        .as("%s: %s, element %d", what, name, i)
                        .isCloseTo(array.data()[i], within(tolerance * scale));
            }
        });
    }
}
