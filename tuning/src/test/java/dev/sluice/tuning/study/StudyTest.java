package dev.sluice.tuning.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.IntDomain;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.SearchSpace;
import dev.sluice.core.search.Trial;
import dev.sluice.tuning.journal.JobRecord;
import dev.sluice.tuning.journal.Timing;
import dev.sluice.tuning.journal.Work;
import dev.sluice.tuning.trial.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StudyTest {
    private static final Timing QUICK = new Timing(Duration.ofMillis(20), Duration.ofMillis(400), Duration.ofMillis(5));

    @TempDir
    Path folder;

    private Study bowl(String name, int trials) {
        return Study.in(folder.resolve(name), Bowl.definition(), Budget.ofTrials(trials))
                .withTiming(QUICK);
    }

    private Evaluation evaluation(String name) throws IOException {
        return new Bowl(Files.createDirectories(folder.resolve(name + "-kept")), 0);
    }

    private List<Trial> undisturbed() throws IOException, InterruptedException {
        return bowl("undisturbed", 40).run(evaluation("undisturbed")).trials();
    }

    private static StudyDefinition plain() {
        return Bowl.definition().withPruner((history, trial) -> false, 1);
    }

    @Test
    void run_withRungs_completesPausesAndPrunes() throws Exception {
        List<Trial> trials = undisturbed();

        assertThat(trials).hasSize(40);
        for (Class<? extends Outcome> kind :
                List.of(Outcome.Completed.class, Outcome.Paused.class, Outcome.Pruned.class)) {
            assertThat(trials).as(kind.getSimpleName()).anyMatch(trial -> kind.isInstance(trial.outcome()));
        }
        assertThat(trials).noneMatch(Trial::isPending).allSatisfy(trial -> {
            assertThat(trial.measurements()).isNotEmpty();
            assertThat(trial.lastStep()).isLessThanOrEqualTo(trial.granted());
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 7})
    void run_withMoreWorkers_givesTheSameStudy(int workers) throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Semaphore finished = new Semaphore(0);
        Evaluation evaluation = evaluation("together");
        StudyRecord together = bowl("together", 40).withWorkers(workers).run(trial -> {
            if (calls.incrementAndGet() % 3 == 0) {
                // Another one overtakes it, if there is any.
                finished.drainPermits();
                finished.tryAcquire(5, TimeUnit.MILLISECONDS);
            }
            List<Double> values = evaluation.evaluate(trial);
            finished.release();
            return values;
        });

        assertThat(together.trials()).isEqualTo(undisturbed());
    }

    @Test
    void run_inSeveralProcessesAtOnce_givesTheSameStudy() throws Exception {
        Evaluation evaluation = evaluation("joined");
        List<Callable<StudyRecord>> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(() -> bowl("joined", 40).run(evaluation));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            for (Future<StudyRecord> each : threads.invokeAll(processes)) {
                assertThat(each.get().trials()).isEqualTo(undisturbed());
            }
        }
        StudyRecord record = StudyRecord.read(folder.resolve("joined"));
        assertThat(record.jobs()).allSatisfy(job -> assertThat(job.attempts()).hasSize(1));
        assertThat(record.jobs().stream()
                        .flatMap(job -> job.attempts().stream())
                        .map(each -> each.process()))
                .contains(record.jobs().getFirst().attempts().getFirst().process());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 12, 29, 50})
    void run_afterStops_goesOnToTheSameStudy(int evaluations) throws Exception {
        Evaluation evaluation = evaluation("stopped");
        AtomicInteger calls = new AtomicInteger();
        int stops = 0;
        for (int i = 0; i < 6; i++) {
            try {
                bowl("stopped", 40).withWorkers(2).run(trial -> {
                    if (calls.incrementAndGet() % (evaluations + 1) == 0) {
                        throw new InterruptedException("stopped");
                    }
                    return evaluation.evaluate(trial);
                });
            } catch (InterruptedException e) {
                stops++;
            }
        }
        assertThat(stops).isPositive();
        StudyRecord finished = bowl("stopped", 40).run(evaluation);

        assertThat(finished.trials()).isEqualTo(undisturbed());
        try (Stream<Path> claims = Files.list(finished.folder().path().resolve("claims"))) {
            assertThat(claims).isEmpty();
        }
    }

    @Test
    void run_withALargerBudget_keepsWhatIsDone() throws Exception {
        bowl("larger", 15).run(evaluation("larger"));
        StudyRecord larger = bowl("larger", 40).run(evaluation("larger"));

        List<Trial> trials = larger.trials();
        assertThat(trials).hasSize(40).noneMatch(Trial::isPending);
        assertThat(trials.stream().limit(15).map(Trial::assignment))
                .isEqualTo(
                        undisturbed().stream().limit(15).map(Trial::assignment).toList());
        assertThat(larger.budget().trials()).isEqualTo(40);
    }

    @Test
    void run_otherSeed_givesAnotherStudy() throws Exception {
        StudyRecord other = Study.in(folder.resolve("other"), Bowl.definition().withSeed(4), Budget.ofTrials(40))
                .run(evaluation("other"));

        assertThat(other.trials().getFirst().assignment())
                .isNotEqualTo(undisturbed().getFirst().assignment());
    }

    @Test
    void run_trialsThatThrowOrAreNotFinite_areCountedAndTheRestGoesOn() throws Exception {
        StudyRecord study = Study.in(folder, plain(), Budget.ofTrials(24)).run(trial -> switch (trial.number() % 6) {
            case 0 -> List.of(Double.NaN);
            case 1 -> List.of(Double.NEGATIVE_INFINITY);
            case 2 -> throw new IllegalStateException("no\nluck");
            case 3 -> throw new OutOfMemoryError("heap");
            case 4 -> List.of(1.0, 2.0);
            default -> List.of(Bowl.value(trial));
        });

        StudyProgress progress = study.progress();
        assertThat(progress.count(Outcome.Completed.class)).isEqualTo(4);
        assertThat(progress.count(Outcome.Diverged.class)).isEqualTo(8);
        assertThat(progress.count(Outcome.Failed.class)).isEqualTo(12);
        assertThat(study.trials().get(2).outcome()).isEqualTo(new Outcome.Failed("IllegalStateException: no luck"));
        assertThat(study.trials().get(3).outcome()).isEqualTo(new Outcome.Failed("OutOfMemoryError: heap"));
        assertThat(study.best()).hasSize(1);
    }

    @Test
    void run_whereAllTrialsFail_stopsEarly() throws Exception {
        StudyRecord study = Study.in(folder, plain(), Budget.ofTrials(1000)).run(trial -> {
            throw new IllegalStateException("never");
        });

        assertThat(study.trials().size()).isLessThan(20);
        assertThatThrownBy(study::winner)
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("no trial has completed")
                .hasMessageContaining("failed, trial 0 because of: IllegalStateException: never");
    }

    @Test
    void winner_whereAllTrialsWerePruned_saysSo() throws Exception {
        StudyDefinition pruning = plain().withPruner((history, trial) -> true, 9);
        StudyRecord study = Study.in(folder, pruning, Budget.ofTrials(2))
                .run(new Bowl(Files.createDirectories(folder.resolve("kept")), 0));

        assertThatThrownBy(study::winner)
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("of 2 trials 2 were pruned; a pruner must let some trials come to their end");
    }

    @Test
    void run_samplerOrPrunerThatFails_stopsTheStudyInWords() {
        assertThatThrownBy(() -> Study.in(
                                folder.resolve("sampler"),
                                plain().withSampler(history -> {
                                    throw new IllegalStateException("lost");
                                }),
                                Budget.ofTrials(5))
                        .run(trial -> List.of(1.0)))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("job 0 cannot be decided: the sampler (the lambda of ")
                .hasMessageContaining("lost");
        assertThatThrownBy(() -> Study.in(
                                folder.resolve("pruner"),
                                plain().withPruner(
                                                (history, trial) -> {
                                                    throw new IllegalStateException("lost");
                                                },
                                                9),
                                Budget.ofTrials(5))
                        .run(new Bowl(Files.createDirectories(folder.resolve("kept")), 0)))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("trial 0 cannot be judged: the pruner (the lambda of ");
    }

    @Test
    void run_inAFolderOfAnotherStudy_saysWhatDiffers() throws Exception {
        Study.in(folder, plain(), Budget.ofTrials(3)).run(trial -> List.of(1.0));
        SearchSpace other =
                SearchSpace.of(Dimension.of("x", IntDomain.of(1, 2)), Dimension.of("n", IntDomain.of(0, 15)));

        assertThatThrownBy(() -> Study.in(folder, StudyDefinition.minimize("bowl", other), Budget.ofTrials(9))
                        .run(trial -> List.of(1.0)))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("seed was 3 and is 1")
                .hasMessageContaining("space.x.float was [-5.0, 10.0] and is not there")
                .hasMessageContaining("space.x.int was not there and is [1, 2]")
                .hasMessageNotContaining("budget");
        assertThat(StudyRecord.read(folder).trials()).hasSize(3);
    }

    @Test
    void run_whenTheTimeIsUp_finishesWhatIsUnderWay() throws Exception {
        StudyRecord study = Study.in(folder, plain(), new Budget(100_000, 0.01))
                .withTiming(QUICK)
                .withWorkers(2)
                .run(trial -> List.of(Bowl.value(trial)));

        assertThat(study.trials())
                .isNotEmpty()
                .hasSizeLessThan(100_000)
                .allMatch(trial -> trial.outcome() instanceof Outcome.Completed);
        // The time that is up stays up.
        assertThat(Study.in(folder, plain(), new Budget(100_000, 0.01))
                        .run(trial -> List.of(1.0))
                        .trials())
                .isEqualTo(study.trials());
    }

    @Test
    void run_eager_usesWhateverIsThere() throws Exception {
        StudyDefinition eager = Bowl.definition().withLag(StudyDefinition.EAGER);
        StudyRecord study = Study.in(folder.resolve("eager"), eager, Budget.ofTrials(40))
                .withWorkers(3)
                .run(evaluation("eager"));

        assertThat(study.trials()).hasSize(40).noneMatch(Trial::isPending);
        assertThat(study.jobs()).noneMatch(job -> job.work().equals(new Work.Idle()));
    }

    @Test
    void run_ofAFiniteSpace_endsWhenAllIsTried() throws Exception {
        SearchSpace small = SearchSpace.of(Dimension.of("x", IntDomain.of(1, 7)));
        StudyRecord study = Study.in(folder, StudyDefinition.minimize("x", small), Budget.ofTrials(100))
                .run(trial -> List.of((double) trial.assignment().integer("x")));

        assertThat(study.trials()).hasSize(7);
        assertThat(study.best().getFirst().assignment().integer("x")).isEqualTo(1);
    }

    @Test
    void read_ofAnotherFolder_saysThatThereIsNoStudy() {
        assertThatThrownBy(() -> StudyRecord.read(folder))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("there is no study in");
    }

    @Test
    void read_damagedJournal_doesItsJobsAgain() throws Exception {
        List<Trial> before = bowl("damaged", 40).run(evaluation("damaged")).trials();
        Path journal;
        try (Stream<Path> files = Files.list(folder.resolve("damaged/journal"))) {
            journal = files.findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(journal);
        for (int i = bytes.length / 3; i < bytes.length / 2; i++) {
            bytes[i] = 0;
        }
        Files.write(journal, bytes);
        List<String> notes = new ArrayList<>();
        StudyRecord again = bowl("damaged", 40)
                .withObserver(new StudyObserver() {
                    @Override
                    public void note(String line) {
                        notes.add(line);
                    }
                })
                .run(evaluation("damaged"));

        assertThat(again.trials()).isEqualTo(before);
        assertThat(again.jobs()).allMatch(JobRecord::isDone);
        assertThat(notes).anyMatch(line -> line.contains("damaged"));
    }

    @Test
    void run_thousandsOfTrivialTrials_takesMilliseconds() throws Exception {
        long began = System.nanoTime();
        StudyRecord study = Study.in(folder, StudyDefinition.minimize("bowl", Bowl.SPACE), Budget.ofTrials(2_000))
                .run(trial -> List.of(Bowl.value(trial)));

        assertThat(study.trials()).hasSize(2_000);
        assertThat((System.nanoTime() - began) * 1e-9).as("seconds").isLessThan(12);
    }
}
