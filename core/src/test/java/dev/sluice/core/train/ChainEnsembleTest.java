package dev.sluice.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.HeadOptions;
import dev.sluice.core.model.HeadSize;
import dev.sluice.core.model.HeadTasks;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.train.loss.Crf;
import dev.sluice.core.train.loss.Loss;
import dev.sluice.core.train.structure.SequenceForm;
import dev.sluice.core.train.structure.TagScheme;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Several networks whose outputs are judged as sequences. */
class ChainEnsembleTest {
    private static final List<String> LABELS = List.of("O", "B-x", "I-x");
    private static final Loss CRF = new Crf(new Crf.Options(TagScheme.BIO)).forLabels(LABELS);
    private static final SequenceForm FORM = CRF.sequences().orElseThrow();

    private static Network network(int members) {
        ModelConfig config = ModelConfig.of(EncoderOptions.of(
                        cell -> {
                            Expr h = cell.state("h");
                            cell.next("h", cell.linear("c", cell.input(), h));
                        },
                        4))
                .withHead(HeadOptions.defaults().atEveryStep())
                .withEnsemble(members);
        return SequenceModel.build(
                config,
                List.of(new ModelInput.Features(2)),
                Map.of(Network.OUTPUTS, new HeadSize(LABELS.size(), FORM)),
                HeadTasks.none(),
                Network.Mode.TRAINING);
    }

    private static Array64 transitions(double first) {
        return new Array64(new int[] {3, 3}, new double[] {first, 0.3, 1, -0.5, 0, 2, 0.1, -1, 0.2});
    }

    private static double[] run(Expr expr, Map<String, Array64> values) {
        return Objects.requireNonNull(Interpreter.run(new Graph(Map.of("value", expr)), values)
                        .get("value"))
                .data();
    }

    /** The values of one member under the names of a network alone. */
    private static Map<String, Array64> alone(int member, Map<String, Array64> all) {
        Map<String, Array64> values = new LinkedHashMap<>(all);
        network(1)
                .parameterNames()
                .forEach(name -> values.put(name, Objects.requireNonNull(all.get("member" + member + "." + name))));
        return values;
    }

    private static Network.Head head(Network network) {
        return Objects.requireNonNull(network.heads().get(Network.OUTPUTS));
    }

    @Test
    void mean_ofAnEnsemble_isThatOfItsMembersLosses() {
        Map<String, Array64> values = values(network(2));
        Objective objective = Objective.of(CRF);
        Expr one = objective.mean(Network.OUTPUTS, head(network(1)));

        double loss = run(objective.mean(Network.OUTPUTS, head(network(2))), values)[0];

        double first = run(one, alone(0, values))[0];
        double second = run(one, alone(1, values))[0];
        assertThat(loss).isCloseTo((first + second) / 2, within(1e-12));
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void path_ofAnEnsemble_isTheLikeliestByTheMeansOfScoresAndTransitions() {
        Map<String, Array64> values = values(network(2));
        Network.Head whole = head(network(2));
        Network.Head one = head(network(1));
        Map<String, Array64> means = new LinkedHashMap<>(values);
        one.parameters().keySet().forEach(name -> means.put("head." + name, mean(name, values)));
        double[] scores = mean(run(one.outputs(), alone(0, values)), run(one.outputs(), alone(1, values)));
        means.put("scores", new Array64(new int[] {2, 2, 3}, scores));
        Network.Head averaged = one.saying(Exprs.input("scores", one.outputs().shape()));

        assertThat(run(FORM.path(whole), values)).containsExactly(run(FORM.path(averaged), means));
        assertThat(run(FORM.probabilities(whole), values))
                .containsExactly(run(FORM.probabilities(averaged), means), within(1e-12));
    }

    private static Array64 mean(String name, Map<String, Array64> values) {
        Array64 first = Objects.requireNonNull(values.get("member0.head." + name));
        Array64 second = Objects.requireNonNull(values.get("member1.head." + name));
        return new Array64(first.sizes(), mean(first.data(), second.data()));
    }

    private static double[] mean(double[] first, double[] second) {
        double[] mean = new double[first.length];
        Arrays.setAll(mean, i -> (first[i] + second[i]) / 2);
        return mean;
    }

    private static Map<String, Array64> values(Network network) {
        Map<String, Array64> values = new LinkedHashMap<>(Array64.of(Parameters.initialize(network.parameters(), 1)));
        network.parameterNames().stream()
                .filter(name -> name.endsWith("transitions"))
                .forEach(name -> values.put(name, transitions(name.startsWith("member0.") ? 1 : -2)));
        values.put("features", new Array64(new int[] {2, 2, 2}, new double[] {1, 2, 3, 4, 5, -6, 7, 8}));
        values.put("lengths", new Array64(new int[] {2}, new double[] {2, 1}));
        values.put("targets", new Array64(new int[] {2, 2, 3}, new double[] {0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0}));
        return values;
    }
}
