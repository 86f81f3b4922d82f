package dev.sluice.cluster.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cluster.Processes;
import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Trial;
import dev.sluice.tuning.experiment.ExperimentStudy;
import dev.sluice.tuning.experiment.TrialFolders;
import dev.sluice.tuning.study.StudyRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SparkTrialsTest {
    private static final int MOST_MILLIS = 4000;

    private static final String EXPERIMENT = """
            name: small
            data:
              source: {name: csv, options: {file: texts.csv, text: text, labels: [label], part: part}}
            model:
              embedding: {size: 4}
              encoder: {cell: {choice: [gru, mgu]}, hidden: {int: [2, 8]}}
            train:
              epochs: 4
              batch_size: 16
              optimizer: {name: adam, options: {learning_rate: {float: [1e-4, 1e-1], log: true}}}
            tune:
              objective: validation.loss
              sampler: tpe
              pruner: {name: successive-halving, options: {reduction: 2}}
              budget: {trials: 6}
              lag: 4
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("experiment.yaml"), EXPERIMENT);
        StringBuilder csv = new StringBuilder("text,label,part\n");
        for (int i = 0; i < 120; i++) {
            String part = i % 6 == 0 ? "test" : i % 6 == 1 ? "validation" : "training";
            csv.append((i % 2 == 0 ? "ab" : "ba").repeat(1 + i % 4)).append("xyz".charAt(i % 3));
            csv.append(',')
                    .append((i % 2 == 0) != (i % 11 == 0) ? "a" : "b")
                    .append(',')
                    .append(part)
                    .append('\n');
        }
        Files.writeString(folder.resolve("texts.csv"), csv);
    }

    @AfterEach
    void clear() {
        Processes.clear();
    }

    private ExperimentStudy study(String name) {
        return ExperimentStudy.in(
                folder.resolve("studies").resolve(name),
                Experiment.load(folder.resolve("experiment.yaml")).open());
    }

    private List<String> onSpark(String name, String master, int workers, String slice) throws InterruptedException {
        System.setProperty(SparkTrialCluster.SLICE, slice);
        StudyRecord record =
                study(name).withWorkers(workers).run(study -> new SparkTrialCluster().trials(study, master));
        return facts(record);
    }

    /** All that a study gives: assignments, measurements, outcomes, and the bits of the runs' files. */
    private static List<String> facts(StudyRecord record) {
        List<String> facts = new ArrayList<>();
        TrialFolders folders = new TrialFolders(record.folder().trials());
        for (Trial trial : record.trials()) {
            facts.add(trial.number() + " " + trial.assignment() + " " + trial.measurements() + " " + trial.outcome());
            for (Path run : folders.existing(trial.number(), 1)) {
                facts.add(trial.number() + " " + bits(run.resolve("best.safetensors")));
                facts.add(trial.number() + " " + bits(run.resolve("metrics.jsonl")));
            }
        }
        return facts;
    }

    private static String bits(Path file) {
        try {
            return Files.exists(file) ? HexFormat.of().formatHex(Files.readAllBytes(file)) : "none";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0s", "2, 0s", "4, 30s"})
    void run_tasksOfThisProcess_isTheStudyOfLocalWorkers(int workers, String slice) throws Exception {
        StudyRecord local = study("local").withWorkers(2).run();

        List<String> spark = onSpark("spark", "local[2]", workers, slice);

        assertThat(local.trials()).extracting(Trial::outcome).hasAtLeastOneElementOfType(Outcome.Completed.class);
        assertThat(local.trials()).extracting(Trial::outcome).doesNotHaveAnyElementsOfTypes(Outcome.Failed.class);
        assertThat(spark).isEqualTo(facts(local));
    }

    @Test
    void run_executorsInProcessesOfTheirOwn_isTheStudyOfLocalWorkers() throws Exception {
        Processes.prepare();
        StudyRecord local = study("local").withWorkers(2).run();

        List<String> spark = onSpark("spark", "local-cluster[2,1,1024]", 2, "1s");

        assertThat(spark).isEqualTo(facts(local));
    }

    @Test
    void run_executorsKilledAtRandomMoments_isTheStudyOfLocalWorkers() throws Exception {
        Processes.prepare();
        StudyRecord local = study("local").withWorkers(2).run();
        int kills = Integer.getInteger("sluice.kills", 1);
        CounterRandom random = CounterRandom.of(31, "kills", 0);
        for (int i = 0; i < kills; i++) {
            int moment = random.below(2L * i, 2 * MOST_MILLIS);
            Thread killer = Processes.killer(moment, random.below(2L * i + 1, 2));

            List<String> spark = onSpark("killed" + i, "local-cluster[2,1,1024]", 2, "1s");

            killer.interrupt();
            assertThat(spark).as("an executor killed after " + moment + " ms").isEqualTo(facts(local));
        }
    }

    @Test
    void run_driverKilledAtRandomMoments_goesOnToTheSameBits() throws Exception {
        StudyRecord local = study("local").withWorkers(2).run();
        int kills = Integer.getInteger("sluice.kills", 1);
        CounterRandom random = CounterRandom.of(29, "kills", 0);
        for (int i = 0; i < kills; i++) {
            String name = "killed" + i;
            Process driver = Processes.driver(folder, "tune", "experiment.yaml", "studies/" + name);
            try {
                while (driver.isAlive() && !Files.isDirectory(folder.resolve("studies/" + name + "/trials"))) {
                    Thread.sleep(50);
                }
                Thread.sleep(random.below(i, MOST_MILLIS));
            } finally {
                driver.destroyForcibly().waitFor();
            }

            assertThat(onSpark(name, "local[2]", 2, "0s")).isEqualTo(facts(local));
        }
    }

    @Test
    void run_studyThatWasStopped_goesOnToTheSameBits() throws Exception {
        StudyRecord local = study("local").withWorkers(2).run();
        System.setProperty(SparkTrialCluster.SLICE, "0s");
        Thread stopped = new Thread(() -> {
            try {
                study("spark").withWorkers(2).run(study -> new SparkTrialCluster().trials(study, "local[2]"));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        stopped.start();
        while (!Files.isDirectory(folder.resolve("studies/spark/trials/0002"))) {
            Thread.sleep(20);
        }
        stopped.interrupt();
        stopped.join();

        assertThat(onSpark("spark", "local[2]", 2, "0s")).isEqualTo(facts(local));
    }
}
