package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.search.Outcome;
import dev.sluice.tuning.journal.JobRecord;
import dev.sluice.tuning.study.StudyRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real trainings in real processes, killed while they train. */
final class KilledTuneTest {
    private static final long MOST_MILLIS = 60_000;
    private static final int TRIALS = 5;

    @TempDir
    Path folder;

    private List<String> tune(String name, String where) {
        return List.of(
                "tune",
                folder.resolve("experiment.yaml").toString(),
                "--name",
                name,
                "--studies",
                folder.resolve("studies").toString(),
                "--workers",
                "2",
                "--set",
                "tune.where=" + where);
    }

    private void write() throws IOException {
        Examples.writeTexts(folder.resolve("texts.csv"));
        Files.writeString(folder.resolve("experiment.yaml"), """
                name: killed
                data:
                  source: {name: csv, options: {file: texts.csv, text: text, labels: [label]}}
                model:
                  embedding: {size: 4}
                  encoder: {cell: gru, hidden: {int: [8, 32]}}
                train:
                  epochs: 12
                  batch_size: 4
                  optimizer: {name: adam, options: {learning_rate: {float: [1e-4, 1e-1], log: true}}}
                  checkpoint: {every_steps: 10}
                export: none
                tune: {sampler: random, pruner: asha, budget: {trials: 5}}
                """);
    }

    private Process start(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Dguice_custom_class_loading=CHILD", "-XX:-UsePerfData", "-Xmx512m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Sluice.class.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out-" + arguments.hashCode()).toFile())
                .start();
    }

    private StudyRecord study(String name) throws IOException {
        return StudyRecord.read(folder.resolve("studies").resolve(name));
    }

    /** Waits until a study has so many jobs under way or done. */
    private void await(String name, int jobs, Process process) throws IOException, InterruptedException {
        Path study = folder.resolve("studies").resolve(name).resolve("study.json");
        for (long waited = 0; waited < MOST_MILLIS && process.isAlive(); waited += 20) {
            if (Files.exists(study) && trained(name) >= jobs) {
                return;
            }
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    private long trained(String name) throws IOException {
        return study(name).jobs().stream()
                .filter(job -> !job.measurements().isEmpty())
                .count();
    }

    @Test
    void tune_killedWhileItTrains_goesOnToTheSameStudy() throws Exception {
        check("threads");
    }

    @Test
    @Tag("slow")
    void tune_killedWhileItsProcessesTrain_goesOnToTheSameStudy() throws Exception {
        check("processes");
    }

    private void check(String where) throws Exception {
        write();
        Process first = start(tune("killed", where));
        await("killed", 1, first);
        Process second =
                start(List.of("tune", "--join", folder.resolve("studies/killed").toString()));
        await("killed", 3, first);
        first.destroyForcibly().waitFor();
        second.waitFor(300, TimeUnit.MILLISECONDS);
        second.destroyForcibly().waitFor();

        Answer last = Answer.of(tune("killed", where).toArray(new String[0]));
        Answer undisturbed = Answer.of(tune("undisturbed", "threads").toArray(new String[0]));

        assertThat(last.err()).isEmpty();
        assertThat(undisturbed.err()).isEmpty();
        StudyRecord killed = study("killed");
        assertThat(killed.trials()).isEqualTo(study("undisturbed").trials());
        assertThat(killed.trials()).anyMatch(trial -> trial.outcome() instanceof Outcome.Completed);
        assertThat(killed.jobs()).allMatch(JobRecord::isDone);
        for (int i = 0; i < TRIALS; i++) {
            for (String file : List.of("metrics.jsonl", "best.safetensors")) {
                assertThat(killed.folder().trials().resolve("000" + i).resolve(file))
                        .hasSameBinaryContentAs(study("undisturbed")
                                .folder()
                                .trials()
                                .resolve("000" + i)
                                .resolve(file));
            }
        }
        try (Stream<Path> claims = Files.list(killed.folder().path().resolve("claims"))) {
            assertThat(claims).isEmpty();
        }
    }
}
