package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.Resumption;
import dev.sluice.core.experiment.RunObserver;
import dev.sluice.core.experiment.RunResult;
import dev.sluice.core.experiment.SharedData;
import dev.sluice.core.experiment.comparison.RunQuery;
import dev.sluice.core.experiment.comparison.RunTable;
import dev.sluice.core.experiment.record.Results;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.record.Runs;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.plugin.PluginException;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.train.TrainingEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An experiment without a file: its data are in memory, its cell is a lambda. */
final class ExperimentFromJavaTest {
    private static final Cell LEAKY = cell -> {
        Expr h = cell.state("h");
        cell.next(
                "h",
                h.mul(0.5).add(Exprs.tanh(cell.linear("c", cell.input(), h)).mul(0.5)));
    };

    @TempDir
    private Path folder = Path.of("");

    private Experiment experiment() {
        // The Javadoc of Experiment has these lines.
        return withDefaults()
                .set("train.epochs", 30)
                .set("train.optimizer.options.learning_rate", 0.03)
                .withRuns(folder);
    }

    private static Experiment withDefaults() {
        // docs/library.md has these lines.
        return Experiment.named("waves")
                .withExamples(waves())
                .withComponent(Cell.class, "leaky", LEAKY)
                .set("model.encoder.cell", "leaky")
                .set("model.encoder.hidden", 8);
    }

