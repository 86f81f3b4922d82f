package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.experiment.comparison.RunFacts;
import dev.sluice.core.experiment.record.GroupMember;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.RunGroup;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.record.Runs;
import dev.sluice.core.experiment.record.Spread;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.train.TrainingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentGroupTest {
    private static final Registry REGISTRY = Plugins.of(new CorePlugin(), new ToyPlugin());

    @TempDir
    private Path folder;

    private Experiment letters() {
        return Experiment.parse(ExperimentErrorsTest.resource("good.yaml"))
                .set("train.epochs", 2)
                .set("export", "none")
                .set("pictures", false)
                .withRegistry(REGISTRY)
                .withRuns(folder);
    }

    @Test
    void runAll_threeSeeds_areOneGroupWithMeanAndSpread() throws IOException {
        GroupResult group = letters().set("seed", 5).set("repeat", 3).runAll();

        assertThat(group.runs()).hasSize(3);
        List<Double> losses =
                group.runs().stream().map(run -> run.test().loss()).toList();
        assertThat(losses).doesNotHaveDuplicates();
        Spread loss = group.summary().orElseThrow().test().get("loss");
        assertThat(loss.mean()).isCloseTo((losses.get(0) + losses.get(1) + losses.get(2)) / 3, within(1e-12));
        assertThat(loss.deviation()).isPositive();
        Run first = group.runs().getFirst().run();
        assertThat(first.file(RunFile.GROUP_RESULTS)).isNotEmptyFile();
        assertThat(group.runs())
                .extracting(run -> run.run().group().map(GroupMember::first))
                .allMatch(id -> id.orElse("").equals(first.id()));
        assertThat(RunFacts.of(group.runs().get(2).run()).value("member")).contains("3");
        assertThat(group.report()).anyMatch(line -> line.startsWith("3 runs, mean ± standard deviation"));
    }

    @Test
    void runAll_member_isTheRunOfItsSeed() throws IOException {
        GroupResult group = letters().set("seed", 5).set("repeat", 2).runAll();
        RunResult alone = letters().set("seed", 6).run();

        assertThat(Files.readAllBytes(group.runs().get(1).run().file(RunFile.WEIGHTS)))
                .isEqualTo(Files.readAllBytes(alone.run().file(RunFile.WEIGHTS)));
        assertThat(Files.readString(group.runs().get(1).run().file(RunFile.EXPERIMENT)))
                .isEqualTo(Files.readString(alone.run().file(RunFile.EXPERIMENT)));
    }

    @Test
    void runAll_allFolds_testEveryExampleOnce() {
        GroupResult group = letters()
                .set("data.split={validation: 0.1, rounds: {folds: 3}}")
                .set("all_rounds", true)
                .runAll();

        int tested = group.runs().stream()
                .mapToInt(run -> run.run().results().orElseThrow().test().examples())
                .sum();
        long all =
                group.runs().getFirst().run().provenance().orElseThrow().data().examples();
        assertThat(group.runs()).hasSize(3);
        assertThat((long) tested).isEqualTo(all);
    }

    @Test
    void resume_interruptedGroup_goesOnWithTheSameBits() throws IOException {
        GroupResult whole = letters().set("repeat", 3).runAll();
        Path other = folder.resolve("other");
        Throwable stopped = catchThrowable(() -> letters()
                .set("repeat", 3)
                .set("train.checkpoint.every_epochs", 1)
                .withRuns(other)
                .withObserver(new StopsInSecondRun())
                .runAll());
        assertThat(stopped).hasMessage("stop");
        Runs runs = new Runs(other);
        assertThat(runs.list()).hasSize(2);

        GroupResult resumed =
                Resumption.of(runs.latestStopped()).withRegistry(REGISTRY).runAll(List.of());

        List<RunGroup> groups = RunGroup.of(runs.list());
        assertThat(groups).hasSize(1);
        assertThat(groups.getFirst().members())
                .extracting(Run::state)
                .containsOnly(RunState.FINISHED)
                .hasSize(3);
        assertThat(resumed.runs()).hasSize(2);
        assertThat(resumed.summary().orElseThrow().test())
                .isEqualTo(whole.summary().orElseThrow().test());
    }

    @Test
    void resume_groupThatStoppedBetweenRuns_beginsTheMissingOnes() throws IOException {
        letters().set("repeat", 2).runAll();
        Runs runs = new Runs(folder);
        runs.list().getLast().delete();

        Run open = runs.latestStopped();
        Resumption.of(open).withRegistry(REGISTRY).runAll(List.of());

        assertThat(RunGroup.of(runs.list()).getFirst().summary().isComplete()).isTrue();
        assertThatThrownBy(runs::latestStopped).isInstanceOf(RunException.class);
    }

    @Test
    void run_experimentWithRepeat_isRefused() {
        assertThatThrownBy(() -> letters().set("repeat", 2).run())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("runAll()");
    }

    @Test
    void resolve_allRoundsWithoutRounds_isRefused() {
        assertThatThrownBy(() -> letters().set("all_rounds", true).resolve())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("data.split.rounds");
    }

    @Test
    void runAll_sameGroupOnceMore_isRefused() {
        letters().set("repeat", 2).runAll();

        assertThatThrownBy(() -> letters().set("repeat", 2).onlyOnce().runAll())
                .isInstanceOf(RunException.class)
                .hasMessageContaining("AlreadyRun");
    }

    @Test
    void spread_equalValues_isNone() {
        assertThat(Spread.of(List.of(0.1, 0.1, 0.1))).isEqualTo(new Spread(0.1, 0, 0.1, 0.1));
        assertThat(Spread.of(List.of(1.0, 3.0)).deviation()).isCloseTo(Math.sqrt(2), within(1e-15));
    }

    /** Fails in the second epoch of the second run. */
    private static final class StopsInSecondRun implements RunObserver {
        private int runs;

        @Override
        public void started(Path path) {
            runs++;
        }

        @Override
        public void training(TrainingEvent event) {
            if (runs == 2 && event instanceof TrainingEvent.EpochStarted started && started.epoch() == 2) {
                throw new IllegalStateException("stop");
            }
        }
    }
}
