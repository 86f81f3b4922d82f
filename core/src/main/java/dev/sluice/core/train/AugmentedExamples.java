package dev.sluice.core.train;

import dev.sluice.core.data.Batches;
import dev.sluice.core.data.EncodedExample;
import dev.sluice.core.data.EncodedInputs;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.DerivedInput;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Examples of one epoch as training sees them. Each random number is a function of seed, epoch, example and place in the series, so
 * that neither the order of batches nor threads nor interruptions change one.
 */
final class AugmentedExamples implements Batches.Change {
    /** More numbers than a series has. */
    private static final long EXAMPLE = 1L << 32;

    private final Augmentation options;
    private final Set<String> series;
    private final CounterRandom noise;
    private final CounterRandom factors;
    private final CounterRandom slices;

    AugmentedExamples(Augmentation options, Network network, long seed, int epoch) {
        this.options = options;
        series = series(network);
        noise = CounterRandom.of(seed, "augment/jitter", epoch);
        factors = CounterRandom.of(seed, "augment/scaling", epoch);
        slices = CounterRandom.of(seed, "augment/slice", epoch);
    }

    /** The inputs to change: numeric series that are no extra input of a cell. */
    static Set<String> series(Network network) {
        Set<String> extras = new TreeSet<>();
        network.cells().forEach(cell -> cell.extraInputs().forEach(extra -> extras.add(extra.name())));
        Set<String> series = new TreeSet<>();
        network.inputs().stream()
                .filter(ModelInput.Features.class::isInstance)
                .map(ModelInput::name)
                .filter(name -> !extras.contains(name))
                .forEach(series::add);
        for (String name : Set.copyOf(series)) {
            for (DerivedInput derived : DerivedInput.values()) {
                series.remove(derived.of(name));
            }
        }
        return series;
    }

    @Override
    public EncodedExample of(EncodedExample example, int place) {
        EncodedInputs inputs = example.inputs();
        double share = options.slice() + (1 - options.slice()) * slices.real(2L * place);
        double at = slices.real(2L * place + 1);
        Tensors.Builder sequences = Tensors.builder();
        long input = 0;
        for (String name : inputs.sequences().names()) {
            Tensor sliced = slice(inputs.sequences().get(name), share, at);
            sequences.put(name, series.contains(name) ? changed(sliced, place * EXAMPLE + (input << 24)) : sliced);
            input++;
        }
        Map<String, Integer> lengths = new LinkedHashMap<>();
        inputs.lengths().forEach((name, length) -> lengths.put(name, kept(length, share)));
        return new EncodedExample(
                new EncodedInputs(sequences.build(), inputs.statics(), lengths), example.targets(), example.weights());
    }

    private static int kept(int steps, double share) {
        return Math.min(steps, Math.max(1, (int) Math.ceil(steps * share)));
    }

    private static Tensor slice(Tensor whole, double share, double at) {
        int steps = whole.shape().size(0);
        int kept = kept(steps, share);
        if (kept == steps) {
            return whole;
        }
        int from = (int) (at * (steps - kept + 1));
        int width = whole.array().length / steps;
        float[] values = Arrays.copyOfRange(whole.array(), from * width, (from + kept) * width);
        Shape shape = whole.shape().rank() == 1 ? Shape.of(kept) : Shape.of(kept, width);
        return Tensor.wrap(shape, values);
    }

    private Tensor changed(Tensor values, long first) {
        int columns = values.shape().size(1);
        float[] factor = new float[columns];
        factors.normalInto(first, factor, 0, columns);
        double[] deviations = options.jitter() > 0 ? deviations(values.array(), columns) : new double[columns];
        float[] out = new float[values.array().length];
        if (options.jitter() > 0) {
            noise.normalInto(first, out, 0, out.length);
        }
        for (int i = 0; i < out.length; i++) {
            int column = i % columns;
            double scale = 1 + options.scaling() * factor[column];
            out[i] = (float) (values.array()[i] * scale + options.jitter() * deviations[column] * out[i]);
        }
        return Tensor.wrap(values.shape(), out);
    }

    /** The deviation of each column of one series. */
    private static double[] deviations(float[] values, int columns) {
        double[] sums = new double[columns];
        double[] squares = new double[columns];
        for (int i = 0; i < values.length; i++) {
            sums[i % columns] += values[i];
            squares[i % columns] += (double) values[i] * values[i];
        }
        int steps = values.length / columns;
        double[] deviations = new double[columns];
        for (int column = 0; column < columns; column++) {
            double mean = sums[column] / steps;
            deviations[column] = Math.sqrt(Math.max(0, squares[column] / steps - mean * mean));
        }
        return deviations;
    }
}
