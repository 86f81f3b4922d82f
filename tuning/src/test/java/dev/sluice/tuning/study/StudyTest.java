package dev.sluice.tuning.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.FloatDomain;
import dev.sluice.core.search.IntDomain;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.SearchSpace;
import dev.sluice.core.search.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
final class StudyTest {
    private static final SearchSpace PLANE = SearchSpace.of(
            Dimension.of("x", FloatDomain.of(-5, 10)), Dimension.of("n", IntDomain.of(0, 15)));

    @TempDir
    Path folder;

    private static StudyDefinition plane() {
        return StudyDefinition.minimize("bowl", PLANE).withSampler(new NearBest()).withSeed(3);
    }

    private static List<Double> bowl(double x, long n) {
        return List.of(x * x + n);
    }

    private StudyRecord run(String name, StudyDefinition definition, int trials, int workers) throws InterruptedException {
        return Study.in(folder.resolve(name), definition, Budget.ofTrials(trials))
                .withWorkers(workers)
                .run(trial -> {
                    // Later trials may overtake earlier ones.
                    Thread.sleep(trial.number() % 3);
                    return bowl(trial.assignment().number("x"), trial.assignment().integer("n"));
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 7})
    void run_withMoreWorkers_givesTheSameStudy(int workers) throws InterruptedException {
        List<Trial> alone = run("alone", plane(), 40, 1).trials();

        assertThat(alone).hasSize(40).allMatch(trial -> trial.outcome() instanceof Outcome.Completed);
        assertThat(run("together", plane(), 40, workers).trials()).isEqualTo(alone);
    }

    @Test
    void run_trivialTrials_takesMilliseconds() throws InterruptedException {
        long began = System.nanoTime();
        StudyRecord study = Study.in(folder, StudyDefinition.minimize("bowl", PLANE), Budget.ofTrials(2_000))
                .run(trial -> bowl(trial.assignment().number("x"), trial.assignment().integer("n")));

        assertThat(study.trials()).hasSize(2_000);
        assertThat((System.nanoTime() - began) * 1e-9).as("seconds").isLessThan(12);
    }
}
