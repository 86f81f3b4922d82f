package dev.sluice.testkit;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.engine.RandomMasks;
import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.gradient.Gradients;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.Direction;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.Merge;
import dev.sluice.core.model.ModelConfigException;
import dev.sluice.core.model.Normalization;
import dev.sluice.core.model.Regularization;
import dev.sluice.core.model.Skip;
import dev.sluice.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * A way of using a cell that works for every cell: stacked, both ways, regularized. What is promised of the cell alone holds
 * of it in there, in training with its random masks as well as in use.
 *
 * @param name in words
 * @param options of the stack
 */
record CellWrapper(String name, EncoderOptions options) {
    private static final int HIDDEN = 3;
    private static final int STEPS = 4;
    private static final double[] RAGGED = {2, STEPS, 0};
    private static final RandomKey KEY = new RandomKey(11, 1);

    /** All of them. Layers are as wide as the input, so that a cell whose extra inputs have its width fits everywhere. */
    static List<CellWrapper> of(Cell cell) {
        EncoderOptions one = EncoderOptions.of(cell, Sizes.square(cell, HIDDEN));
        EncoderOptions two = one.withLayers(2);
        List<CellWrapper> wrappers = new ArrayList<>(List.of(
                new CellWrapper(
                        "both ways, summed",
                        one.withDirection(Direction.BIDIRECTIONAL).withMerge(Merge.SUM)),
                new CellWrapper(
                        "a backward stack with residual connections",
                        two.withDirection(Direction.BACKWARD).withSkip(Skip.RESIDUAL, 2)),
                new CellWrapper(
                        "a stack both ways with highway connections and layer normalization",
                        two.withDirection(Direction.BIDIRECTIONAL)
                                .withMerge(Merge.MEAN)
                                .withSkip(Skip.HIGHWAY, 2)
                                .withNormalization(Normalization.LAYER)),
                new CellWrapper(
                        "a stack with batch normalization and dropout",
                        two.withNormalization(Normalization.BATCH).withDropout(0.3))));
        EncoderOptions variational = two.withDropout(0.3);
        Regularization masks = Regularization.none().withVariational(true);
        List.of(
                        new CellWrapper(
                                "variational dropout", variational.withRegularization(masks.withInputDropout(0.3))),
                        new CellWrapper("zoneout", variational.withRegularization(masks.withZoneout(0.2, 0))),
                        new CellWrapper(
                                "zoneout of memory", variational.withRegularization(masks.withZoneout(0.2, 0.4))),
                        new CellWrapper(
                                "recurrent dropout and weight drop",
                                one.withRegularization(Regularization.none()
                                        .withRecurrentDropout(0.3)
                                        .withWeightDrop(0.3))))
                .stream()
                .filter(wrapper -> takes(wrapper.options()))
                .forEach(wrappers::add);
        return wrappers;
    }

    /** Returns whether the options have something to act on; a cell that gives them nothing is refused with a message. */
    private static boolean takes(EncoderOptions options) {
        try {
            new StackTrial(options, true);
            return true;
        } catch (ModelConfigException e) {
            return false;
        }
    }

    /** All promises, one after the other. */
    void check() {
        StackTrial training = new StackTrial(options, true);
        StackTrial use = new StackTrial(options, false);
        slopeAgreesWithDifferences(training);
        paddingHasNoInfluence(training);
        rowsKeepTheirResultsInAnotherOrder(use);
        emptyRowKeepsItsStates(training);
        engineAgreesOnAnyNumberOfThreads(training);
        clipOutOfReachChangesNothing(training);
    }

    /** The gradient along one random direction through all parameters and states: two runs instead of two for each number. */
    private void slopeAgreesWithDifferences(StackTrial trial) {
        List<String> leaves = new ArrayList<>(trial.trained);
        leaves.add(CellTrial.X);
        leaves.addAll(states(trial.graph));
        Map<String, Array64> values = trial.values(STEPS, RAGGED);
        Map<String, Array64> gradients =
                Interpreter.run(Gradients.extend(trial.graph, CellTrial.LOSS, leaves), values, RandomMasks.of(KEY));
        SplittableRandom random = new SplittableRandom(3);
        Map<String, Array64> directions = new LinkedHashMap<>();
        double slope = 0;
        for (String leaf : leaves) {
            Array64 value = get(values, leaf);
            Array64 gradient = get(gradients, Gradients.PREFIX + leaf);
            Array64 direction = Array64.zeros(value.sizes());
            for (int i = 0; i < direction.data().length; i++) {
                direction.data()[i] = random.nextDouble(-1, 1);
                slope += direction.data()[i] * gradient.data()[i];
            }
            directions.put(leaf, direction);
        }
        double differences = slope(trial, values, directions, 1e-6);
        if (isFar(slope, differences)) {
            // Nearer by where the function bends.
            differences = slope(trial, values, directions, 3e-8);
        }
        if (isFar(slope, differences)) {
            throw violation(
                    "the gradient along a random direction is " + slope + ", but by differences " + differences);
        }
    }

    private static boolean isFar(double slope, double differences) {
        return !(Math.abs(slope - differences) <= 1e-6 * Math.max(1, Math.abs(differences)));
    }

    private static double slope(
            StackTrial trial, Map<String, Array64> values, Map<String, Array64> directions, double step) {
        Map<String, Array64> above = new LinkedHashMap<>(values);
        Map<String, Array64> below = new LinkedHashMap<>(values);
        directions.forEach((leaf, direction) -> {
            above.put(leaf, moved(get(values, leaf), direction, step));
            below.put(leaf, moved(get(values, leaf), direction, -step));
        });
        return (loss(trial, above) - loss(trial, below)) / (2 * step);
    }

