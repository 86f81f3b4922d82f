package dev.sluice.testkit;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellSignature;
import dev.sluice.core.model.Initialization;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The promises of a cell in one direction, whether the reference or the engine runs it: shapes, lengths, rows and chunks. */
final class CellPromises {
    private static final int HIDDEN = 4;
    private static final int STEPS = 5;
    private static final double[] RAGGED = {3, 5, 0};
    private static final double[] FULL = {STEPS, STEPS, STEPS};
    private static final String AT_ZERO =
            "A logarithm or a division has no value or no slope at 0: add a small number inside.";

    private final Cell cell;
    private final boolean reverse;
    private final Framework framework;
    private final CellTrial trial;
    private final Runner runner;

    CellPromises(Cell cell, boolean reverse, Framework framework, Runner runner) {
        this.cell = cell;
        this.reverse = reverse;
        this.framework = framework;
        this.runner = runner;
        trial = new CellTrial(cell, HIDDEN, reverse, framework);
    }

    void shapesAreAsDeclared() {
        Map<String, Array64> results = runner.run(trial.graph, values(RAGGED));
        Array64 sequence = Comparison.get(results, CellTrial.SEQUENCE);
        int features = sequence.size(2);
        requireShape(CellTrial.SEQUENCE, sequence, STEPS, RAGGED.length, features);
        requireShape(CellTrial.LAST, Comparison.get(results, CellTrial.LAST), RAGGED.length, features);
        for (CellSignature.State state : trial.signature.states()) {
            String name = trial.signature.name() + "." + state.name();
            requireShape(name, Comparison.get(results, name), RAGGED.length, state.size());
        }
        results.forEach((name, value) -> {
            if (!Arrays.stream(value.data()).allMatch(Double::isFinite)) {
                throw new ContractViolation(
                        Words.result(name) + " is not finite for ordinary numbers: " + value
                                + ". Look for log, sqrt, pow or a division without a small number added, and for exp of a sum.");
            }
        });
    }

    /** Layers above and losses must not read past a row's end. */
    void outputIsZeroPastTheLength() {
        Array64 sequence = Comparison.get(runner.run(trial.graph, values(RAGGED)), CellTrial.SEQUENCE);
        for (int t = 0; t < STEPS; t++) {
            for (int row = 0; row < RAGGED.length; row++) {
                if (t >= RAGGED[row]) {
                    Array64 past = Arrays64.rows(Arrays64.steps(sequence, t, t + 1), 1, row);
                    if (!Arrays.stream(past.data()).allMatch(value -> value == 0)) {
                        throw new ContractViolation("the output of row " + row + " at step " + t
                                + ", past its length of " + (int) RAGGED[row] + ", must be 0, but is "
                                + Words.number(past.data()[0])
                                + ". The output must be masked as well as the states: where a"
                                + " step is not valid the state stays and the output is 0, also if the output is the"
                                + " next state.");
                    }
                }
            }
        }
    }

