package dev.sluice.core.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Products of whole sequences that one loop alone reads. The loop computes them for a few steps at a time, so that their
 * results pass through the cache and not through memory. Each row is computed as it would be before the loop.
 *
 * @param products instructions without scratch memory
 * @param results the slots of their results
 * @param body what computes them together
 */
record LeadingProducts(List<Instruction.Tiles> products, List<Integer> results, List<TileInstruction> body) {
    /** Rows from which more at a time make a product no faster, as long as its weights stay in the cache. */
    private static final int BLOCK = 96;

    /** Rows of a step below which products of single steps waste more than memory costs. */
    private static final int LEAST_ROWS = 16;

    /**
     * Floats of weights for each float of a result from which reading the weights again for a few steps costs more than the
     * result's way through memory; by measurement, as the processor fetches weights ahead.
     */
    private static final int WEIGHTS_FOR_A_RESULT = 12;

    /** Floats that stay in the second-level cache anyway: 512 KiB. */
    private static final int CACHED = 1 << 17;

    LeadingProducts {
        products = List.copyOf(products);
        results = List.copyOf(results);
        body = List.copyOf(body);
    }

    LeadingProducts(List<Instruction.Tiles> products, List<Integer> results) {
        this(
                products,
                results,
                JointProducts.join(products.stream()
                        .flatMap(product -> product.body().stream())
                        .toList()));
    }

    /**
     * Returns the steps that are computed together; all steps, and before the loop, where that costs less.
     *
     * @param parts into which threads divide the batch
     */
    int window(int steps, int batch, int parts) {
        long columns = products.stream().mapToLong(Instruction.Tiles::columns).sum();
        if (columns * steps * batch <= CACHED || parts > 1 && batch / parts < LEAST_ROWS || hasLargeWeights()) {
            return steps;
        }
        return parts > 1 ? 1 : Math.min(steps, Math.max(1, BLOCK / batch));
    }

    /** Returns whether weights, which do not stay in the cache from a few steps to the next, are much larger than results. */
    private boolean hasLargeWeights() {
        long weights = 0;
        long results = 0;
        for (TileInstruction.Products sum : JointProducts.sums(body)) {
            results += (long) WEIGHTS_FOR_A_RESULT * BLOCK * sum.n();
            weights += sum.weights();
        }
        return weights > CACHED && weights > results;
    }

    /** The floats of so many rows of each result, by slot. */
    Map<Integer, Integer> floats(int rows) {
        Map<Integer, Integer> floats = new HashMap<>();
        for (int i = 0; i < results.size(); i++) {
            floats.put(results.get(i), Math.multiplyExact(rows, products.get(i).columns()));
        }
        return floats;
    }

    /** Computes the rows of a frame in {@code count} steps from {@code first} on. */
    void run(TileFrame frame, int first, int count) {
        int row = frame.firstRow;
        int rows = frame.rows;
        frame.step = 0;
        frame.leadingRow = first * frame.batch;
        frame.firstRow = frame.leadingRow + row;
        // More than one step only where a frame has the whole batch, whose steps follow each other in memory.
        frame.rows = count * rows;
        StepProgram.run(body, frame);
        frame.firstRow = row;
        frame.rows = rows;
    }
}
