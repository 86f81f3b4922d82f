package dev.sluice.core.engine;

import static dev.sluice.core.graph.Exprs.sigmoid;
import static dev.sluice.core.graph.Exprs.tanh;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.gradient.TrainingGraph;
import dev.sluice.core.kernel.Kernels;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounds the memory that a training step allocates. */
class AllocationTest {
    private static final int BATCH = 3;
    private static final int FEATURES = 4;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void run_tenTimesTheSteps_allocatesNoMore(int workers) {
        Network network = network();
        // The scalar kernels: vectors are objects until the compiler has seen them often enough.
        Plan plan = Plan.compile(training(network), new EngineOptions(workers, Kernels.scalar()));
        Tensors few = values(network, 20);
        Tensors many = values(network, 200);
        for (int i = 0; i < 3; i++) {
            allocated(plan, few);
            allocated(plan, many);
        }
        // The least of several: other threads of the test run count, too.
        long fewBytes =
                LongStream.range(0, 20).map(i -> allocated(plan, few)).min().orElseThrow();
        long manyBytes =
                LongStream.range(0, 20).map(i -> allocated(plan, many)).min().orElseThrow();
        assertThat(manyBytes).isLessThan(fewBytes + 180).isLessThan(100_000);
    }

    @Test
    void bytes_ofAPlan_areWhatItsFirstRunTakes() {
        Network network = network();
        for (int steps : new int[] {5_000, 20_000}) {
            Plan plan = Plan.compile(training(network), new EngineOptions(1, Kernels.scalar()));
            long taken = allocated(plan, values(network, steps));
            assertThat((double) taken / plan.bytes(BATCH, steps)).isBetween(0.8, 1.25);
        }
    }

    private static long allocated(Plan plan, Tensors values) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getTotalThreadAllocatedBytes();
        plan.run(values, new RandomKey(1, 1));
        return threads.getTotalThreadAllocatedBytes() - before;
    }

    private static Network network() {
        ModelConfig config = ModelConfig.of(EncoderOptions.of(
                cell -> {
                    Expr x = cell.input();
                    Expr h = cell.state("h");
                    Expr r = sigmoid(cell.linear("r", x, h));
                    Expr z = sigmoid(cell.linear("z", x, h));
                    Expr n = tanh(cell.fromInput("n", x).add(r.mul(cell.fromState("n", h))));
                    cell.next("h", z.oneMinus().mul(n).add(z.mul(h)));
                },
                8));
        return SequenceModel.build(config, new ModelInput.Features(FEATURES), 2, Network.Mode.TRAINING);
    }

    private static Graph training(Network network) {
        Expr each = Expr.of(new Reduce(Reduce.Kind.SUM, -1, false), network.outputs());
        Expr loss = Expr.of(new Reduce(Reduce.Kind.MEAN, -1, false), each);
        assertThat(each.shape().axis(0)).isEqualTo(Dim.BATCH);
        return TrainingGraph.of(new Graph(Map.of("loss", loss)), "loss", network.parameterNames());
    }

    private static Tensors values(Network network, int steps) {
        Tensors.Builder values = Parameters.initialize(network.parameters(), 5).toBuilder();
        Tensor lengths = Tensor.zeros(BATCH);
        lengths.fillInPlace(steps);
        values.put(Network.LENGTHS, lengths);
        values.put("features", Tensor.zeros(steps, BATCH, FEATURES));
        return values.build();
    }
}
