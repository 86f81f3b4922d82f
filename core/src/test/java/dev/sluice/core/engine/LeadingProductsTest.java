package dev.sluice.core.engine;

import static dev.sluice.core.graph.Exprs.tanh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.ScanBuilder;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.kernel.Kernels;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeadingProductsTest {
    private static final int FEATURES = 5;
    private static final int WIDTH = 64;
    /** With {@link #BATCH} more floats than stay in a cache. */
    private static final int STEPS = 41;

    private static final int BATCH = 64;

    /** Steps of {@code tanh(x W + b + h U)}. */
    private static Plan plan(boolean reverse, int threads) {
        Expr x = Exprs.input("x", Dims.of(Dim.TIME, Dim.BATCH, FEATURES));
        Expr led = x.matmul(Exprs.parameter("W", Dims.of(FEATURES, WIDTH))).add(Exprs.parameter("b", Dims.of(WIDTH)));
        ScanBuilder scan = new ScanBuilder(reverse);
        Expr input = scan.input("led", led);
        Expr state = scan.state("h", Exprs.input("h0", Dims.of(Dim.BATCH, WIDTH)));
        Expr next =
                tanh(state.matmul(Exprs.parameter("U", Dims.of(WIDTH, WIDTH))).add(input));
        scan.next(state, next);
        int states = scan.output(next);
        ScanBuilder.Result result = scan.build();
        return Plan.compile(
                new Graph(Map.of("states", result.output(states))), new EngineOptions(threads, Kernels.scalar()));
    }

    private static Tensors values(int batch, int firstOfBatch) {
        return Tensors.builder()
                .put("x", rows(STEPS, batch, firstOfBatch))
                .put("h0", Tensor.wrap(Shape.of(batch, WIDTH), new float[batch * WIDTH]))
                .put("W", numbers("W", FEATURES, WIDTH))
                .put("U", numbers("U", WIDTH, WIDTH))
                .put("b", Tensor.wrap(Shape.of(WIDTH), numbers("b", 1, WIDTH).array()))
                .build();
    }

    private static Tensor numbers(String purpose, int rows, int columns) {
        float[] numbers = new float[rows * columns];
        CounterRandom.of(3, purpose, 0).normalInto(0, numbers, 0, numbers.length);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] *= 0.1f;
        }
        return Tensor.wrap(Shape.of(rows, columns), numbers);
    }

    /** Some neighboring sequences of the batch of {@link #BATCH}. */
    private static Tensor rows(int steps, int batch, int first) {
        float[] all = numbers("x", STEPS * BATCH, FEATURES).array();
        float[] some = new float[steps * batch * FEATURES];
        for (int t = 0; t < steps; t++) {
            System.arraycopy(all, (t * BATCH + first) * FEATURES, some, t * batch * FEATURES, batch * FEATURES);
        }
        return Tensor.wrap(Shape.of(steps, batch, FEATURES), some);
    }

    @ParameterizedTest
    @CsvSource({"false, 1", "true, 1", "false, 2", "true, 2", "false, 7", "true, 7"})
    void run_someStepsAtATime_givesTheBitsOfEachSequenceAlone(boolean reverse, int threads) {
        Plan plan = plan(reverse, threads);
        float[] together =
                plan.run(values(BATCH, 0), RandomKey.NONE).get("states").array();
        for (int sequence : new int[] {0, 31, 32, 63}) {
            float[] alone = plan(reverse, 1)
                    .run(values(1, sequence), RandomKey.NONE)
                    .get("states")
                    .array();
            for (int t = 0; t < STEPS; t++) {
                for (int c = 0; c < WIDTH; c++) {
                    assertThat(together[(t * BATCH + sequence) * WIDTH + c])
                            .as("step %d of sequence %d, column %d", t, sequence, c)
                            .isEqualTo(alone[t * WIDTH + c]);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void bytes_moreSteps_growByTheStatesAlone(int threads) {
        Plan plan = plan(false, threads);
        long states = 4L * 1000 * BATCH * WIDTH;

        long grown = plan.bytes(BATCH, 3000) - plan.bytes(BATCH, 2000);

        assertThat(grown).isEqualTo(states);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 8, 1, 10", // small enough to stay in the cache
        "500, 32, 1, 3",
        "500, 128, 1, 1",
        "500, 1, 1, 96",
        "500, 64, 2, 1",
        "500, 64, 8, 500" // eight rows of each step are too few
    })
    void window_sizesAndParts_fillsTheKernelOrIsEverything(int steps, int batch, int parts, int window) {
        LeadingProducts products = new LeadingProducts(
                List.of(new Instruction.Tiles(
                        Dims.of(Dim.TIME, Dim.BATCH), List.of(), List.of(), new TileFrame.Room(0, 0), 96, 1024)),
                List.of(3));

        assertThat(products.window(steps, batch, parts)).isEqualTo(window);
    }

    @Test
    void window_weightsMuchLargerThanResults_isEverything() {
        Ref left = new Ref(Ref.Kind.SEQUENCE, 0, 10_000);
        Ref result = new Ref(Ref.Kind.LEADING, 3, 200);
        TileInstruction product =
                new TileInstruction.Products(result, 200, null, List.of(new TileInstruction.Products.Product(left, 1)));
        LeadingProducts products = new LeadingProducts(
                List.of(new Instruction.Tiles(
                        Dims.of(Dim.TIME, Dim.BATCH), List.of(), List.of(product), new TileFrame.Room(0, 0), 96, 200)),
                List.of(3));

        assertThat(products.window(500, 20, 1)).isEqualTo(500);
    }
}
