package dev.sluice.core.data;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Examples read as one long sequence by rows side by side, piece after piece. Each row reads its own section; what is left of the
 * sequence after the last full section is not read.
 *
 * <pre>
 *   B = 2, N = 3     piece 0    piece 1    piece 2
 *   row 0            a b c      d e f      g
 *   row 1            h i j      k l m      n        (o is left)
 * </pre>
 *
 * @param whole all examples one after the other
 * @param lengths name of its number of steps
 * @param rows side by side, {@code B}
 * @param from the step at which the first row begins
 * @param length steps of a row
 * @param steps of a piece, {@code N}
 */
record Streams(EncodedExample whole, String lengths, int rows, int from, int length, int steps) {
    /**
     * The streams of an epoch of training. Where it begins is a function of seed and epoch.
     *
     * @throws DataException if there are fewer steps than rows
     */
    static Streams training(Dataset data, int rows, long seed, int epoch) {
        int steps = data.stream().steps();
        int from = data.stream().randomStart()
                ? CounterRandom.of(seed, "streams/start", epoch).below(0, steps)
                : 0;
        return new Streams(joined(data), name(data), rows, from, sectionLength(data, rows), steps);
    }

    /** One stream of all steps. */
    static Streams whole(Dataset data) {
        EncodedExample whole = joined(data);
        return new Streams(
                whole, name(data), 1, 0, whole.length(), data.stream().steps());
    }

    /**
     * Steps of each row, the same in each epoch wherever it begins.
     *
     * @throws DataException if there is none
     */
    static int sectionLength(Dataset data, int rows) {
        long all = data.steps(name(data));
        long skipped = data.stream().randomStart() ? data.stream().steps() - 1 : 0;
        int length = (int) ((all - skipped) / rows);
        if (length < 1) {
            throw new DataException("a stream must have at least a step for each of " + rows
                    + " rows that read it side by side, but has " + all
                    + (skipped > 0
                            ? ", of which data.stream.random_start leaves up to " + skipped + " out at the beginning"
                            : "")
                    + "; make train.batch_size " + (skipped > 0 ? "or data.stream.steps " : "")
                    + "smaller or bring more data");
        }
        return length;
    }

    private static String name(Dataset data) {
        return data.lengthNames().iterator().next();
    }

    /** Examples one after the other. */
    private static EncodedExample joined(Dataset data) {
        if (data.size() == 1) {
            return data.examples().getFirst();
        }
        List<EncodedExample> all = List.copyOf(data.examples());
        EncodedExample first = all.getFirst();
        Tensors sequences = Tensors.of(
                first.inputs().sequences().names(),
                name -> joined(all.stream()
                        .map(example -> example.inputs().sequences().get(name))
                        .toList()));
        int steps = all.stream().mapToInt(EncodedExample::length).sum();
        return new EncodedExample(
                new EncodedInputs(sequences, Tensors.of(), Map.of(name(data), steps)),
                Tensors.of(
                        first.targets().names(),
                        name -> joined(all.stream()
                                .map(example -> example.targets().get(name))
                                .toList())),
                Tensors.of(
                        first.weights().names(),
                        name -> joined(all.stream()
                                .map(example -> example.weights().get(name))
                                .toList())));
    }

    /** {@code [T]} or {@code [T, F]} each, one after the other. */
    private static Tensor joined(List<Tensor> parts) {
        int steps = parts.stream().mapToInt(part -> part.shape().size(0)).sum();
        int[] sizes = parts.getFirst().shape().toArray();
        sizes[0] = steps;
        Tensor whole = Tensor.zeros(sizes);
        int at = 0;
        for (Tensor part : parts) {
            System.arraycopy(part.array(), 0, whole.array(), at, part.array().length);
            at += part.array().length;
        }
        return whole;
    }

    /** The number of pieces. */
    int size() {
        return Math.ceilDiv(length, steps);
    }

    /** A piece of all rows. */
    Batch get(int piece) {
        List<EncodedExample> examples = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int begin = from + row * length;
            examples.add(cut(begin + piece * steps, begin + Math.min(length, (piece + 1) * steps)));
        }
        return Batch.of(examples);
    }

    /** A piece of the first row. */
    EncodedExample piece(int piece) {
        return cut(from + piece * steps, from + Math.min(length, (piece + 1) * steps));
    }

    private EncodedExample cut(int begin, int end) {
        return new EncodedExample(
                new EncodedInputs(
                        whole.inputs().sequences().map(tensor -> cut(tensor, begin, end)),
                        Tensors.of(),
                        Map.of(lengths, end - begin)),
                whole.targets().map(tensor -> cut(tensor, begin, end)),
                whole.weights().map(tensor -> cut(tensor, begin, end)));
    }

    private static Tensor cut(Tensor tensor, int begin, int end) {
        int[] sizes = tensor.shape().toArray();
        int width = sizes.length == 1 ? 1 : sizes[1];
        sizes[0] = end - begin;
        float[] part = new float[(end - begin) * width];
        System.arraycopy(tensor.array(), begin * width, part, 0, part.length);
        return Tensor.wrap(Shape.of(sizes), part);
    }
}
