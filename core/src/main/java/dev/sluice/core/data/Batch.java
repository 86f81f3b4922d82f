package dev.sluice.core.data;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.List;
import java.util.Objects;

/**
 * Sequences side by side, time first, padded to the longest. Padding is zeros: token 0 or features 0.
 *
 * <pre>
 *   tokens [T=3, B=2]       lengths [B=2]
 *   t=0   7  5                  3  1
 *   t=1   2  0
 *   t=2   9  0
 * </pre>
 *
 * @param inputs by name: {@code tokens [T, B]}, {@code features [T, B, F]}, static numbers {@code [B, F]}, lengths {@code [B]};
 *     inputs with lengths of their own share {@code T}
 * @param targets by name, {@code [B, C]} or {@code [T, B, C]}
 * @param weights of those targets that are not all judged alike, by name, {@code [B, 1]} or {@code [T, B, 1]}, 0 where there is no label
 * @param size sequences, {@code B}
 */
public record Batch(Tensors inputs, Tensors targets, Tensors weights, int size) {
    /** The name of the input of token ids. */
    public static final String TOKENS = "tokens";
    /** The name of the input of numeric features. */
    public static final String FEATURES = "features";
    /** The name of the input of numbers that hold for the whole example. */
    public static final String STATIC = "static";
    /** The name of the input of targets, in training only. */
    public static final String TARGETS = "targets";
    /** The name of the input of the symbols before those of a text to be written, in training only. */
    public static final String PREVIOUS = "previous";
    /** The name of the input of the lengths of texts to be written, in training only. */
    public static final String TARGET_LENGTHS = "target_lengths";
    /** The name of the input of weights of targets, in training only. */
    public static final String WEIGHTS = "target_weights";

    /**
     * Puts examples side by side in the given order: at least one, all of one kind.
     *
     * @throws IllegalArgumentException if the padded sequences have more numbers than a tensor holds
     */
    public static Batch of(List<EncodedExample> examples) {
        Tensors inputs = inputs(examples.stream().map(EncodedExample::inputs).toList());
        int steps = examples.stream().mapToInt(EncodedExample::length).max().orElse(0);
        Tensors.Builder targets = Tensors.builder();
        examples.getFirst().targets().forEach((name, first) -> {
            List<Tensor> parts = examples.stream()
                    .map(example -> example.targets().get(name))
                    .toList();
            targets.put(name, first.shape().rank() == 1 ? rows(parts) : padded(parts, steps));
        });
        Tensors.Builder weights = Tensors.builder();
        examples.getFirst().weights().forEach((name, first) -> {
            List<Tensor> parts = examples.stream()
                    .map(example -> example.weights().get(name))
                    .toList();
            weights.put(name, first.shape().rank() == 1 ? rows(parts) : padded(parts, steps));
        });
        return new Batch(inputs, targets.build(), weights.build(), examples.size());
    }

    /** The inputs of examples alone, by the names of a graph's inputs. */
    public static Tensors inputs(List<EncodedInputs> examples) {
        int steps = examples.stream().mapToInt(EncodedInputs::length).max().orElse(0);
        EncodedInputs first = examples.getFirst();
        Tensors.Builder inputs = Tensors.builder();
        first.sequences().names().forEach(name -> {
            List<Tensor> parts = examples.stream()
                    .map(example -> example.sequences().get(name))
                    .toList();
            inputs.put(name, padded(parts, steps));
        });
        first.statics().names().forEach(name -> {
            List<Tensor> parts = examples.stream()
                    .map(example -> example.statics().get(name))
                    .toList();
            inputs.put(name, rows(parts));
        });
        first.lengths().keySet().forEach(name -> {
            Tensor lengths = Tensor.zeros(examples.size());
            for (int row = 0; row < examples.size(); row++) {
                lengths.array()[row] =
                        Objects.requireNonNull(examples.get(row).lengths().get(name), name);
            }
            inputs.put(name, lengths);
        });
        return inputs.build();
    }

    /** {@code [F]} each, one below the other. */
    private static Tensor rows(List<Tensor> parts) {
        int columns = parts.getFirst().shape().size(0);
        Tensor whole = Tensor.zeros(parts.size(), columns);
        for (int row = 0; row < parts.size(); row++) {
            System.arraycopy(parts.get(row).array(), 0, whole.array(), row * columns, columns);
        }
        return whole;
    }

    /** {@code [T]} or {@code [T, F]} each, side by side: {@code [T, B]} or {@code [T, B, F]}. */
    private static Tensor padded(List<Tensor> parts, int steps) {
        boolean flat = parts.getFirst().shape().rank() == 1;
        int features = flat ? 1 : parts.getFirst().shape().size(1);
        int rows = parts.size();
        // Before the array: the shape refuses sizes whose product overflows.
        Shape shape = flat ? Shape.of(steps, rows) : Shape.of(steps, rows, features);
        float[] whole = new float[steps * rows * features];
        for (int row = 0; row < rows; row++) {
            float[] values = parts.get(row).array();
            for (int t = 0; t < values.length / features; t++) {
                System.arraycopy(values, t * features, whole, (t * rows + row) * features, features);
            }
        }
        return Tensor.wrap(shape, whole);
    }

    /** One input. */
    public Tensor input(String name) {
        return inputs.get(name);
    }

    /** The targets of one name. */
    public Tensor target(String name) {
        return targets.get(name);
    }

    /** The steps of the longest sequence, {@code T}. */
    public int steps() {
        return inputs.values().stream()
                .filter(input -> input.shape().rank() > 1)
                .mapToInt(input -> input.shape().size(0))
                .findFirst()
                .orElse(0);
    }

    /** Name of the graph's input with a target: {@code targets.slot} for one called {@code slot}, and the prefix alone for the only one. */
    public static String targetName(String target) {
        return target.equals(Example.TARGET) ? TARGETS : TARGETS + "." + target;
    }

    /**
     * Name of the input with the symbols that stand before those of a text to be written, which is read in training: {@code previous},
     * or {@code previous.slot}.
     */
    public static String previousName(String target) {
        return target.equals(Example.TARGET) ? PREVIOUS : PREVIOUS + "." + target;
    }

    /** Name of the input with the lengths of a text to be written, the end among its steps. */
    public static String targetLengthsName(String target) {
        return target.equals(Example.TARGET) ? TARGET_LENGTHS : TARGET_LENGTHS + "." + target;
    }

    /** Name of the graph's input with the weights of a target. */
    public static String weightsName(String target) {
        return target.equals(Example.TARGET) ? WEIGHTS : WEIGHTS + "." + target;
    }

    /** The values for a graph, by the names of its inputs. */
    public Tensors values() {
        return inputs.with(targets.renamed(Batch::targetName)).with(weights.renamed(Batch::weightsName));
    }
}
