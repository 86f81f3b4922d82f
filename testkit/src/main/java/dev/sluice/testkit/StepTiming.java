package dev.sluice.testkit;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.graph.gradient.TrainingGraph;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellSignature;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.HeadSize;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The time of a training step of a cell beside another one's, in processor time of one thread: what the machine does for
 * others meanwhile does not count. Both take turns, so that a changing clock rate meets both, and each turn gives a ratio of
 * its own: what the turns agree on is the middle half of the ratios.
 *
 * @param cellMicros a step of the cell, forward and backward, for the whole batch, in microseconds; median
 * @param otherMicros a step of the other
 * @param ratio of the two in one turn; median
 * @param low a quarter of the turns are below this ratio
 * @param high a quarter of the turns are above this ratio
 */
public record StepTiming(double cellMicros, double otherMicros, double ratio, double low, double high) {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long WARM_UP_NANOS = 700_000_000L;
    private static final long NANOS = 2_000_000_000L;
    private static final int LEAST_TURNS = 11;

    /**
     * The size of what is measured.
     *
     * @param rows of the batch
     * @param features of the input
     * @param hidden features of a state
     * @param steps of each sequence
     */
    public record Load(int rows, int features, int hidden, int steps) {
        /** Checks the sizes. */
        public Load {
            if (rows < 1 || features < 1 || hidden < 1 || steps < 1) {
                throw new IllegalArgumentException("rows, features, hidden size and steps must be at least 1, but were "
                        + rows + ", " + features + ", " + hidden + " and " + steps);
            }
        }

        /** 64 rows of 32 steps, 128 features, 128 hidden. */
        public static Load defaults() {
            return new Load(64, 128, 128, 32);
        }
    }

    /** Measures, in about three seconds or, where steps are long, as many turns. */
    public static StepTiming measure(Cell cell, Cell other, Load load) {
        Work mine = new Work(cell, load);
        Work yours = new Work(other, load);
        turns(mine, yours, WARM_UP_NANOS);
        List<double[]> turns = turns(mine, yours, NANOS);
        double perStep = 1e3 * load.steps();
        return new StepTiming(
                quantile(turns, turn -> turn[0], 0.5) / perStep,
                quantile(turns, turn -> turn[1], 0.5) / perStep,
                quantile(turns, turn -> turn[0] / turn[1], 0.5),
                quantile(turns, turn -> turn[0] / turn[1], 0.25),
                quantile(turns, turn -> turn[0] / turn[1], 0.75));
    }

    /** The nanoseconds of both in each turn; who goes first changes from turn to turn. */
    private static List<double[]> turns(Work mine, Work yours, long nanos) {
        List<double[]> turns = new ArrayList<>();
        long began = System.nanoTime();
        while (turns.size() < LEAST_TURNS || System.nanoTime() - began < nanos) {
            boolean first = turns.size() % 2 == 0;
            double before = (first ? mine : yours).nanos();
            double after = (first ? yours : mine).nanos();
            turns.add(first ? new double[] {before, after} : new double[] {after, before});
        }
        return turns;
    }

    private static double quantile(List<double[]> turns, ToDoubleFunction<double[]> figure, double share) {
        double[] sorted = turns.stream().mapToDouble(figure).sorted().toArray();
        return sorted[(int) (share * (sorted.length - 1))];
    }

    private static final class Work {
        private final Plan plan;
        private final Tensors values;

        Work(Cell cell, Load load) {
            Sizes sizes = Sizes.of(cell, load.features(), load.hidden());
            ModelConfig config = ModelConfig.of(EncoderOptions.of(cell, sizes.hidden()));
            List<ModelInput> inputs =
                    CellSignature.of(cell, sizes.inputs(), sizes.hidden()).inputs();
            Network network = SequenceModel.build(
                    config, inputs, HeadSize.points(Map.of(Network.OUTPUTS, 2)), Network.Mode.TRAINING);
            Expr loss = Expr.of(new SumTo(Dims.SCALAR), network.outputs());
            Graph forward = new Graph(Map.of("loss", loss));
            plan = Plan.compile(
                    TrainingGraph.of(forward, "loss", network.trainedNames()),
                    EngineOptions.defaults().withThreads(1));
            Tensors.Builder all = Parameters.initialize(network.parameters(), 1).toBuilder();
            Tensor features = Tensor.zeros(load.steps(), load.rows(), sizes.inputs());
            for (int i = 0; i < features.array().length; i++) {
                features.array()[i] = (i * 37 % 101 - 50) / 50f;
            }
            for (Input input : network.graph().inputs()) {
                all.put(input.label(), Tensor.zeros(input.dims().sizes(Map.of("T", load.steps(), "B", load.rows()))));
            }
            all.put(ModelInput.FEATURES, features);
            Tensor lengths = Tensor.zeros(load.rows());
            lengths.fillInPlace(load.steps());
            all.put(Network.LENGTHS, lengths);
            values = all.build();
        }

        double nanos() {
            long began = THREADS.getCurrentThreadCpuTime();
            plan.run(values, RandomKey.NONE);
            return THREADS.getCurrentThreadCpuTime() - began;
        }
    }
}
