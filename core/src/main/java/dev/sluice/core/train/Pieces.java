package dev.sluice.core.train;

import dev.sluice.core.data.Batch;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A batch cut along time into pieces of at most {@code N} steps. Every row ends in the last piece, so that an output at a
 * row's end is learned from its last {@code N} steps; a row that is shorter than the others begins in a later piece, and
 * has length 0 before, which leaves its states alone.
 *
 * <pre>
 *   N = 4     piece 0     piece 1
 *   row 0     a b c       d e f g
 *   row 1                 h i
 * </pre>
 */
final class Pieces extends AbstractList<Tensors> {
    private final Tensors batch;
    private final List<String> sequences = new ArrayList<>();
    private final String lengthsName;
    private final int steps;
    private final float[] lengths;
    private final int count;

    /**
     * Decides where to cut; the tensors of a piece are made when it is asked for.
     *
     * @param graph tells which inputs have steps
     * @param batch values by name. Not modified.
     * @param steps of a piece, at least 1
     * @throws IllegalArgumentException if there are several encoders, whose sequences have lengths of their own
     */
    Pieces(Graph graph, Tensors batch, int steps) {
        this.batch = batch;
        this.steps = steps;
        for (Input input : graph.inputs()) {
            boolean stepped = input.dims().rank() > 0 && input.dims().axis(0).equals(Dim.TIME);
            if (stepped && !input.label().startsWith(InitialStates.PREFIX) && batch.contains(input.label())) {
                sequences.add(input.label());
            }
        }
        lengthsName = lengthsName(graph);
        lengths = batch.get(lengthsName).array();
        int longest = 0;
        for (float length : lengths) {
            longest = Math.max(longest, (int) length);
        }
        count = Math.max(1, Math.ceilDiv(longest, steps));
    }

    private static String lengthsName(Graph graph) {
        List<String> names = graph.inputs().stream()
                .filter(input -> input.kind() == Input.Kind.LENGTH)
                .map(Input::label)
                .toList();
        if (names.size() != 1) {
            throw new IllegalArgumentException("sequences are cut into pieces by the lengths of one encoder, but the"
                    + " network has " + names + "; let one encoder read all inputs, or take whole sequences");
        }
        return names.getFirst();
    }

    /** The number of rows, {@code B}. */
    int rows() {
        return lengths.length;
    }

    /** Valid steps of all rows together, at least 1. */
    private Tensor validSteps() {
        float sum = 0;
        for (float length : lengths) {
            sum += length;
        }
        return Tensor.scalar(Math.max(1, sum));
    }

    private static Tensor sum(Tensor weights) {
        float sum = 0;
        for (float weight : weights.array()) {
            sum += weight;
        }
        return Tensor.scalar(sum == 0 ? 1 : sum);
    }

    /** The number of pieces, at least 1. */
    @Override
    public int size() {
        return count;
    }

    /** The values of one piece: sequences and lengths cut, everything else as it is. */
    @Override
    public Tensors get(int index) {
        Objects.checkIndex(index, count);
        float[] cut = cut(index);
        int longest = 0;
        for (float length : cut) {
            longest = Math.max(longest, (int) length);
        }
        Tensors.Builder values = batch.toBuilder();
        for (String name : sequences) {
            values.put(name, piece(batch.get(name), index, cut, longest));
        }
        values.put(lengthsName, Tensor.wrap(Shape.of(cut.length), cut));
        values.put(Objective.STEPS, validSteps());
        for (String name : batch.names()) {
            if (name.startsWith(Batch.WEIGHTS)) {
                values.put(name + Objective.OF_ALL_PIECES, sum(batch.get(name)));
            }
        }
        return values.build();
    }

    /** The lengths of the rows in a piece. */
    private float[] cut(int index) {
        float[] cut = new float[lengths.length];
        for (int row = 0; row < cut.length; row++) {
            int length = (int) lengths[row];
            cut[row] = Math.max(0, length - (count - 1 - index) * steps) - begin(length, index);
        }
        return cut;
    }

    /**
     * Copies the steps of a piece to their places in the whole sequence.
     *
     * @param piece {@code [t, B, F]}. Not modified.
     * @param whole {@code [T, B, F]}. Modified.
     */
    void place(int index, Tensor piece, Tensor whole) {
        float[] cut = cut(index);
        int rows = cut.length;
        int width = whole.shape().size(2);
        for (int row = 0; row < rows; row++) {
            int from = begin((int) lengths[row], index);
            for (int t = 0; t < cut[row]; t++) {
                System.arraycopy(
                        piece.array(),
                        (t * rows + row) * width,
                        whole.array(),
                        ((from + t) * rows + row) * width,
                        width);
            }
        }
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
