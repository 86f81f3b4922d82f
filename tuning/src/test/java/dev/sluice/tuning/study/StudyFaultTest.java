package dev.sluice.tuning.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.search.Outcome;
import dev.sluice.tuning.journal.Timing;
import dev.sluice.tuning.trial.StepJudge;
import dev.sluice.tuning.trial.TrialRunner;
import dev.sluice.tuning.trial.TrialTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong around a study rather than in its trials: the study stops cleanly, and goes on once the cause is gone. */
final class StudyFaultTest {
    private static final Timing QUICK = new Timing(Duration.ofMillis(20), Duration.ofMillis(300), Duration.ofMillis(5));

    private static final Pattern BEATS = Pattern.compile("\"beats\": ?(\\d+)");

    @TempDir
    Path folder;

    private Study study() {
        StudyDefinition plain = Bowl.definition().withPruner((history, trial) -> false, 1);
        return Study.in(folder.resolve("study"), plain, Budget.ofTrials(20)).withTiming(QUICK);
    }

    /** Fails at some trial as a full disk does, if it is to. */
    private record Disk(AtomicInteger left) implements TrialRunner {
        @Override
        public Outcome run(TrialTask task, StepJudge judge) throws IOException {
            if (left.getAndDecrement() == 0) {
                throw new IOException("No space left on device");
            }
            return new Outcome.Completed(List.of((double) task.trial()));
        }

        @Override
        public void stop() {
            // A trial takes no time.
        }
    }

    @Test
    void run_trialOnAFullDisk_stopsTheStudyAndCountsNothing() throws Exception {
        assertThatThrownBy(() -> study().withWorkers(2).run(new Disk(new AtomicInteger(7))))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("the same command continues the study");
        assertThat(StudyRecord.read(folder.resolve("study")).trials())
                .noneMatch(trial -> trial.outcome() instanceof Outcome.Failed);

        StudyRecord later = study().run(new Disk(new AtomicInteger(-1)));
        assertThat(later.trials()).hasSize(20).allMatch(trial -> trial.outcome() instanceof Outcome.Completed);
    }

    @Test
    void run_thatSlept_isShutOutAndSaysSo() throws Exception {
        CountDownLatch asleep = new CountDownLatch(1);
        CountDownLatch awake = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            // Its heart does not beat while it sleeps.
            Study sleeper = study().withTiming(new Timing(Duration.ofHours(1), QUICK.lease(), QUICK.poll()));
            Future<StudyRecord> sleeping = threads.submit(() -> sleeper.run(trial -> {
                if (trial.number() == 3) {
                    asleep.countDown();
                    awake.await();
                }
                return List.of(Bowl.value(trial));
            }));
            asleep.await();
            StudyRecord done = study().run(trial -> List.of(Bowl.value(trial)));
            awake.countDown();

            assertThat(done.trials()).hasSize(20).noneMatch(trial -> trial.isPending());
            assertThatThrownBy(sleeping::get)
                    .hasCauseInstanceOf(StudyException.class)
                    .hasMessageContaining("wrote no heartbeat for so long that another one took over its work");
            StudyRecord after = StudyRecord.read(folder.resolve("study"));
            assertThat(after.trials()).isEqualTo(done.trials());
            assertThat(after.jobs().get(3).attempts()).hasSize(2);
        }
    }

    /** A constraint that nothing satisfies, where each answer takes its time. */
    @Test
    void run_stoppedInALongDecision_endsAtOnceAndItsHeartHasBeaten() throws Exception {
        CountDownLatch deciding = new CountDownLatch(1);
        StudyDefinition hopeless = Bowl.definition().withConstraint(assignment -> {
            deciding.countDown();
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            return Optional.of("never");
        });
        Study study =
                Study.in(folder.resolve("study"), hopeless, Budget.ofTrials(20)).withTiming(QUICK);
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<StudyRecord> running = threads.submit(() -> study.run(trial -> List.of(0.0)));
            deciding.await();
            assertThat(beats(5)).as("heartbeats while a decision is made").isGreaterThanOrEqualTo(5);
            // Ten thousand draws would take more than three minutes.
            threads.shutdownNow();
            assertThatThrownBy(() -> running.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
        }
        assertThat(StudyRecord.read(folder.resolve("study")).trials()).isEmpty();
    }

    /** Waits until the study's only process has written so many heartbeats, or far longer than that takes; returns their number. */
    private int beats(int wanted) throws IOException {
        long patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        int beats = 0;
        while (beats < wanted && System.nanoTime() < patience) {
            Thread.onSpinWait();
            try (Stream<Path> files = Files.list(folder.resolve("study/processes"))) {
                for (Path file : files.filter(each -> !each.toString().endsWith(".draft"))
                        .toList()) {
                    Matcher found = BEATS.matcher(Files.readString(file));
                    beats = found.find() ? Integer.parseInt(found.group(1)) : beats;
                }
            }
        }
        return beats;
    }
}
