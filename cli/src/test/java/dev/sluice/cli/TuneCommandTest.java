package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.record.Runs;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Pruner;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.search.Trial;
import dev.sluice.tuning.journal.StudyFolder;
import dev.sluice.tuning.study.StudyRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

final class TuneCommandTest {
    private static final String TEXTS = """
            name: small
            data:
              source: {name: csv, options: {file: texts.csv, text: text, labels: [label], part: part}}
            model:
              embedding: {size: 4}
              encoder: {cell: {choice: [gru, {name: lstm, options: {forget_bias: {float: [0, 2]}}}]}, hidden: {int: [2, 8]}}
            train:
              epochs: 3
              batch_size: 16
              optimizer: {name: adam, options: {learning_rate: {float: [1e-4, 1e-1], log: true}}}
            tune:
              objective: validation.loss
              sampler: tpe
              budget: {trials: 6}
              lag: 4
            """;

    private static final Registry REGISTRY = Plugins.load();

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("experiment.yaml"), TEXTS);
        texts(false);
    }

    /** Texts of two kinds, some of them wrong. */
    private void texts(boolean otherTests) throws IOException {
        StringBuilder csv = new StringBuilder("text,label,part\n");
        for (int i = 0; i < 120; i++) {
            String part = i % 6 == 0 ? "test" : i % 6 == 1 ? "validation" : "training";
            boolean a = (i % 2 == 0) != (i % 11 == 0) != (otherTests && i % 6 == 0 && i > 20);
            csv.append((i % 2 == 0 ? "ab" : "ba").repeat(1 + i % 4))
                    .append("xyz".charAt(i % 3))
                    .append(i % 10);
            csv.append(',').append(a ? "a" : "b").append(',').append(part).append('\n');
        }
        Files.writeString(folder.resolve("texts.csv"), csv);
    }

    private Answer tune(String name, String... more) {
        List<String> arguments = new ArrayList<>(List.of("tune", file.toString(), "--name", name));
        arguments.addAll(List.of("--studies", folder.resolve("studies").toString()));
        arguments.addAll(List.of(more));
        return Answer.of(arguments.toArray(new String[0]));
    }

    private StudyRecord study(String name) throws IOException {
        return StudyRecord.read(folder.resolve("studies").resolve(name));
    }

    private Path trial(String name, int number) throws IOException {
        return study(name).folder().trials().resolve("000" + number);
    }

    private static List<Run> runs(StudyRecord study) {
        return new Runs(study.folder().trials()).list();
    }

    @Test
    void tune_anExperiment_testsExportsAndProvesTheBestAlone() throws IOException {
        Answer tune = tune("best");

        assertThat(tune.err()).isEmpty();
        assertThat(tune.code()).isZero();
        StudyRecord study = study("best");
        int winner = study.best().getFirst().number();
        assertThat(tune.out())
                .contains("6 of 6 trials: 6 done. The best is trial " + winner)
                .contains("equal in ONNX Runtime", "test examples", "sluice run ")
                .containsPattern("trial " + winner + " +0\\.\\d+ .*hidden=\\d.* best")
                .doesNotContain("\r", "\u001b");
        for (Run run : runs(study)) {
            boolean best = run.path().equals(trial("best", winner));
            assertThat(run.state()).isEqualTo(best ? RunState.FINISHED : RunState.TRAINED);
            assertThat(run.results().isEmpty()).as("results of %s", run.path()).isNotEqualTo(best);
            assertThat(run.path().resolve("model.onnx").toFile().exists()).isEqualTo(best);
            assertThat(run.path().resolve("best.safetensors")).exists();
        }
        // The same command again finds everything done.
        Answer again = tune("best");
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("Tested before:", "sluice run ");
        assertThat(study("best").jobs()).isEqualTo(study.jobs());
    }

    @Test
    void tune_bestFile_runAgainGivesTheSameBits() throws IOException {
        tune("bits", "--set", "export=none");
        Path winner = trial("bits", study("bits").best().getFirst().number());

        String best = folder.resolve("studies/bits/best.yaml").toString();
        Answer run = Answer.of("run", best, "--runs", folder.resolve("runs").toString());

        assertThat(run.err()).isEmpty();
        Path again = new Runs(folder.resolve("runs")).find("latest").path();
        for (String name : List.of("best.safetensors", "metrics.jsonl", "results.json", "model.json")) {
            assertThat(again.resolve(name)).as(name).hasSameBinaryContentAs(winner.resolve(name));
        }
    }

    @Test
    void tune_onOtherTestData_differsInNothingButTheTest() throws IOException {
        tune("one", "--set", "export=none");
        texts(true);
        tune("other", "--set", "export=none");

        assertThat(study("other").trials()).isEqualTo(study("one").trials());
        int winner = study("one").best().getFirst().number();
        assertThat(study("other").best().getFirst().number()).isEqualTo(winner);
        for (String name : List.of("best.safetensors", "metrics.jsonl")) {
            assertThat(trial("other", winner).resolve(name))
                    .hasSameBinaryContentAs(trial("one", winner).resolve(name));
        }
        assertThat(new Run(trial("other", winner)).results().orElseThrow().test())
                .isNotEqualTo(
                        new Run(trial("one", winner)).results().orElseThrow().test());
    }

    @Test
    void tune_withWorkersOrProcesses_isTheSameStudy() throws IOException {
        String asha = "tune.pruner={name: asha}";
        tune("w1", "--workers", "1", "--set", asha, "--set", "export=none");
        tune("w4", "--workers", "4", "--set", asha, "--set", "export=none");
        Answer processes =
                tune("p2", "--workers", "2", "--set", asha, "--set", "export=none", "--set", "tune.where=processes");

        assertThat(processes.err()).isEmpty();
        assertThat(study("w1").trials()).anyMatch(trial -> trial.outcome() instanceof Outcome.Paused);
        for (String other : List.of("w4", "p2")) {
            assertThat(study(other).trials()).isEqualTo(study("w1").trials());
            for (int i = 0; i < 6; i++) {
                assertThat(trial(other, i).resolve("best.safetensors"))
                        .hasSameBinaryContentAs(trial("w1", i).resolve("best.safetensors"));
            }
        }
    }

    @Test
    void trials_areRunsLikeAnyOther() throws IOException {
        tune("runs", "--set", "export=none");
        int winner = study("runs").best().getFirst().number();
        Path other = trial("runs", winner == 0 ? 1 : 0);

        assertThat(Answer.of("show", other.toString()).out()).contains("trained", "epoch 3", "to resume");
        Answer predict = Answer.of("predict", other.toString(), "--text", "abab");
        assertThat(predict.err()).isEmpty();
        assertThat(predict.out()).containsPattern("\\d\\d\\.\\d\\d %  [ab]");
        assertThat(other.resolve("model.onnx")).doesNotExist();
        Answer resume = Answer.of("resume", other.toString());
        assertThat(resume.code()).isZero();
        assertThat(resume.out())
                .contains("Continuing after 3 epochs", "Training is done", "test examples")
                .doesNotContain("epoch 1/3");
        assertThat(new Run(other).state()).isEqualTo(RunState.FINISHED);
    }

    @Test
    void show_aStudyUnderWay_writesItsReportAnew() throws IOException {
        tune("under-way", "--set", "export=none", "--trials", "4");
        Path journal = onlyJournal("under-way");
        List<String> lines = Files.readAllLines(journal);
        Files.write(journal, lines.subList(0, lines.size() - 1));
        Path report = folder.resolve("studies/under-way/report.html");
        Files.writeString(report, "older");
        Files.delete(folder.resolve("studies/under-way/best.yaml"));

        Answer show = Answer.of("show", folder.resolve("studies/under-way").toString());

        assertThat(show.out()).contains("3 done, 1 running", "report ", "to go on", "sluice tune --join ");
        assertThat(report).content().contains("<b>3</b><span>completed", "<b>1</b><span>running or paused");
    }

    private Path onlyJournal(String name) throws IOException {
        try (Stream<Path> journals = Files.list(study(name).folder().path().resolve("journal"))) {
            return journals.findFirst().orElseThrow();
        }
    }

    @Test
    void show_andStudies_tellOfAStudy() throws IOException {
        tune("shown", "--set", "export=none");
        String studies = folder.resolve("studies").toString();

        assertThat(Answer.of("studies", "--studies", studies).out()).contains("shown  6 of 6 trials: 6 done; best 0.");
        assertThat(Answer.of("show", "shown", "--studies", studies).out())
                .contains("minimize validation.loss", "{name: tpe")
                .contains("model.encoder.cell: one of gru, lstm")
                .contains("trial 5", "best", "sluice run ")
                .containsPattern("what mattered for validation.loss\n +\\d+ %  [a-z._]+\n")
                .containsPattern("report +\\S+shown.report.html");
        assertThat(folder.resolve("studies/shown/report.html")).content().contains("<h1>shown</h1>");
        Answer joined = Answer.of("tune", "--join", "shown", "--studies", studies);
        assertThat(joined.err()).isEmpty();
        assertThat(joined.out()).contains("No further jobs: all trials are done");
        Answer unknown = Answer.of("tune", "--join", "shwon", "--studies", studies);
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("there is no study 'shwon'; did you mean 'shown'?");
    }

    @Test
    void tune_aChangedSpace_isRefusedWithTheDifference() throws IOException {
        tune("changed", "--set", "export=none");
        Files.writeString(file, TEXTS.replace("[2, 8]", "[2, 16]").replace("epochs: 3", "epochs: 4"));

        Answer changed = tune("changed", "--set", "export=none");

        assertThat(changed.code()).isEqualTo(2);
        assertThat(changed.err())
                .contains("experiment.model.encoder.hidden was {int: [2, 8]} and is {int: [2, 16]}")
                .contains("space.model.encoder.hidden.int was [2, 8] and is [2, 16]")
                .contains("steps was 3 and is 4")
                .contains("under another name")
                .doesNotContain("\tat ");
        // More trials are no change.
        Files.writeString(file, TEXTS);
        assertThat(tune("changed", "--set", "export=none", "--trials", "8").code())
                .isZero();
        assertThat(study("changed").trials()).hasSize(8);
    }

    @Test
    void tune_joinedWithOtherCode_isRefused() throws IOException {
        tune("code", "--set", "export=none", "--trials", "4");
        Path definition = folder.resolve("studies/code").resolve(StudyFolder.DEFINITION);
        String before = Files.readString(definition);
        Files.writeString(
                definition,
                before.replaceFirst("\"sluice\" : \"[^\"]*\"", "\"sluice\" : \"0.0.7\"")
                        .replaceFirst("\"cells\" : \"[^\"]*\"", "\"cells\" : \"3.1 with SHA-256 abc\""));

        Answer join = Answer.of("tune", "--join", folder.resolve("studies/code").toString());

        assertThat(join.code()).isEqualTo(2);
        assertThat(join.err()).contains("sluice was 0.0.7 and is", "plugins.cells was 3.1 with SHA-256 abc and is");
    }

    @Test
    void tune_trialsThatDiverge_areCountedAndPassedOver() throws IOException {
        Answer tune = tune(
                "diverged",
                "--set",
                "export=none",
                "--set",
                "train.optimizer={name: sgd, options: {learning_rate: {choice: [0.1, 1e38]}}}",
                "--trials",
                "5");

        assertThat(tune.code()).isZero();
        List<Trial> trials = study("diverged").trials();
        assertThat(trials)
                .allSatisfy(trial -> assertThat(trial.outcome() instanceof Outcome.Diverged)
                        .isEqualTo(trial.assignment()
                                .choice("train.optimizer.options.learning_rate")
                                .equals("1e38")));
        assertThat(trials).anyMatch(trial -> trial.outcome() instanceof Outcome.Diverged);
        assertThat(tune.out()).contains(" diverged");
    }

    @Test
    void tune_constraintOnTheSize_holdsForAllTrials() throws IOException {
        tune("sized", "--set", "export=none", "--set", "tune.constraints=size.parameters <= 300");

        StudyRecord study = study("sized");
        assertThat(runs(study))
                .hasSize(6)
                .allSatisfy(run -> assertThat(run.events().toString())
                        .matches("(?s).*parameters=(\\d{1,2}|[12]\\d\\d|300)[,}].*"));
        assertThat(study.trials().stream().flatMap(trial -> trial.rejected().stream()))
                .anySatisfy(
                        rejected -> assertThat(rejected.reason()).contains("'size.parameters <= 300' does not hold"));
    }

    @Test
    void tune_repeats_meansOfSeveralSeeds() throws IOException {
        tune("repeated", "--set", "export=none", "--set", "tune.repeats=2", "--trials", "2", "--retrain");

        StudyRecord study = study("repeated");
        for (Trial trial : study.trials()) {
            double first = bestLoss(trial("repeated", trial.number()));
            double second = bestLoss(study.folder().trials().resolve("000" + trial.number() + "-2"));
            assertThat(trial.outcome()).isEqualTo(new Outcome.Completed(List.of((first + second) / 2)));
            assertThat(first).isNotEqualTo(second);
        }
        // Retrained on all that is no test, for as many epochs as were best; nothing else was tested.
        assertThat(runs(study)).allMatch(run -> run.results().isEmpty());
        Run retrained = new Runs(study.folder().path().resolve("retrained")).find("latest");
        assertThat(retrained.results().orElseThrow().test().examples()).isPositive();
        assertThat(retrained.events().toString()).contains("sequences=100");
        assertThat(retrained.metrics())
                .isNotEmpty()
                .allSatisfy(epoch -> assertThat(epoch.validation().loss()).isNaN());
    }

    private static double bestLoss(Path run) throws IOException {
        return new Run(run)
                .metrics().stream()
                        .mapToDouble(epoch -> epoch.validation().loss())
                        .min()
                        .orElseThrow();
    }

    @TestFactory
    Stream<DynamicTest> tune_withEachSampler_searches() {
        return REGISTRY.ids(Sampler.class).stream()
                .map(id -> DynamicTest.dynamicTest(id, () -> {
                    String objective = id.equals("nsga-2") ? "[validation.loss, size.parameters]" : "validation.loss";
                    search("sampler-" + id, "tune.sampler=" + id, "tune.objective=" + objective);
                }));
    }

    @TestFactory
    Stream<DynamicTest> tune_withEachPruner_searches() {
        return REGISTRY.ids(Pruner.class).stream()
                .filter(id -> !id.equals("threshold"))
                .map(id -> DynamicTest.dynamicTest(id, () -> search("pruner-" + id, "tune.pruner=" + id)));
    }

    private void search(String name, String... settings) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--set", "export=none", "--trials", "6"));
        arguments.addAll(List.of("--set", "model.encoder.cell=gru", "--set", "data.source.options.file=few.csv"));
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        Files.writeString(
                folder.resolve("few.csv"),
                "text,label,part\nab,a,training\nba,b,training\nabb,a,validation\nbaa,b,validation\naba,a,test\n");

        Answer tune = tune(name, arguments.toArray(new String[0]));

        assertThat(tune.err()).isEmpty();
        assertThat(study(name).trials()).hasSize(6).noneMatch(Trial::isPending);
        assertThat(study(name).best()).isNotEmpty();
    }

    @Test
    void tune_aSamplerThatCannot_isRefusedBeforeAnythingIsTried() {
        Answer tune = tune(
                "refused",
                "--set",
                "tune.objective=[validation.loss, size.parameters]",
                "--set",
                "tune.sampler=cma-es");
        assertThat(tune.code()).isEqualTo(2);
        assertThat(tune.err()).contains("$.tune.sampler", "cma-es searches for one objective");
        assertThat(folder.resolve("studies")).doesNotExist();
    }

    @Test
    void tune_trialThatNeedsTooMuchMemory_failsAlone() throws IOException {
        tune(
                "memory",
                "--set",
                "export=none",
                "--set",
                "model.encoder={cell: gru, hidden: {choice: [4, 40000]}}",
                "--set",
                "tune.sampler=random",
                "--set",
                "tune.start=[{model.encoder.hidden: 40000, train.optimizer.options.learning_rate: 0.01}]",
                "--trials",
                "8");

        List<Trial> trials = study("memory").trials();
        assertThat(trials.getFirst().outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.reason()).contains("training needs"));
        assertThat(trials).anyMatch(trial -> trial.outcome() instanceof Outcome.Completed);
    }

    @Test
    void tune_latencyAgainstLoss_measuresExportedModels() throws IOException {
        Answer tune = tune(
                "latency",
                "--set",
                "tune.objective=[validation.loss, export.latency, export.bytes]",
                "--set",
                "tune.sampler=random",
                "--set",
                "tune.keep=front",
                "--trials",
                "3");

        assertThat(tune.err()).isEmpty();
        StudyRecord study = study("latency");
        assertThat(study.trials())
                .allSatisfy(trial -> assertThat(((Outcome.Completed) trial.outcome()).values())
                        .hasSize(3)
                        .satisfies(values -> assertThat(values.get(1)).isBetween(0.0, 1000.0))
                        .satisfies(values -> assertThat(values.get(2)).isBetween(1000.0, 100_000.0)));
        for (Trial best : study.best()) {
            assertThat(trial("latency", best.number()).resolve("model.onnx")).exists();
        }
        Answer none = tune("none", "--set", "tune.objective=export.latency", "--set", "export=none");
        assertThat(none.err()).contains("$.tune.objective", "export is none");
    }

    @Test
    void tune_ofNothing_saysWhatToName() {
        Answer nothing = Answer.of("tune");
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err()).contains("name either the experiment FILE to search, or the study to --join");
    }
}
