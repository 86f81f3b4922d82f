package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.experiment.space.Options;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.ChoiceDomain;
import dev.sluice.core.search.Condition;
import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.Direction;
import dev.sluice.core.search.FloatDomain;
import dev.sluice.core.search.IntDomain;
import dev.sluice.core.search.Objective;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OpenExperimentTest {
    private static final Registry REGISTRY = Plugins.of(new CorePlugin(), new ToyPlugin());

    private static final String OPEN = """
            name: open
            data:
              source: {name: letters, options: {letters: ab}}
            model:
              embedding: {size: {choice: [4, 8]}}
              encoder: {cell: elman, hidden: {int: [8, 32], log: true, step: 8}}
            train:
              epochs: {choice: [2, 5]}
              optimizer:
                choice:
                  - {name: descent, options: {learning_rate: {float: [1e-3, 1], log: true}}}
                  - {name: descent, options: {learning_rate: {float: [0.1, 0.2]}, looks: sign}}
            tune:
              objective: validation.accuracy
              sampler: first
              constraints: size.parameters <= 1_000
            """;

    private static OpenExperiment open(String yaml) {
        return Experiment.parse(yaml).withRegistry(REGISTRY).open();
    }

    private static String error(String yaml) {
        return catchThrowableOfType(ConfigException.class, () -> open(yaml)).getMessage();
    }

    @Test
    void open_domainsAnywhere_becomeDimensionsWithConditions() {
        String first = "descent";
        String second = "descent(looks=sign)";

        assertThat(open(OPEN).space().dimensions())
                .containsExactly(
                        Dimension.of("model.embedding.size", new ChoiceDomain(List.of("4", "8"), true)),
                        Dimension.of("model.encoder.hidden", new IntDomain(8, 32, true, 8)),
                        Dimension.of("train.epochs", new ChoiceDomain(List.of("2", "5"), true)),
                        Dimension.of("train.optimizer", new ChoiceDomain(List.of(first, second), false)),
                        new Dimension(
                                "train.optimizer[" + first + "].options.learning_rate",
                                FloatDomain.log(1e-3, 1),
                                new Condition.Chosen("train.optimizer", List.of(first))),
                        new Dimension(
                                "train.optimizer[" + second + "].options.learning_rate",
                                FloatDomain.of(0.1, 0.2),
                                new Condition.Chosen("train.optimizer", List.of(second))));
    }

    @Test
    void open_tuneBlock_isReadWithDefaults() {
        OpenExperiment open = open(OPEN);

        assertThat(open.objectives()).containsExactly(new Objective("validation.accuracy", Direction.MAXIMIZE));
        assertThat(open.epochs()).isEqualTo(5);
        assertThat(open.seed()).isEqualTo(1);
        assertThat(open.tune().budget().mostTrials()).isEqualTo(50);
        assertThat(open.constraints().getFirst().names()).containsExactly("size.parameters");
        assertThat(open.isSettled("data.source")).isTrue();
        assertThat(open.isSettled("train.optimizer")).isFalse();
    }

    @Test
    void at_anAssignment_isTheExperimentWithItsValues() {
        OpenExperiment open = open(OPEN);
        Assignment drawn = open.space().fromUnit(new double[] {0.9, 0, 0, 0.9, 0.5, 0.5});

        ResolvedExperiment experiment = open.at(drawn, 7);

        assertThat(experiment.config().model().embedding().size()).isEqualTo(8);
        assertThat(experiment.config().model().encoder().hidden()).isEqualTo(8);
        assertThat(experiment.config().train().epochs()).isEqualTo(2);
        assertThat(experiment.config().seed()).isEqualTo(7);
        assertThat(experiment.config().train().optimizer().learningRate())
                .isEqualTo(drawn.values().values().stream()
                        .filter(Double.class::isInstance)
                        .findFirst()
                        .orElseThrow());
        assertThat(experiment.yaml()).doesNotContain("tune");
        assertThat(Experiment.parse(experiment.yaml())
                        .withRegistry(REGISTRY)
                        .resolve()
                        .yaml())
                .isEqualTo(experiment.yaml());
    }

    @Test
    void open_mistakesOfDomainsAndTheBlock_areAllToldAtOnce() {
        String wrong = OPEN.replace("[8, 32]", "[32, 8]")
                .replace("[1e-3, 1]", "[0, 1]")
                .replace("validation.accuracy", "validation.acuracy")
                .replace("size.parameters <=", "size.params <=")
                .replace(
                        "sampler: first",
                        "sampler: first\n  pruner: nne\n  budget: {trials: 0}\n  start: [{model.encoder.hiden: 8}]");

        assertThat(error(wrong))
                .contains("the lower bound must not exceed the upper one, but they are 32 and 8")
                .contains("a logarithmic range must begin above 0")
                .contains("a budget needs a limit")
                .contains("no pruner is called 'nne'; did you mean 'none'?")
                .contains("there is no quantity 'validation.acuracy'; did you mean 'validation.accuracy'?")
                .contains("'size.params' is neither; did you mean 'size.parameters'?")
                .contains("no dimension 'model.encoder.hiden'; did you mean 'model.encoder.hidden'?")
                .doesNotContain("'model.encoder.hidden' needs a value");
    }

    @Test
    void open_writtenInAnotherFolder_isTheSame() {
        OpenExperiment open = open(OPEN);

        OpenExperiment again = open(open.yamlFor(Path.of("elsewhere")));

        assertThat(again.space()).isEqualTo(open.space());
        assertThat(again.written()).isEqualTo(open.written());
        assertThat(again.objectives()).isEqualTo(open.objectives());
    }

    @Test
    void set_domainsFromJava_areLikeWrittenOnes() {
        OpenExperiment open = Experiment.parse(OPEN)
                .withRegistry(REGISTRY)
                .set("model.embedding.size", 4)
                .set("model.encoder.hidden", IntDomain.of(1, 9))
                .set("train.epochs", 3)
                .set(
                        "train.optimizer",
                        Options.of(
                                "descent",
                                Map.of("name", "descent", "options", Map.of("momentum", FloatDomain.of(0.5, 0.9)))))
                .open();

        assertThat(open.space().names())
                .containsExactly("model.encoder.hidden", "train.optimizer", "train.optimizer.options.momentum");
        assertThat(open.space().dimensions().getFirst().domain()).isEqualTo(IntDomain.of(1, 9));
    }

    @Test
    void resolve_ofAnOpenExperiment_saysWhatToDo() {
        assertThatThrownBy(() -> Experiment.parse(OPEN).withRegistry(REGISTRY).resolve())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("experiment:6:34  $.model.encoder.hidden: whole numbers from 8 to 32")
                .hasMessageContaining("'sluice tune experiment' searches")
                .hasMessageContaining("--set model.embedding.size=VALUE");
    }

    @Test
    void resolve_tuneBlockWithoutDomains_runsTheExperiment() {
        Experiment settled = Experiment.parse(OPEN)
                .withRegistry(REGISTRY)
                .set("model.embedding.size", 4)
                .set("model.encoder.hidden", 8)
                .set("train.epochs", 2)
                .set("train.optimizer", "descent");

        assertThat(settled.resolve().yaml()).doesNotContain("tune");
        assertThatThrownBy(settled::open).hasMessageContaining("nothing is open here");
    }

    @Test
    void open_badDomains_areAllSaidAtOnceWithTheirPlaces() {
        String text = error("""
                name: open
                seed: {int: [1, 5]}
                data:
                  source: {name: letters, options: {letters: ab, count: {int: [9, 2]}}}
                model:
                  embedding: {size: {choice: []}}
                  encoder: {cell: {choice: [elman, elmann]}, hidden: {int: [0, 32]}}
                train:
                  epochs: {float: [1, 3]}
                  batch_size: {int: [0, 8], log: true}
                  optimizer: {name: descent, options: {learning_rate: {float: [0.1, 1], lgo: true}}}
                  loss: {choice: [cross-entropy, cross-entropy]}
                tune: {sampler: first, objective: validation.acuracy, budget: {trials: 0}}
                """);

        assertThat(text)
                .contains("experiment:2:7  $.seed\n   must have a value: trials that differ in it cannot be compared")
                .contains(
                        "experiment:4:57  $.data.source.options.count\n   the lower bound must not exceed the upper one")
                .contains("experiment:6:30  $.model.embedding.size\n   a choice needs at least one option")
                .contains("experiment:7:36  $.model.encoder.cell\n   no cell is called 'elmann'; did you mean 'elman'?")
                .contains("experiment:7:54  $.model.encoder.hidden\n   must be at least 1, but was 0")
                .contains("experiment:9:11  $.train.epochs\n   must be a whole number, but was '1.0'")
                .contains(
                        "experiment:10:15  $.train.batch_size\n   a logarithmic range of whole numbers must begin at 1")
                .contains("experiment:11:73  $.train.optimizer.options.learning_rate.lgo\n"
                        + "   a domain of the kind 'float' has no key 'lgo'; did you mean 'log'?")
                .contains("experiment:12:18  $.train.loss\n   the options of a choice must differ")
                .contains("$.tune.budget\n   a budget needs a limit")
                .startsWith("experiment has ");
    }

    @Test
    void open_badTuneBlock_isSaidAtOnceWithPlaces() {
        String text = error("""
                name: open
                data:
                  source: {name: letters, options: {letters: ab}}
                model: {encoder: {cell: elman, hidden: {int: [8, 32]}}}
                train: {optimizer: descent}
                tune:
                  sampler: firts
                  objective: [validation.acuracy, size.parameter]
                  constraints: [size.parameters <== 3, model.encoder.hiden < 9]
                  start: [{model.encoder.hidden: 7}, {model.encoder.hiddn: 9}]
                """);

        assertThat(text)
                .contains("experiment:7:12  $.tune.sampler\n   no sampler is called 'firts'; did you mean 'first'?");
        assertThat(error("""
                name: open
                data:
                  source: {name: letters, options: {letters: ab}}
                model: {encoder: {cell: elman, hidden: {int: [8, 32]}}}
                train: {optimizer: descent}
                tune:
                  sampler: first
                  objective: [validation.acuracy, size.parameter]
                  constraints: [size.parameters <== 3, model.encoder.hiden < 9]
                  start: [{model.encoder.hidden: 7}, {model.encoder.hiddn: 9}]
                """))
                .contains(
                        "experiment:8:15  $.tune.objective\n   there is no quantity 'validation.acuracy'; did you mean"
                                + " 'validation.accuracy'?")
                .contains("experiment:8:35  $.tune.objective\n   there is no quantity 'size.parameter'; did you mean"
                        + " 'size.parameters'?")
                .contains("experiment:9:17  $.tune.constraints\n   a constraint compares numbers and names")
                .contains("experiment:9:40  $.tune.constraints\n   a constraint names size.parameters or an option")
                .contains("did you mean 'model.encoder.hidden'?")
                .contains("experiment:10:11  $.tune.start\n   'model.encoder.hidden' must be in its domain")
                .contains("experiment:10:38  $.tune.start\n   the space has no dimension 'model.encoder.hiddn'");
    }

    @Test
    void open_misspeltObjective_isOfferedWhatIsMeasured() {
        assertThat(error(OPEN.replace("validation.accuracy", "validation.acuracy")))
                .contains("(there is validation.loss, validation.accuracy, validation.top-3, validation.f1-macro,"
                        + " training.loss, size.parameters, export.latency, export.bytes;"
                        + " where a target is a text, validation.bleu)");
        assertThat(error(OPEN.replace("validation.accuracy", "validation.acuracy")
                        .replace("train:\n", "train:\n  metrics: [accuracy]\n")))
                .contains("(there is validation.loss, validation.accuracy, training.loss,");
    }

    @Test
    void isSettled_partOfABlockThatIsOpen_isNot() {
        OpenExperiment open = open(
                OPEN.replace(
                        "  source: {name: letters, options: {letters: ab}}",
                        "  source: {choice: [{name: letters, options: {letters: ab}}, {name: letters, options: {letters: abc}}]}"));

        assertThat(open.isSettled("data.source.options")).isFalse();
        assertThat(open.isSettled("data.split")).isTrue();
    }

    @Test
    void open_valuesThatDoNotGoTogether_areAMistakeOnlyIfNoneDo() {
        String some = OPEN.replace("looks: sign", "looks: {choice: [sign, gradient]}, momentum: {choice: [0, 0.5]}");
        assertThat(open(some).space().names()).hasSize(8);

        String none = """
                name: open
                data:
                  source: {name: letters, options: {letters: ab}}
                model: {encoder: {cell: elman, hidden: {int: [8, 32]}}}
                train: {optimizer: {name: descent, options: {looks: sign, momentum: {float: [0.1, 0.5]}}}}
                tune: {sampler: first}
                """;
        assertThat(error(none)).contains("'looks: sign' goes without momentum");
    }
}
