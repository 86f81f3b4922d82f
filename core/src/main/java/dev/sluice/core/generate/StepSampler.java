package dev.sluice.core.generate;

import dev.sluice.core.kernel.CounterRandom;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Draws from probabilities. A draw is a function of the probabilities, the options and its position, so that nothing before it and no
 * other thread can change it.
 */
final class StepSampler {
    private final GenerationOptions options;
    private final CounterRandom random;

    StepSampler(GenerationOptions options) {
        this.options = options;
        random = CounterRandom.of(options.seed(), "generate", 0);
    }

    /**
     * One of several classes that exclude each other, after temperature, {@code top_k} and {@code top_p}, in this order.
     *
     * @param probabilities of all classes. Not modified.
     * @param from the first class that may be drawn
     * @param position of the draw
     */
    int one(float[] probabilities, int from, long position) {
        // Of equal probabilities the first is taken for likelier, so that the order is the same everywhere.
        List<Integer> likeliest = IntStream.range(from, probabilities.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(place -> -probabilities[place]))
                .limit(most())
                .toList();
        double largest = probabilities[likeliest.getFirst()];
        if (options.temperature() == 0 || !(largest > 0)) {
            return likeliest.getFirst();
        }
        double[] weights = new double[likeliest.size()];
        double total = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = StrictMath.pow(probabilities[likeliest.get(i)] / largest, 1 / options.temperature());
            total += weights[i];
        }
        int kept = 0;
        double mass = 0;
        while (kept < weights.length && (kept == 0 || mass < options.topP() * total)) {
            mass += weights[kept++];
        }
        double drawn = random.real(position) * mass;
        for (int i = 0; i < kept; i++) {
            drawn -= weights[i];
            if (drawn < 0) {
                return likeliest.get(i);
            }
        }
        return likeliest.get(kept - 1);
    }

    private int most() {
        return options.topK() == 0 ? Integer.MAX_VALUE : options.topK();
    }

    /**
     * Whether a class holds that does so independently of others.
     *
     * @param probability that it does
     * @param position of the draw
     */
    boolean holds(double probability, long position) {
        if (options.temperature() == 0) {
            return probability > 0.5;
        }
        double yes = StrictMath.pow(probability, 1 / options.temperature());
        double no = StrictMath.pow(1 - probability, 1 / options.temperature());
        return random.real(position) * (yes + no) < yes;
    }
}
