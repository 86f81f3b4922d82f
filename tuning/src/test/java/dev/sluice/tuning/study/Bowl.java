package dev.sluice.tuning.study;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.FloatDomain;
import dev.sluice.core.search.IntDomain;
import dev.sluice.core.search.SearchSpace;
import dev.sluice.tuning.trial.Evaluation;
import dev.sluice.tuning.trial.TrialSteps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/**
 * A bowl that is approached in steps: after each the value is the bowl's plus what is left of 30. It keeps the steps done in a
 * file for each trial, and throws if it is asked to begin anywhere else.
 *
 * @param kept folder of the files
 * @param work of a step: so many thousand random numbers
 */
@NullMarked
record Bowl(Path kept, int work) implements Evaluation {
    static final SearchSpace SPACE =
            SearchSpace.of(Dimension.of("x", FloatDomain.of(-5, 10)), Dimension.of("n", IntDomain.of(0, 15)));

    static StudyDefinition definition() {
        return StudyDefinition.minimize("bowl", SPACE)
                .withSampler(new NearBest())
                .withPruner(new Rungs(), Rungs.STEPS)
                .withSeed(3);
    }

    static double value(TrialSteps trial) {
        double x = trial.assignment().number("x");
        return x * x + trial.assignment().integer("n");
    }

    @Override
    public List<Double> evaluate(TrialSteps trial) throws IOException {
        Path file = kept.resolve("steps-" + trial.number());
        int done = Files.exists(file) ? Integer.parseInt(Files.readString(file)) : 0;
        if (done < trial.from()) {
            throw new IllegalStateException(done + " steps are kept, but " + trial.from() + " were done");
        }
        double value = value(trial);
        for (int step = trial.from() + 1; step <= trial.steps(); step++) {
            work(step);
            // Appears as a whole, like a checkpoint.
            Path draft = Files.writeString(kept.resolve("draft-" + trial.number()), Integer.toString(step));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            if (trial.stopsAfter(step, value + 30.0 / step)) {
                break;
            }
        }
        return List.of(value);
    }

    private void work(int step) {
        CounterRandom random = CounterRandom.of(step, "work", 0);
        double sum = 0;
        for (int i = 0; i < 1000 * work; i++) {
            sum += random.normal(i);
        }
        if (!Double.isFinite(sum)) {
            throw new IllegalStateException("random numbers are finite");
        }
    }
}