    private static Array64 moved(Array64 value, Array64 direction, double step) {
        Array64 moved = new Array64(value.sizes(), value.data().clone());
        for (int i = 0; i < moved.data().length; i++) {
            moved.data()[i] += step * direction.data()[i];
        }
        return moved;
    }

    private static double loss(StackTrial trial, Map<String, Array64> values) {
        return get(Interpreter.run(trial.graph, values, RandomMasks.of(KEY)), CellTrial.LOSS)
                .data()[0];
    }

    private void paddingHasNoInfluence(StackTrial trial) {
        Map<String, Array64> values = trial.values(STEPS, RAGGED);
        Map<String, Array64> spoiled = new LinkedHashMap<>(values);
        trial.graph.inputs().stream()
                .filter(input -> input.dims().rank() == 3)
                .forEach(input -> spoiled.put(input.label(), spoiled(get(values, input.label()))));
        Graph graph = trial.withGradients();
        same(
                "other numbers in the padding change",
                Interpreter.run(graph, spoiled, RandomMasks.of(KEY)),
                Interpreter.run(graph, values, RandomMasks.of(KEY)),
                0);
    }

    private static Array64 spoiled(Array64 sequence) {
        Array64 result = new Array64(sequence.sizes(), sequence.data().clone());
        int width = sequence.size(2);
        for (int i = 0; i < result.data().length; i++) {
            int t = i / (RAGGED.length * width);
            if (t >= RAGGED[i / width % RAGGED.length]) {
                result.data()[i] = 100 + i;
            }
        }
        return result;
    }

    /** In use: in training, masks belong to places in the batch, and batch normalization to all rows. */
    private void rowsKeepTheirResultsInAnotherOrder(StackTrial trial) {
        int[] order = {2, 0, 1};
        Map<String, Array64> values = trial.values(STEPS, RAGGED);
        List<String> inputs =
                trial.graph.inputs().stream().map(input -> input.label()).toList();
        Map<String, Array64> permuted = new LinkedHashMap<>(values);
        inputs.forEach(name -> permuted.computeIfPresent(name, (key, value) -> rows(value, order)));
        Map<String, Array64> expected = new LinkedHashMap<>();
        results(trial, values).forEach((name, value) -> expected.put(name, rows(value, order)));
        same("another order of the rows changes", results(trial, permuted), expected, 0);
    }

    private static Array64 rows(Array64 value, int... order) {
        return Arrays64.rows(value, value.rank() == 3 ? 1 : 0, order);
    }

    private static Map<String, Array64> results(StackTrial trial, Map<String, Array64> values) {
        Map<String, Array64> results = new LinkedHashMap<>(Interpreter.run(trial.graph, values));
        results.remove(CellTrial.LOSS);
        return results;
    }

    private void emptyRowKeepsItsStates(StackTrial trial) {
        Map<String, Array64> values = trial.values(STEPS, RAGGED);
        Map<String, Array64> results = Interpreter.run(trial.graph, values, RandomMasks.of(KEY));
        for (String state : states(trial.graph)) {
            Array64 end = get(results, state.substring(InitialStates.PREFIX.length()));
            same(
                    "a row of length 0 changes",
                    Map.of(state, rows(end, 2)),
                    Map.of(state, rows(get(values, state), 2)),
                    0);
        }
    }

    private void engineAgreesOnAnyNumberOfThreads(StackTrial trial) {
        double[] lengths = new double[19];
        for (int row = 0; row < lengths.length; row++) {
            lengths[row] = row * 5 % (STEPS + 1);
        }
        Map<String, Array64> values = trial.values(STEPS, lengths);
        Graph graph = trial.withGradients();
        Map<String, Array64> one = engine(graph, values, 1);
        same("more threads change", engine(graph, values, 3), one, 0);
        same(
                "the engine computes, other than the reference,",
                one,
                Interpreter.run(graph, values, RandomMasks.of(KEY)),
                1e-3);
    }

    private static Map<String, Array64> engine(Graph graph, Map<String, Array64> values, int threads) {
        Tensors tensors = Array64.toTensors(values);
        return Array64.of(Plan.compile(graph, EngineOptions.defaults().withThreads(threads))
                .run(tensors, KEY));
    }

    private void clipOutOfReachChangesNothing(StackTrial trial) {
        Map<String, Array64> values = trial.values(STEPS, RAGGED);
        Graph clipped = new StackTrial(options.withGradientClip(1e9), true).withGradients();
        same(
                "a clip of gradients that none reaches changes",
                Interpreter.run(clipped, values, RandomMasks.of(KEY)),
                Interpreter.run(trial.withGradients(), values, RandomMasks.of(KEY)),
                1e-12);
    }

    private static List<String> states(Graph graph) {
        return graph.inputs().stream()
                .map(input -> input.label())
                .filter(label -> label.startsWith(InitialStates.PREFIX))
                .toList();
    }

    private void same(String what, Map<String, Array64> actual, Map<String, Array64> expected, double tolerance) {
        expected.forEach((name, array) -> {
            for (int i = 0; i < array.data().length; i++) {
                double is = get(actual, name).data()[i];
                double wanted = array.data()[i];
                if (!(Math.abs(is - wanted) <= tolerance * Math.max(1, Math.abs(wanted)))) {
                    throw violation(
                            what + " element " + i + " of " + name + ": it is " + is + " and must be " + wanted);
                }
            }
        });
    }

    private ContractViolation violation(String finding) {
        return new ContractViolation("in " + name + ", " + finding);
    }

    private static Array64 get(Map<String, Array64> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }
}
