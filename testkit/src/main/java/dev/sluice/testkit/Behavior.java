package dev.sluice.testkit;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.Initializer;
import dev.sluice.core.search.Constraint;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Pruner;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.search.SearchSpace;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.train.Optimizer;
import dev.sluice.core.train.loss.Loss;
import dev.sluice.core.train.metric.Metric;
import dev.sluice.core.train.schedule.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Components' behavior on fixed inputs, as numbers: two components with equal numbers cannot be told apart. */
final class Behavior {
    private static final int ROWS = 12;
    private static final int COLUMNS = 6;
    private static final int UPDATES = 12;

    private Behavior() {}

    /** Parameters, their first values and the outputs. */
    static List<Double> of(Cell cell) {
        CellTrial trial = new CellTrial(cell, 4, false);
        List<Double> numbers = new ArrayList<>();
        Map<String, Array64> values = trial.values(3, 3, 2);
        trial.parameters.forEach(spec -> {
            numbers.add((double) spec.name().hashCode());
            append(numbers, Comparison.get(values, spec.name()));
        });
        Interpreter.run(trial.graph, values).values().forEach(value -> append(numbers, value));
        return numbers;
    }

    /** The parameters after descending a bowl, after one large gradient followed by small ones, and after gradients that change sign. */
    static List<Double> of(Optimizer optimizer) {
        List<Double> numbers = new ArrayList<>(List.of(optimizer.learningRate()));
        append(numbers, optimizer, (trial, run, step) -> trial.step(run, step, 1));
        append(numbers, optimizer, (trial, run, step) -> trial.stepWith(run, step, step == 1 ? 10 : 0.01));
        // Optimizers that use only a gradient's sign can tell their averages apart where the gradient turns.
        append(numbers, optimizer, (trial, run, step) -> trial.stepWith(run, step, Math.cos(step) / step));
        // Rates that follow the size of the parameter have a lower limit.
        append(numbers, optimizer, (trial, run, step) -> {
            if (step == 1) {
                trial.parameters().values().forEach(tensor -> Arrays.fill(tensor.array(), 0));
            }
            trial.stepWith(run, step, 1);
        });
        return numbers;
    }

    private static void append(List<Double> numbers, Optimizer optimizer, Stepping stepping) {
        OptimizerTrial trial = new OptimizerTrial(UPDATES);
        Optimizer.Run run = optimizer.start();
        for (int step = 1; step <= UPDATES; step++) {
            stepping.step(trial, run, step);
        }
        trial.parameters().forEach((name, tensor) -> append(numbers, Array64.of(run.evaluated(name, tensor))));
    }

    /** One update of all parameters. */
    private interface Stepping {
        void step(OptimizerTrial trial, Optimizer.Run run, int step);
    }

    static List<Double> of(Loss loss) {
        if (loss.sequences().isPresent()) {
            return SequenceLossChecks.behavior(loss, loss.sequences().get());
        }
        int width = loss.width() * COLUMNS;
        Expr outputs = loss.form().constrain(Exprs.input("outputs", Dims.of(Dim.BATCH, width)));
        Expr targets = Exprs.input("targets", Dims.of(Dim.BATCH, COLUMNS));
        Map<String, Array64> values = new LinkedHashMap<>();
        values.put("outputs", Array64.of(outputs(width)));
        values.put("targets", Array64.of(targets(COLUMNS)));
        List<Double> numbers = new ArrayList<>();
        append(
                numbers,
                Comparison.get(
                        Interpreter.run(new Graph(Map.of("loss", loss.loss(outputs, targets))), values), "loss"));
        return numbers;
    }

    static List<Double> of(Metric metric) {
        return MetricTrial.all(metric).stream()
                .map(trial -> trial.value(trial.outputs))
                .toList();
    }

    /** Scales while the loss falls, creeps and stands. */
    static List<Double> of(Schedule schedule) {
        int epochs = 60;
        Schedule.Run run = schedule.start(2L * epochs, 2);
        List<Double> numbers = new ArrayList<>();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            numbers.add(run.scale(2L * epoch - 1));
            numbers.add(run.scale(2L * epoch));
            run.epochEnded(epoch <= 10 ? 2.0 / epoch : epoch <= 20 ? 0.2 - 1e-5 * epoch : 0.5);
        }
        return numbers;
    }

    static List<Double> of(Initializer initializer) {
        List<Double> numbers = new ArrayList<>();
        append(numbers, Array64.of(initializer.create(Shape.of(5, 5), 1, "W")));
        append(numbers, Array64.of(initializer.create(Shape.of(4, 7), 2, "U")));
        return numbers;
    }

    /** Suggestions in a study in which trials end in every way; in a study of two objectives if one is refused. */
    static List<Double> ofSampler(Sampler sampler) {
        List<Double> numbers = new ArrayList<>();
        SearchSpace space = SearchCases.everyKind();
        List<Objective> objectives =
                sampler.problems(space, SearchCases.ONE).isEmpty() ? SearchCases.ONE : SearchCases.TWO;
        new SimulatedStudy(
                        SearchCases.empty(space, objectives, 30, 2),
                        sampler,
                        Constraint.none(),
                        (history, trial) -> false,
                        SearchCases.troubled(space, objectives),
                        1)
                .run(history -> {})
                .forEach(
                        trial -> Arrays.stream(space.toUnit(trial.assignment())).forEach(numbers::add));
        return numbers;
    }

    /** The steps that trials reach in a study in which they end in every way, and in one in which they grow worse again. */
    static List<Double> ofPruner(Pruner pruner) {
        List<Double> numbers = new ArrayList<>();
        SearchSpace space = SearchCases.numbers();
        for (SimulatedStudy.TrialModel model : List.of(
                SearchCases.troubled(space, SearchCases.ONE), (SimulatedStudy.TrialModel) (trial, assignment, step) ->
                        List.of(Math.sin(trial) + (step <= 2 + trial % 5 ? step : 4 + trial % 5 - step)))) {
            new SimulatedStudy(
                            SearchCases.empty(space, SearchCases.ONE, 40, 20),
                            history -> history.space().sample(history.random("random"), 0),
                            Constraint.none(),
                            pruner,
                            model,
                            1)
                    .run(history -> {})
                    .forEach(trial -> numbers.add((double) trial.lastStep()));
        }
        return numbers;
    }

    private static Tensor outputs(int columns) {
        Tensor outputs = Tensor.zeros(ROWS, columns);
        CounterRandom random = CounterRandom.of(5, "outputs", 0);
        for (int i = 0; i < outputs.array().length; i++) {
            outputs.array()[i] = random.normal(i);
        }
        return outputs;
    }

    private static Tensor targets(int columns) {
        Tensor targets = Tensor.zeros(ROWS, columns);
        for (int row = 0; row < ROWS; row++) {
            targets.array()[row * columns + row % columns] = 1;
        }
        return targets;
    }

    private static void append(List<Double> numbers, Array64 array) {
        for (double number : array.data()) {
            numbers.add(number);
        }
    }
}
