package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.record.Runs;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Trial;
import dev.sluice.tuning.study.StudyRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice tune}: what a search tries, tests and keeps. */
final class TuneCommandTest {
    @TempDir
    private Path folder;

    private SmallStudies small;

    @BeforeEach
    void write() throws IOException {
        small = new SmallStudies(folder);
    }

    @Test
    void tune_anExperiment_testsExportsAndProvesTheBestAlone() throws IOException {
        Answer tune = small.tune("best");

        assertThat(tune.err()).isEmpty();
        assertThat(tune.code()).isZero();
        StudyRecord study = small.study("best");
        int winner = study.best().getFirst().number();
        assertThat(tune.out())
                .contains("6 of 6 trials: 6 done. The best is trial " + winner)
                .contains("equal in ONNX Runtime", "test examples", "sluice run ")
                .containsPattern("trial " + winner + " +0\\.\\d+ .*hidden=\\d.* best")
                .doesNotContain("\r", "\u001b");
        for (Run run : SmallStudies.runs(study)) {
            boolean best = run.path().equals(small.trial("best", winner));
            assertThat(run.state()).isEqualTo(best ? RunState.FINISHED : RunState.TRAINED);
            assertThat(run.results().isEmpty()).as("results of %s", run.path()).isNotEqualTo(best);
            assertThat(run.path().resolve("model.onnx").toFile().exists()).isEqualTo(best);
            assertThat(run.path().resolve("best.safetensors")).exists();
        }
        // The same command again finds everything done.
        Answer again = small.tune("best");
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("Tested before:", "sluice run ");
        assertThat(small.study("best").jobs()).isEqualTo(study.jobs());
    }

    @Test
    void tune_onOtherTestData_differsInNothingButTheTest() throws IOException {
        small.tune("one", "--set", "export=none");
        small.texts(true);
        small.tune("other", "--set", "export=none");

        assertThat(small.study("other").trials()).isEqualTo(small.study("one").trials());
        int winner = small.study("one").best().getFirst().number();
        assertThat(small.study("other").best().getFirst().number()).isEqualTo(winner);
        for (String name : List.of("best.safetensors", "metrics.jsonl")) {
            assertThat(small.trial("other", winner).resolve(name))
                    .hasSameBinaryContentAs(small.trial("one", winner).resolve(name));
        }
        assertThat(new Run(small.trial("other", winner)).results().orElseThrow().test())
                .isNotEqualTo(new Run(small.trial("one", winner))
                        .results()
                        .orElseThrow()
                        .test());
    }

    @Test
    void tune_trialsThatDiverge_areCountedAndPassedOver() throws IOException {
        Answer tune = small.tune(
                "diverged",
                "--set",
                "export=none",
                "--set",
                "train.optimizer={name: sgd, options: {learning_rate: {choice: [0.1, 1e38]}}}",
                "--trials",
                "5");

        assertThat(tune.code()).isZero();
        List<Trial> trials = small.study("diverged").trials();
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
        small.tune("sized", "--set", "export=none", "--set", "tune.constraints=size.parameters <= 300");

        StudyRecord study = small.study("sized");
        assertThat(SmallStudies.runs(study))
                .hasSize(6)
                .allSatisfy(run -> assertThat(run.events().toString())
                        .matches("(?s).*parameters=(\\d{1,2}|[12]\\d\\d|300)[,}].*"));
        assertThat(study.trials().stream().flatMap(trial -> trial.rejected().stream()))
                .anySatisfy(
                        rejected -> assertThat(rejected.reason()).contains("'size.parameters <= 300' does not hold"));
    }

    @Test
    void tune_constraintThatNothingSatisfies_isRefusedBeforeTheStudyBegins() {
        Answer tune = small.tune("tiny", "--set", "tune.constraints=[size.parameters <= 10]");

        assertThat(tune.code()).isNotZero();
        assertThat(tune.err())
                .contains("no combination of 500 drawn satisfies 'size.parameters <= 10' (nearest seen: ")
                .contains(" on the left, 10 on the right, with model.encoder.cell=gru, model.encoder.hidden=2")
                .contains("loosen it in tune.constraints", "[Sluice/NothingSatisfies]");
        assertThat(folder.resolve("studies/tiny")).doesNotExist();

        Answer finite = small.tune(
                "finite",
                "--set",
                "model.encoder.cell=gru",
                "--set",
                "train.optimizer=adam",
                "--set",
                "tune.constraints=[size.parameters <= 10, model.encoder.hidden > 7]");
        assertThat(finite.err()).contains("no combination of all 7 satisfies 'size.parameters <= 10' (nearest seen: ");
    }