    private static List<Example> waves() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            double[] wave = new double[12];
            double frequency = i % 2 == 0 ? 0.5 : 1.5;
            double phase = i;
            Arrays.setAll(wave, t -> Math.sin(t * frequency + phase));
            examples.add(new Example(
                    new Sequence.Series(Matrix.wrap(12, 1, wave)),
                    new Target.Labels(new TreeSet<>(List.of(i % 2 == 0 ? "slow" : "fast")))));
        }
        return examples;
    }

    @Test
    void run_baselineThatAnswersNaN_hasFailedAndIsNotBeaten() {
        Baseline nothing = new Baseline() {
            @Override
            public Optional<String> refusal(BaselineTask task) {
                return Optional.empty();
            }

            @Override
            public Fitted fit(BaselineTask task) {
                return new Fitted() {
                    @Override
                    public String description() {
                        return "nothing";
                    }

                    @Override
                    public Matrix predict(Example example) {
                        return Matrix.row(0, Double.NaN);
                    }
                };
            }
        };

        Results results = withDefaults()
                .withComponent(Baseline.class, "nothing", nothing)
                .set("baselines=[nothing]")
                .set("data.split.test", 0.2)
                .set("train.epochs", 1)
                .withRuns(folder)
                .run()
                .run()
                .results()
                .orElseThrow();

        assertThat(results.baselines())
                .singleElement()
                .satisfies(baseline ->
                        assertThat(baseline.failure()).contains("must answer with numbers, but 'predict' gives NaN"));
        assertThat(results.verdict()).isNull();
    }

    @Test
    void run_cellThatIsALambda_learnsAndIsExported() {
        RunResult result = experiment().set("train.metrics=[accuracy]").run();

        assertThat(result.test().metrics().get("accuracy")).isGreaterThan(0.9);
        assertThat(result.export()).isPresent();
        assertThat(result.run().provenance().orElseThrow().plugins())
                .filteredOn(plugin -> plugin.id().equals("given-cell-leaky"))
                .singleElement()
                .satisfies(plugin -> assertThat(plugin.sha256()).hasSize(64));
        assertThat(RunTable.of(new Runs(folder))
                        .where(RunQuery.parse("cell=leaky and test.accuracy>0.9"))
                        .rows())
                .singleElement()
                .satisfies(
                        row -> assertThat(row.run().id()).isEqualTo(result.run().id()));
    }

    @Test
    void run_trainingNotSet_isAsByDefault() {
        RunResult result = withDefaults().set("export", "none").withRuns(folder).run();

        assertThat(result.training().history()).hasSize(10);
    }

    @Test
    void resolve_mistakes_areNamedByTheCallsThatMadeThem() {
        Experiment wrong = experiment()
                .set("train.epoch", 3)
                .set("train.batch_size=many")
                .set("a b", 1)
                .set("seed")
                .option("sed=1");

        assertThatThrownBy(wrong::resolve)
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("experiment has 2 problems:")
                .hasMessageContainingAll("1. set(\"a b\", …)  $", "2. set(\"seed\")  $");
        assertThatThrownBy(() -> experiment()
                        .set("train.epoch", 3)
                        .set("train.batch_size=many")
                        .option("sed=1")
                        .resolve())
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("experiment has 3 problems:")
                .hasMessageContainingAll(
                        "set(\"train.epoch\", …)  $.train.epoch",
                        "set(\"train.batch_size=…\")  $.train.batch_size",
                        "--set sed  $.sed");
    }

    @Test
    @SuppressWarnings("NullAway") // Programs without such a check may do so.
    void set_null_saysHowTheDefaultIsWritten() {
        Experiment experiment = experiment();

        assertThatThrownBy(() -> experiment.set("train.epochs", null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("write set(\"train.epochs=null\")");
    }

    @Test
    void run_noExamples_isRefused() {
        assertThatThrownBy(() -> experiment().withExamples(List.of()).run())
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("gave none", "Experiment.withExamples and at least one example");
    }

    @Test
    void run_lambdaThatIsNoCell_isNamedByItsClass() {
        Cell broken = cell -> cell.state("h");

        assertThatThrownBy(() -> experiment()
                        .withComponent(Cell.class, "broken", broken)
                        .set("model.encoder.cell", "broken")
                        .run())
                .isInstanceOf(PluginException.class)
                .hasMessageStartingWith("the lambda of " + ExperimentFromJavaTest.class.getName() + " cannot be built:")
                .hasMessageContaining("'h' of the cell has none");
    }

    @Test
    @SuppressWarnings("NullAway") // callers are not checked by it
    void withComponent_null_saysWhichIsMissing() {
        assertThatThrownBy(() -> experiment().withComponent(Cell.class, "missing", null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("the cell 'missing' must be an object, but is null");
    }

    @Test
    void runAll_givenCell_isInEachMember() {
        assertThat(experiment()
                        .set("train.epochs", 1)
                        .set("export", "none")
                        .set("repeat", 2)
                        .runAll()
                        .runs())
                .hasSize(2);
    }

    @Test
    void run_idThatExists_isRefused() {
        Cell other = CellBuilder::input;
        assertThatThrownBy(() ->
                        experiment().withComponent(Cell.class, "gru", other).run())
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("the cell 'gru' must have an id of its own", "comes from the plugin 'cells'");
    }

    @Test
    void resume_givenCell_goesOnWhereItIsGiven() {
        assertThatThrownBy(() -> experiment().withObserver(stopAfter(2)).run()).hasMessage("stopped");
        Run run = new Runs(folder).find("latest");

        assertThatThrownBy(() -> Resumption.of(run).run()).hasMessageContaining("no cell is called 'leaky'");
        RunResult result = Resumption.of(run)
                .withRegistry(Plugins.load().with(Cell.class, "leaky", LEAKY))
                .withData(SharedData.of(waves()))
                .run();
        assertThat(result.run().state()).isEqualTo(RunState.FINISHED);
    }

    private static RunObserver stopAfter(int epoch) {
        return new RunObserver() {
            @Override
            public void training(TrainingEvent event) {
                if (event instanceof TrainingEvent.EpochStarted started && started.epoch() > epoch) {
                    throw new IllegalStateException("stopped");
                }
            }
        };
    }

    @Test
    void observer_isToldInTheDocumentedOrder_afterTheFiles() {
        List<String> told = new ArrayList<>();
        RunObserver observer = new RunObserver() {
            private Path path = Path.of("");

            @Override
            public void started(Path started) {
                path = started;
                told.add("folder");
            }

            @Override
            public void training(TrainingEvent event) {
                told.add(event.getClass().getSimpleName());
                if (event instanceof TrainingEvent.EpochEnded ended) {
                    assertThat(epochs(path)).isEqualTo(ended.report().epoch());
                }
            }
        };
        RunResult result =
                experiment().set("train.epochs", 2).withObserver(observer).run();

        assertThat(result.run().state()).isEqualTo(RunState.FINISHED);
        assertThat(told)
                .filteredOn(word -> !word.equals("BatchEnded") && !word.equals("Resumable"))
                .containsExactly(
                        "folder",
                        "Started",
                        "EpochStarted",
                        "Improved",
                        "EpochEnded",
                        "EpochStarted",
                        "Improved",
                        "EpochEnded",
                        "Finished");
    }

    private static int epochs(Path run) {
        try (var lines = Files.lines(RunFile.METRICS.in(run))) {
            return (int) lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
