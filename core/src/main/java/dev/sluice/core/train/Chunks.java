package dev.sluice.core.train;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A batch cut along time into pieces of at most {@code N} steps. Every row ends in the last piece, so that an answer at a
 * row's end is learned from its last {@code N} steps; a row that is shorter than the others begins in a later piece, and
 * has length 0 before, which leaves its states alone.
 *
 * <pre>
 *   N = 4     piece 0     piece 1
 *   row 0     a b c       d e f g
 *   row 1                 h i
 * </pre>
 */
final class Chunks extends AbstractList<Map<String, Tensor>> {
    private final Map<String, Tensor> batch;
    private final List<String> sequences = new ArrayList<>();
    private final int steps;
    private final float[] lengths;
    private final int count;

    /**
     * Plans the cuts; the tensors are made when a piece's turn comes.
     *
     * @param graph knows which inputs have steps
     * @param batch values by name. Not modified.
     * @param steps of a piece, at least 1
     */
    Chunks(Graph graph, Map<String, Tensor> batch, int steps) {
        this.batch = batch;
        this.steps = steps;
        for (Input input : graph.inputs()) {
            boolean stepped = input.dims().rank() > 0 && input.dims().axis(0).equals(Dim.TIME);
            if (stepped && !input.label().startsWith(InitialStates.PREFIX) && batch.containsKey(input.label())) {
                sequences.add(input.label());
            }
        }
        lengths = Objects.requireNonNull(batch.get(Network.LENGTHS)).array();
        int longest = 0;
        for (float length : lengths) {
            longest = Math.max(longest, (int) length);
        }
        count = Math.max(1, Math.ceilDiv(longest, steps));
    }

    /** The number of pieces, at least 1. */
    @Override
    public int size() {
        return count;
    }

    /** The values of one piece: sequences and lengths cut, everything else as it is. */
    @Override
    public Map<String, Tensor> get(int index) {
        Objects.checkIndex(index, count);
        float[] cut = new float[lengths.length];
        int longest = 0;
        for (int row = 0; row < cut.length; row++) {
            int length = (int) lengths[row];
            cut[row] = Math.max(0, length - (count - 1 - index) * steps) - begin(length, index);
            longest = Math.max(longest, (int) cut[row]);
        }
        Map<String, Tensor> values = new LinkedHashMap<>(batch);
        for (String name : sequences) {
            values.put(name, piece(Objects.requireNonNull(batch.get(name)), index, cut, longest));
        }
        values.put(Network.LENGTHS, Tensor.wrap(Shape.of(cut.length), cut));
        return values;
    }

    private int begin(int length, int index) {
        return Math.max(0, length - (count - index) * steps);
    }

    private Tensor piece(Tensor sequence, int index, float[] cut, int longest) {
        int[] sizes = sequence.shape().toArray();
        int rows = cut.length;
        int width = sizes[0] == 0 ? 0 : sequence.array().length / sizes[0] / rows;
        sizes[0] = longest;
        Tensor piece = Tensor.zeros(sizes);
        for (int row = 0; row < rows; row++) {
            int from = begin((int) lengths[row], index);
            for (int t = 0; t < cut[row]; t++) {
                System.arraycopy(
                        sequence.array(),
                        ((from + t) * rows + row) * width,
                        piece.array(),
                        (t * rows + row) * width,
                        width);
            }
        }
        return piece;
    }
}