    @Test
    void tune_constraintThatOnlyAStartingPointSatisfies_begins() throws IOException {
        Answer tune = small.tune(
                "started",
                "--set",
                "export=none",
                "--set",
                "model.encoder.hidden={int: [2, 1000]}",
                "--set",
                "tune.constraints=[model.encoder.hidden > 499, model.encoder.hidden < 501]",
                "--set",
                "tune.start=[{model.encoder.cell: gru, model.encoder.hidden: 500,"
                        + " train.optimizer.options.learning_rate: 0.01}]",
                "--trials",
                "1");

        assertThat(tune.err()).isEmpty();
        assertThat(small.study("started").trials()).hasSize(1);
    }

    @Test
    void tune_objectiveThatIsNotMeasured_isRefusedBeforeTheStudyBegins() {
        Answer ofTexts = small.tune("texts", "--set", "tune.objective=validation.bleu");
        assertThat(ofTexts.code()).isNotZero();
        assertThat(ofTexts.err())
                .contains("tune.objective: trials are compared by what they measure, but 'validation.bleu' is not")
                .contains("it judges texts that a model writes, and no target is one")
                .contains("(validation.loss, validation.accuracy, validation.f1-macro), or add a metric")
                .contains("[Sluice/NotMeasured]");
        assertThat(folder.resolve("studies/texts")).doesNotExist();

        // There are two classes, so that the usual share of the three likeliest says nothing.
        Answer top = small.tune("top", "--set", "tune.objective=validation.top-3");
        assertThat(top.err()).contains("'validation.top-3' is not measured on these data.");

        Answer none = small.tune("none", "--set", "data.source.options.part=null", "--set", "data.split.validation=0");
        assertThat(none.err()).contains("is measured on the validation part, but these data have none");
    }

    @Test
    void tune_objectiveOfOneOfSeveralTargets_isMeasuredByItsNameAlone() throws IOException {
        String two = "data.source.options={file: texts.csv, text: text,"
                + " targets_by_name: {kind: {labels: [label]}, part: {labels: [part]}}}";
        Answer plain = small.tune("plain", "--set", two, "--set", "tune.objective=validation.accuracy");
        assertThat(plain.err())
                .contains("'validation.accuracy' is not measured on these data.")
                .contains("(validation.loss, validation.kind.loss, validation.kind.accuracy, ");

        Answer named = small.tune(
                "named",
                "--set",
                two,
                "--set",
                "export=none",
                "--set",
                "tune.objective={name: validation.kind.accuracy, direction: maximize}",
                "--trials",
                "1");
        assertThat(named.err()).isEmpty();
        assertThat(small.study("named").trials().getFirst().outcome()).isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void tune_repeats_meansOfSeveralSeeds() throws IOException {
        small.tune("repeated", "--set", "export=none", "--set", "tune.repeats=2", "--trials", "2", "--retrain");

        StudyRecord study = small.study("repeated");
        for (Trial trial : study.trials()) {
            double first = bestLoss(small.trial("repeated", trial.number()));
            double second = bestLoss(study.folder().trials().resolve("000" + trial.number() + "-2"));
            assertThat(trial.outcome()).isEqualTo(new Outcome.Completed(List.of((first + second) / 2)));
            assertThat(first).isNotEqualTo(second);
        }
        // Retrained on all that is no test, for as many epochs as were best; nothing else was tested.
        assertThat(SmallStudies.runs(study)).allMatch(run -> run.results().isEmpty());
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

    @Test
    void tune_aSamplerThatCannot_isRefusedBeforeAnythingIsTried() {
        Answer tune = small.tune(
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
        small.tune(
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

        List<Trial> trials = small.study("memory").trials();
        assertThat(trials.getFirst().outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.reason()).contains("training needs"));
        assertThat(trials).anyMatch(trial -> trial.outcome() instanceof Outcome.Completed);
    }

    @Test
    void tune_latencyAgainstLoss_measuresExportedModels() throws IOException {
        Answer tune = small.tune(
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
        StudyRecord study = small.study("latency");
        assertThat(study.trials())
                .allSatisfy(trial -> assertThat(((Outcome.Completed) trial.outcome()).values())
                        .hasSize(3)
                        .satisfies(values -> assertThat(values.get(1)).isBetween(0.0, 1000.0))
                        .satisfies(values -> assertThat(values.get(2)).isBetween(1000.0, 100_000.0)));
        for (Trial best : study.best()) {
            assertThat(small.trial("latency", best.number()).resolve("model.onnx"))
                    .exists();
        }
        Answer none = small.tune("none", "--set", "tune.objective=export.latency", "--set", "export=none");
        assertThat(none.err()).contains("$.tune.objective", "export is none");
    }

    @Test
    void tune_ofNothing_saysWhatToName() {
        Answer nothing = Answer.of("tune");
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err()).contains("name either the experiment FILE to search, or the study to --join");
    }
}