    /** The longest row of a batch must not change the others. */
    void paddingHasNoInfluence() {
        Map<String, Array64> values = values(RAGGED);
        Map<String, Array64> spoiled = new LinkedHashMap<>(values);
        trial.sequences().forEach(name -> spoiled.put(name, withOtherPadding(Comparison.get(values, name))));
        Graph graph = framework.differentiation().extend(trial.graph, CellTrial.LOSS, trial.parameterNames());
        Comparison.same(
                "with other numbers in the padding",
                runner.run(graph, spoiled),
                runner.run(graph, values),
                0,
                (reverse
                                ? "In reverse a row must begin at its own last valid step: the mask is ignored there, or"
                                : "Either")
                        + " steps past a row's length count, or something is summed over the rows of the batch.");
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

    /** Predictions must not depend on the rest of the batch. */
    void rowsDoNotSeeEachOther() {
        int[] order = {2, 0, 1};
        Map<String, Array64> values = values(RAGGED);
        Comparison.same(
                "with the rows of the batch in another order",
                results(select(values, STEPS, order)),
                select(results(values), STEPS, order),
                0,
                "A row depends on its neighbors or on its number in the batch: a sum, mean or maximum over axis -2 (the rows)"
                        + " where -1 (the features) is meant?");
    }

    /** Lengths are respected: in reverse, a row begins at its own last valid step. */
    void rowAloneIsTheSame() {
        for (int row = 0; row < RAGGED.length; row++) {
            int length = (int) RAGGED[row];
            if (length > 0) {
                Comparison.same(
                        "run alone instead of within a batch, for row " + row + " (" + length + " of " + STEPS
                                + " steps valid)",
                        results(select(values(RAGGED), length, row)),
                        select(results(values(RAGGED)), length, row),
                        0,
                        (reverse
                                        ? "In reverse a row must begin at its own last valid step, not in its padding; or"
                                        : "Either")
                                + " its length is not respected, or rows see each other.");
            }
        }
    }

    void emptyRowKeepsItsStates() {
        Map<String, Array64> values = values(RAGGED);
        Map<String, Array64> results = results(values);
        for (String state : trial.stateInputs()) {
            Comparison.same(
                    "for a row of length 0",
                    CellTrial.finalState(state),
                    Arrays64.rows(Comparison.get(results, CellTrial.finalState(state)), 0, 2),
                    Arrays64.rows(Comparison.get(values, state), 0, 2),
                    0,
                    "Nothing was read, so the state must stay what it was: it is reset or updated without looking at the mask.");
        }
    }

    /** One step, one row, and a batch in which nothing is valid. */
    void shortestSequencesWork() {
        Map<String, Array64> one = trial.values(1, 1);
        Map<String, Array64> results = results(one);
        Array64 sequence = Comparison.get(results, CellTrial.SEQUENCE);
        Comparison.same(
                "for a sequence of one step",
                CellTrial.LAST,
                Comparison.get(results, CellTrial.LAST),
                new Array64(new int[] {1, sequence.size(2)}, sequence.data()),
                0,
                "The last output must be the only one.");
        Map<String, Array64> nothing = trial.values(1, 0, 0);
        Map<String, Array64> after = results(nothing);
        trial.stateInputs()
                .forEach(state -> Comparison.same(
                        "where no row has a valid step",
                        CellTrial.finalState(state),
                        Comparison.get(after, CellTrial.finalState(state)),
                        Comparison.get(nothing, state),
                        0,
                        "Nothing was read, so the state must stay what it was."));
    }

    /** A stream cut into pieces gives the answers of the whole. */
    void chunksMakeTheWhole() {
        Map<String, Array64> values = values(FULL);
        Map<String, Array64> whole = results(values);
        int cut = 2;
        int[] first = reverse ? new int[] {cut, STEPS} : new int[] {0, cut};
        int[] second = reverse ? new int[] {0, cut} : new int[] {cut, STEPS};
        Map<String, Array64> before = results(chunk(values, first[0], first[1]));
        Map<String, Array64> next = chunk(values, second[0], second[1]);
        trial.stateInputs().forEach(state -> next.put(state, Comparison.get(before, CellTrial.finalState(state))));
        Map<String, Array64> after = results(next);
        String cause =
                "A state does not hold all that the next step needs, or it does not start from what it is given.";
        trial.stateInputs().forEach(state -> {
            String end = CellTrial.finalState(state);
            Comparison.same("in two chunks", end, Comparison.get(after, end), Comparison.get(whole, end), 0, cause);
        });
        Array64 sequence = Comparison.get(whole, CellTrial.SEQUENCE);
        compareChunk("in the first chunk", before, Arrays64.steps(sequence, first[0], first[1]), cause);
        compareChunk("in the second chunk", after, Arrays64.steps(sequence, second[0], second[1]), cause);
    }

    private static void compareChunk(String where, Map<String, Array64> results, Array64 expected, String cause) {
        Comparison.same(where, CellTrial.SEQUENCE, Comparison.get(results, CellTrial.SEQUENCE), expected, 0, cause);
    }

    /** Nothing of one batch is left when the next one comes. */
    void batchesAreIndependent() {
        Map<String, Array64> values = values(RAGGED);
        Map<String, Array64> first = results(values);
        results(trial.values(STEPS + 2, 2, 7, 4));
        results(trial.values(STEPS, 5, 2, 4, 1, 3));
        Comparison.same(
                "after other batches, longer and larger ones, were run in between",
                results(values),
                first,
                0,
                "A state leaks from one batch into the next: states must begin from the initial state given, each time, and"
                        + " nothing may be kept between runs.");
    }

    /** NaN in one row does not reach the results of another. */
    void nanStaysInItsRow() {
        Map<String, Array64> values = values(FULL);
        Map<String, Array64> spoiled = new LinkedHashMap<>(values);
        Array64 x = Comparison.get(values, CellTrial.X);
        Array64 bad = new Array64(x.sizes(), x.data().clone());
        int row = 1;
        Arrays.fill(
                bad.data(),
                (2 * FULL.length + row) * trial.inputs,
                (2 * FULL.length + row + 1) * trial.inputs,
                Double.NaN);
        spoiled.put(CellTrial.X, bad);
        int[] others = {0, 2};
        Comparison.same(
                "with NaN in the input of row 1",
                select(results(spoiled), STEPS, others),
                select(results(values), STEPS, others),
                0,
                "One row's bad number must not reach another row.");
    }

    /** Large inputs, and inputs and states of zero: where exp overflows and roots have no slope. */
    void extremesStayNumbers() {
        for (double size : new double[] {0, 1e-30, 1e4}) {
            Map<String, Array64> values = values(FULL);
            Map<String, Array64> extreme = new LinkedHashMap<>(values);
            scale(extreme, CellTrial.X, size);
            trial.stateInputs().forEach(state -> scale(extreme, state, Math.min(size, 1)));
            requireNumbers(
                    trial,
                    extreme,
                    "with inputs " + (size == 0 ? "of 0" : "of up to " + Words.number(size)),
                    size < 1
                            ? AT_ZERO
                            : "Something overflows: subtract the largest before exp, or use sigmoid, softplus or softmax.");
        }
    }

    /** Inputs and states of zero in a new model, whose biases are 0 too: what a gate is a function of is 0 to the bit. */
    void newModelHasAGradient() {
        CellTrial fresh = new CellTrial(cell, HIDDEN, reverse, framework, Initialization.defaults());
        Map<String, Array64> zero = new LinkedHashMap<>(fresh.values(STEPS, FULL));
        fresh.sequences().forEach(name -> scale(zero, name, 0));
        fresh.stateInputs().forEach(name -> scale(zero, name, 0));
        requireNumbers(fresh, zero, "in a new model, where inputs, states and biases are 0,", AT_ZERO);
    }

    private void requireNumbers(CellTrial of, Map<String, Array64> values, String situation, String cause) {
        Graph graph = framework.differentiation().extend(of.graph, CellTrial.LOSS, of.differentiable());
        runner.run(graph, values).forEach((name, value) -> {
            if (Arrays.stream(value.data()).anyMatch(Double::isNaN)) {
                throw new ContractViolation(situation + " " + Words.result(name) + " is NaN: " + value + ". " + cause);
            }
        });
    }

    private static void scale(Map<String, Array64> values, String name, double factor) {
        Array64 value = Comparison.get(values, name);
        values.put(
                name,
                new Array64(
                        value.sizes(),
                        Arrays.stream(value.data())
                                .map(v -> (float) (v * factor))
                                .toArray()));
    }

    private static void requireShape(String name, Array64 value, int... sizes) {
        if (!Arrays.equals(value.sizes(), sizes)) {
            throw new ContractViolation(Words.result(name) + " must be " + Arrays.toString(sizes) + ", but is "
                    + Arrays.toString(value.sizes()) + ". A shape must not depend on the batch or on the time.");
        }
    }

    private Map<String, Array64> values(double... lengths) {
        return trial.values(STEPS, lengths);
    }

    private Map<String, Array64> results(Map<String, Array64> values) {
        Map<String, Array64> results = new LinkedHashMap<>(runner.run(trial.graph, values));
        results.remove(CellTrial.LOSS);
        return results;
    }

    /** Some rows of everything that has rows, and the first steps of everything that has steps. */
    private Map<String, Array64> select(Map<String, Array64> values, int steps, int... rows) {
        List<String> parameters = trial.parameterNames();
        Map<String, Array64> selected = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            boolean sequence = value.rank() == 3;
            selected.put(
                    name,
                    parameters.contains(name)
                            ? value
                            : Arrays64.rows(
                                    sequence ? Arrays64.steps(value, 0, steps) : value, sequence ? 1 : 0, rows));
        });
        return selected;
    }

    private Map<String, Array64> chunk(Map<String, Array64> values, int from, int to) {
        List<String> parameters = trial.parameterNames();
        Map<String, Array64> chunk = new LinkedHashMap<>();
        values.forEach((name, value) -> chunk.put(
                name, value.rank() == 3 && !parameters.contains(name) ? Arrays64.steps(value, from, to) : value));
        double[] lengths = new double[FULL.length];
        Arrays.fill(lengths, to - from);
        chunk.put(CellTrial.LENGTHS, new Array64(new int[] {lengths.length}, lengths));
        return chunk;
    }
}
