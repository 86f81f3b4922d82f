package dev.sluice.core.train.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Evaluation;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.graph.gradient.Gradients;
import dev.sluice.core.graph.gradient.TrainingGraph;
import dev.sluice.core.graph.reference.FiniteDifferences;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensors;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Beside what PyTorch's nn.CTCLoss computes; {@code generate_ctc_goldens.py} writes the file. */
class TranscriptionTest {
    private static final List<String> LABELS = List.of(Transcription.BLANK, "a", "b", "c", "d");
    private static final int LONGEST = 4;
    private static final JsonNode GOLDEN = golden();

    private final Transcription form = new Transcription(LABELS, LONGEST);

    private static JsonNode golden() {
        try (InputStream file =
                Objects.requireNonNull(TranscriptionTest.class.getResourceAsStream("ctc_v1.json"), "ctc_v1.json")) {
            return JsonMapper.shared().readTree(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Array64 array(String name) {
        JsonNode node = GOLDEN.get(name);
        return new Array64(
                node.get("shape").valueStream().mapToInt(JsonNode::asInt).toArray(),
                node.get("values").valueStream().mapToDouble(JsonNode::asDouble).toArray());
    }

    private static Map<String, Array64> values() {
        Array64 scores = array("scores");
        int steps = scores.sizes()[0];
        int rows = scores.sizes()[1];
        Array64 targets = Array64.zeros(steps, rows, 1);
        double[] lengths = GOLDEN.get("lengths")
                .valueStream()
                .mapToDouble(JsonNode::asDouble)
                .toArray();
        for (int row = 0; row < rows; row++) {
            JsonNode text = GOLDEN.get("texts").get(row);
            for (int i = 0; i < text.size(); i++) {
                targets.data()[i * rows + row] = text.get(i).asInt();
            }
        }
        Map<String, Array64> values = new LinkedHashMap<>();
        values.put("scores", scores);
        values.put("targets", targets);
        values.put("lengths", new Array64(new int[] {rows}, lengths));
        return values;
    }

    private static Network.Head head(Transcription form) {
        Expr scores = Exprs.input("scores", Dims.of(Dim.TIME, Dim.BATCH, LABELS.size()));
        return new Network.Head(form.constrain(scores), "lengths");
    }

    private static Graph loss(Transcription form) {
        Expr each = form.loss(head(form), Exprs.input("targets", Dims.of(Dim.TIME, Dim.BATCH, 1)));
        return new Graph(Map.of("each", each, "loss", Expr.of(new SumTo(Dims.SCALAR), each)));
    }

    private static double[] data(Map<String, Array64> values, String name) {
        return Objects.requireNonNull(values.get(name), name).data();
    }

    @Test
    void loss_everyRow_isPyTorchs() {
        assertThat(data(Interpreter.run(loss(form), values()), "each"))
                .containsExactly(array("losses").data(), within(1e-9));
    }

    @Test
    void loss_moreRoomThanTheLongestText_isTheSame() {
        assertThat(data(Interpreter.run(loss(new Transcription(LABELS, LONGEST + 3)), values()), "each"))
                .containsExactly(array("losses").data(), within(1e-9));
    }

    @Test
    void loss_gradient_isPyTorchsAndThatOfDifferences() {
        Graph graph = loss(form);

        double[] gradient =
                data(Interpreter.run(Gradients.extend(graph, "loss", List.of("scores")), values()), "grad.scores");

        assertThat(gradient).containsExactly(array("gradient").data(), within(1e-9));
        Array64 differences =
                FiniteDifferences.gradient(graph, "loss", "scores", values(), Evaluation.Random.NONE, 1e-6);
        assertThat(gradient).containsExactly(differences.data(), within(1e-7));
    }

    @Test
    void engine_lossAndGradient_areThoseOfTheReference() {
        Graph graph = TrainingGraph.of(loss(form), "loss", List.of("scores"));

        Tensors engine = Plan.compile(graph, EngineOptions.defaults()).run(Array64.toTensors(values()), RandomKey.NONE);

        assertThat(Array64.of(engine.get("each")).data())
                .containsExactly(array("losses").data(), within(2e-5));
        assertThat(Array64.of(engine.get("grad.scores")).data())
                .containsExactly(array("gradient").data(), within(2e-5));
    }

    @Test
    void loss_smallCase_isThatOfAllPathsCountedOut() {
        Map<String, Array64> values = values();
        double[] scores = data(values, "scores");
        // The third row: 5 steps, the text bbb, which leaves a single path.
        double[] outputs = data(Interpreter.run(new Graph(Map.of("o", head(form).outputs())), values), "o");
        double only = 0;
        int[] path = {2, 0, 2, 0, 2};
        for (int t = 0; t < path.length; t++) {
            only -= outputs[(t * 6 + 2) * LABELS.size() + path[t]];
        }

        assertThat(data(Interpreter.run(loss(form), values), "each")[2]).isCloseTo(only, within(1e-9));
        assertThat(scores).hasSize(outputs.length);
    }

    @Test
    void path_repetitionsAndBlanks_sayEachLabelWhereItBegins() {
        int[][] best = {{0, 1, 1, 0, 1, 2, 2, 0, 0}, {3, 3, 3, 3, 3, 3, 3, 3, 3}};
        Array64 scores = Array64.zeros(9, 2, LABELS.size());
        for (int t = 0; t < 9; t++) {
            for (int row = 0; row < 2; row++) {
                scores.data()[(t * 2 + row) * LABELS.size() + best[row][t]] = 3;
            }
        }
        Map<String, Array64> values =
                Map.of("scores", scores, "lengths", new Array64(new int[] {2}, new double[] {9, 4}));

        double[] path = data(Interpreter.run(new Graph(Map.of("path", form.path(head(form)))), values), "path");

        List<Double> first = new ArrayList<>();
        List<Double> second = new ArrayList<>();
        for (int t = 0; t < 9; t++) {
            first.add(path[t * 2]);
            second.add(path[t * 2 + 1]);
        }
        assertThat(first).containsExactly(0.0, 1.0, 0.0, 0.0, 1.0, 2.0, 0.0, 0.0, 0.0);
        assertThat(second).containsExactly(3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    }

    @Test
    void probabilities_everyStep_addUpToOne() {
        double[] found = data(Interpreter.run(new Graph(Map.of("p", form.probabilities(head(form)))), values()), "p");

        assertThat(Arrays.stream(found, 0, LABELS.size()).sum()).isCloseTo(1, within(1e-12));
    }

    @Test
    void new_labelsWithoutABlank_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Transcription(List.of("a", "b"), 3))
                .withMessageContaining("must be <blank>")
                .withMessageContaining("'a'");
    }
}
