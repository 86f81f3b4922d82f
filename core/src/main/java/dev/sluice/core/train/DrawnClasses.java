package dev.sluice.core.train;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.SampledScores;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;

/**
 * Classes drawn for the updates of one head, with replacement, by the log-uniform distribution, which is about Zipf's where classes are in
 * the order of their frequency, as vocabularies are:
 *
 * <pre>
 *   q(c) = log((c + 2) / (c + 1)) / log(V + 1)
 * </pre>
 *
 * <p>A draw is a function of the seed, the update and its place, so that a resumed training draws the same ones.
 */
final class DrawnClasses {
    private final String head;
    private final SampledScores scores;
    private final long seed;
    private final Tensor expected;

    DrawnClasses(String head, SampledScores scores, long seed) {
        this.head = head;
        this.scores = scores;
        this.seed = seed;
        expected = Tensor.zeros(scores.classes(), 1);
        for (int c = 0; c < scores.classes(); c++) {
            expected.array()[c] = (float) StrictMath.log(scores.count() * probability(c));
        }
    }

    /** The probability that a draw is a class. */
    double probability(int number) {
        return StrictMath.log1p(1.0 / (number + 1)) / StrictMath.log(scores.classes() + 1.0);
    }

    /**
     * The inputs of an update.
     *
     * @param step its number
     */
    Tensors at(long step) {
        CounterRandom random = CounterRandom.of(seed, SampledScores.DRAWN + head, step);
        double range = StrictMath.log(scores.classes() + 1.0);
        Tensor drawn = Tensor.zeros(scores.count());
        for (int i = 0; i < scores.count(); i++) {
            int number = (int) StrictMath.exp(random.real(i) * range) - 1;
            drawn.array()[i] = Math.min(number, scores.classes() - 1);
        }
        return Tensors.of(SampledScores.DRAWN + head, drawn, SampledScores.EXPECTED + head, expected);
    }
}
