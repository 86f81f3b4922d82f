package dev.sluice.core.train;

import dev.sluice.core.data.Batch;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.AbstractList;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A batch cut by rows into shards of consecutive ones, as equal as can be: the first have one row more. Each shard has, for
 * each head, its share of what the head is judged by, so the shards' losses and gradients add up to those of the batch.
 */
final class Shards extends AbstractList<Tensors> {
    private final Graph graph;
    private final Map<String, Network.Head> heads;
    private final Tensors batch;
    private final int rows;
    private final int count;

    /**
     * Decides where to cut; the tensors of a shard are made when it is asked for.
     *
     * @param graph tells which axis of an input is that of the rows
     * @param batch values by name. Not modified.
     * @param shards their number; a batch with fewer rows has as many as rows
     */
    Shards(Graph graph, Map<String, Network.Head> heads, Tensors batch, int shards) {
        this.graph = graph;
        this.heads = heads;
        this.batch = batch;
        this.rows = rows(graph, batch);
        this.count = Math.min(shards, rows);
    }

    /** Name of the input with a shard's share of a head's loss, a scalar. */
    static String share(String head) {
        return head + ".share_of_batch";
    }

    private static int rows(Graph graph, Tensors batch) {
        for (Input input : graph.inputs()) {
            int axis = axis(input);
            if (axis >= 0 && batch.contains(input.label())) {
                return batch.get(input.label()).shape().size(axis);
            }
        }
        throw new IllegalArgumentException("a batch to cut must have rows, but the graph reads " + graph.inputs());
    }

    private static int axis(Input input) {
        for (int axis = 0; axis < input.dims().rank(); axis++) {
            if (input.dims().axis(axis).equals(Dim.BATCH)) {
                return axis;
            }
        }
        return -1;
    }

    @Override
    public int size() {
        return count;
    }

    @Override
    public Tensors get(int index) {
        Objects.checkIndex(index, count);
        int from = begin(index);
        int to = begin(index + 1);
        Map<String, Integer> axes = new HashMap<>();
        graph.inputs().forEach(input -> axes.put(input.label(), axis(input)));
        Tensors.Builder values = Tensors.builder();
        for (String name : batch.names()) {
            int axis = axes.getOrDefault(name, -1);
            values.put(name, axis < 0 ? batch.get(name) : slice(batch.get(name), axis, from, to));
        }
        Tensors shard = values.build();
        Tensors.Builder shares = shard.toBuilder();
        heads.forEach((name, head) -> {
            double all = weight(batch, name, head, rows);
            double own = weight(shard, name, head, to - from);
            shares.put(share(name), Tensor.scalar(all == 0 ? 0 : (float) (own / all)));
        });
        return shares.build();
    }

    private int begin(int index) {
        int each = rows / count;
        return index * each + Math.min(index, rows % count);
    }

    /** The number of outputs that a head is judged by: rows, or valid steps; or the sum of their weights. */
    private static double weight(Tensors values, String name, Network.Head head, int rows) {
        String weights = Batch.weightsName(name);
        if (values.contains(weights)) {
            return sum(values.get(weights));
        }
        return head.everyStep() ? sum(values.get(head.lengths())) : rows;
    }

    private static double sum(Tensor values) {
        double sum = 0;
        for (float value : values.array()) {
            sum += value;
        }
        return sum;
    }

    private static Tensor slice(Tensor whole, int axis, int from, int to) {
        int[] sizes = whole.shape().toArray();
        int outer = 1;
        for (int i = 0; i < axis; i++) {
            outer *= sizes[i];
        }
        int inner = 1;
        for (int i = axis + 1; i < sizes.length; i++) {
            inner *= sizes[i];
        }
        int rows = sizes[axis];
        sizes[axis] = to - from;
        float[] part = new float[outer * (to - from) * inner];
        for (int i = 0; i < outer; i++) {
            System.arraycopy(
                    whole.array(), (i * rows + from) * inner, part, i * (to - from) * inner, (to - from) * inner);
        }
        return Tensor.wrap(Shape.of(sizes), part);
    }
}
