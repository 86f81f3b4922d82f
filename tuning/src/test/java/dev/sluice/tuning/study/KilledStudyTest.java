package dev.sluice.tuning.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.search.Trial;
import dev.sluice.tuning.journal.JobRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes work on a study, and again and again one of them, or both, are killed by kill -9 at a random moment. */
final class KilledStudyTest {
    private static final int TRIALS = 60;
    private static final String WORKING = "working";
    private static final int LONGEST_LIFE = 300;

    @TempDir
    Path folder;

    /** A process that works on the study in a folder. */
    public static final class Program {
        private Program() {}

        /** Works on the study in the first folder, with what its trials keep in the second. */
        public static void main(String[] args) throws InterruptedException {
            Bowl bowl = new Bowl(Path.of(args[1]), Integer.parseInt(args[2]));
            AtomicBoolean began = new AtomicBoolean();
            study(Path.of(args[0])).withWorkers(2).run(trial -> {
                if (!began.getAndSet(true)) {
                    System.out.println(WORKING);
                }
                return bowl.evaluate(trial);
            });
        }
    }

    private static Study study(Path path) {
        return Study.in(path, Bowl.definition(), Budget.ofTrials(TRIALS));
    }

    private static Process start(Path path, Path kept, int work) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        path.toString(),
                        kept.toString(),
                        Integer.toString(work))
                .redirectErrorStream(true)
                .start();
    }

    @Test
    void run_killedAFewTimes_equalsAnUndisturbedStudy() throws Exception {
        check(5, 800);
    }

    @Test
    @Tag("slow")
    void run_killedManyTimes_equalsAnUndisturbedStudy() throws Exception {
        check(Integer.getInteger("sluice.study.kills", 30), 1200);
    }

    /** Studies that are killed until they are done, or have been killed often enough: one after another. */
    private void check(int kills, int work) throws Exception {
        List<Trial> undisturbed = study(folder.resolve("undisturbed"))
                .run(new Bowl(Files.createDirectories(folder.resolve("undisturbed-kept")), 0))
                .trials();
        int left = kills;
        long interrupted = 0;
        for (int round = 0; left > 0; round++) {
            Path path = folder.resolve("study-" + round);
            Path kept = Files.createDirectories(folder.resolve("kept-" + round));
            left -= disturb(path, kept, work, left);
            StudyRecord killed = study(path).run(new Bowl(kept, 0));

            assertThat(killed.trials()).as("after round %s", round).isEqualTo(undisturbed);
            assertThat(killed.jobs()).allMatch(JobRecord::isDone);
            interrupted += killed.jobs().stream()
                    .filter(job -> job.attempts().size() > 1)
                    .count();
        }
        assertThat(interrupted).as("jobs that were interrupted").isGreaterThan(kills / 2);
    }

    /** Works on a study and kills who does; says how often. */
    private static int disturb(Path path, Path kept, int work, int most) throws Exception {
        CounterRandom random = CounterRandom.of(most, "kills", 0);
        List<Process> processes = new ArrayList<>();
        for (int done = 0; done < most; done++) {
            while (processes.size() < 2) {
                Process process = start(path, kept, work);
                processes.add(process);
                String said = process.inputReader().readLine();
                assertThat(said).as("what a process said").isIn(WORKING, null);
                if (said == null) {
                    // Nothing was left to do.
                    kill(processes, 2);
                    return done;
                }
            }
            processes.getFirst().waitFor(random.below(2L * done, LONGEST_LIFE), TimeUnit.MILLISECONDS);
            kill(processes, random.below(2L * done + 1, 3));
        }
        kill(processes, 2);
        return most;
    }

    /** Kills the first, the second or both. */
    private static void kill(List<Process> processes, int which) throws InterruptedException {
        for (int i = processes.size() - 1; i >= 0; i--) {
            if (which == 2 || which == i || !processes.get(i).isAlive()) {
                processes.remove(i).destroyForcibly().waitFor();
            }
        }
    }
}
