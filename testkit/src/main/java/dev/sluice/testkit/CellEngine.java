package dev.sluice.testkit;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.reference.Arithmetic;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.graph.rewrite.Hoist;
import dev.sluice.core.model.Cell;
import java.util.Map;

/** The engine against the float64 reference, and against itself with other numbers of threads. */
final class CellEngine {
    // 21 rows of 19 features: more than one shard, and edges that are no multiple of a vector.
    private static final int ROWS = 21;
    private static final int HIDDEN = 19;
    private static final int STEPS = 7;
    private static final double FLOAT32 = 1e-4;

    private final Graph graph;
    private final Map<String, Array64> values;

    CellEngine(Cell cell, boolean reverse, Framework framework) {
        CellTrial trial = new CellTrial(cell, HIDDEN, reverse, framework);
        double[] lengths = new double[ROWS];
        for (int row = 0; row < lengths.length; row++) {
            lengths[row] = row * 5 % (STEPS + 1);
        }
        values = trial.values(STEPS, lengths);
        graph = framework.differentiation().extend(Hoist.apply(trial.graph), CellTrial.LOSS, trial.parameterNames());
    }

    /** The trained function is the defined one. */
    void agreesWithReference() {
        Map<String, Array64> exact = Interpreter.run(graph, values);
        Comparison.sameButForRounding(
                "in the engine (float32)",
                run(1),
                exact,
                Interpreter.runIn(graph, values, Arithmetic.FLOAT32),
                FLOAT32,
                "The reference (float64) differs by more than rounding: large numbers are subtracted from each other, or exp"
                        + " leaves the range of float32.");
    }

    /** Same seed, same bits. */
    void threadsMakeNoDifference() {
        Map<String, Array64> one = run(1);
        for (int threads : new int[] {1, 2, 3}) {
            Comparison.same(
                    "run " + (threads == 1 ? "again" : "by " + threads + " threads"),
                    run(threads),
                    one,
                    0,
                    "Results must be the same bits whatever the number of threads; please report this with the cell.");
        }
    }

    private Map<String, Array64> run(int threads) {
        return Runner.engine(EngineOptions.defaults().withThreads(threads)).run(graph, values);
    }
}
