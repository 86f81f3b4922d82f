package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.Sequence;
import dev.sluice.core.experiment.TrainedModels;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.Runs;
import dev.sluice.core.explain.Explainer;
import dev.sluice.core.explain.Explanation;
import dev.sluice.core.kernel.CounterRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A network that counts brackets, looked into. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainCommandTest {
    private static final List<String> DEPTHS = List.of("closed", "one", "two");

    private Path folder = Path.of("replaced");
    private String runs = "";

    @BeforeAll
    void train(@TempDir Path temporary) throws IOException {
        folder = temporary;
        runs = folder.resolve("runs").toString();
        CounterRandom random = CounterRandom.of(1, "brackets", 0);
        StringBuilder csv = new StringBuilder("text,label\n");
        for (int i = 0; i < 700; i++) {
            StringBuilder text = new StringBuilder();
            int depth = 0;
            for (int t = 0; t < 6 + i % 12; t++) {
                int choice = random.below(100L * i + t, 6);
                if (choice < 2 && depth < 2) {
                    text.append('(');
                    depth++;
                } else if (choice < 4 && depth > 0) {
                    text.append(')');
                    depth--;
                } else {
                    text.append(choice % 2 == 0 ? 'a' : 'b');
                }
            }
            csv.append(text).append(',').append(DEPTHS.get(depth)).append('\n');
        }
        Files.writeString(folder.resolve("brackets.csv"), csv);
        Path file = Files.writeString(folder.resolve("brackets.yaml"), """
                name: brackets
                data: {source: {name: csv, options: {file: brackets.csv, text: text, labels: [label]}}}
                model: {embedding: {size: 6}, encoder: {hidden: 12}}
                train: {epochs: 12, loss: cross-entropy, optimizer: {name: adam, options: {learning_rate: 0.03}}}
                export: none
                """);
        Answer answer = Answer.of("run", file.toString(), "--runs", runs, "--quiet");
        assertThat(answer.code()).as(answer.err()).isZero();
    }

    private Run run() {
        return new Runs(Path.of(runs)).find("latest");
    }

    private Explanation explanation(String text) throws IOException {
        return new Explainer(TrainedModels.load(run()))
                .explain(Map.of("tokens", new Sequence.Text(text)), Optional.empty(), List.of());
    }

    private static List<List<Double>> inner(Explanation explanation, String name) {
        return explanation.inner().stream()
                .filter(inner -> inner.name().equals(name))
                .findFirst()
                .orElseThrow()
                .values();
    }

    @Test
    void gates_ofAGru_makeItsState() throws IOException {
        Explanation explanation = explanation("a((b)");
        List<List<Double>> z = inner(explanation, "z");
        List<List<Double>> n = inner(explanation, "n");
        List<List<Double>> h = inner(explanation, "h");

        assertThat(explanation.inner()).extracting(Explanation.Inner::name).containsExactly("r", "z", "n", "h");
        for (int unit = 0; unit < 12; unit++) {
            double state = 0;
            for (int t = 0; t < 5; t++) {
                double update = z.get(unit).get(t);
                state = (1 - update) * n.get(unit).get(t) + update * state;
                assertThat(h.get(unit).get(t)).isCloseTo(state, within(1e-5));
            }
        }
    }

    @Test
    void integratedGradients_addUpToTheScore() throws IOException {
        Explanation explanation = explanation("a((b)ab(");
        Explanation.Attribution attribution = explanation.attributions().getFirst();
        double sum = attribution.integratedGradients().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        double difference = explanation.target().score() - attribution.atBaseline();

        assertThat(attribution.integratedGradients()).hasSize(8);
        assertThat(sum).isCloseTo(difference, within(0.0101 * Math.abs(difference)));
        assertThat(Math.abs(difference)).isGreaterThan(0.5);
    }

    @Test
    void explain_text_writesAPageThatNeedsNothingElse() throws IOException {
        Path out = folder.resolve("out");
        Answer answer = Answer.of(
                "explain", "latest", "--runs", runs, "--text", "a((b)", "--target", "one", "--out", out.toString());

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("The score of one is", "Integrated gradients of tokens", "Wrote ");
        assertThat(Files.readString(out.resolve("explanation.html")))
                .contains("Gate z of encoder.l0", "bracket depth", "Nearest embeddings", "default-src 'none'")
                .doesNotContain("http:", "https:", "<script");
        assertThat(out).isDirectoryContaining("glob:**/encoder.l0.z.png");
        assertThat(Files.readString(out.resolve("explanation.json"))).contains("\"bracket depth\"", "\"z\"");
    }

    @Test
    void explain_textOfOneStep_tellsNoFactor() throws IOException {
        Path out = folder.resolve("one");
        Answer answer = Answer.of("explain", "latest", "--runs", runs, "--text", "a", "--out", out.toString());

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("The score of ").doesNotContain("NaN", "Gradients of");
        assertThat(words(out)).doesNotContain("NaN");
    }

    @Test
    void explain_twoStepsAndTwoTexts_areNoFactorAndRefused() throws IOException {
        Path out = folder.resolve("two");
        Answer answer = Answer.of("explain", "latest", "--runs", runs, "--text", "ab", "--out", out.toString());
        Answer both = Answer.of(
                "explain", "latest", "--runs", runs, "--text", "a", "--input", "tokens=b", "--out", out.toString());

        assertThat(answer.out()).doesNotContain("NaN");
        assertThat(words(out)).contains("a rising one exploding gradients.").doesNotContain("NaN");
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err()).contains("'tokens' is given by --text and by --input tokens=…; leave one out");
    }

    /** The page without its pictures, whose bytes may spell anything. */
    private static String words(Path out) throws IOException {
        return Files.readString(out.resolve("explanation.html")).replaceAll("base64,[^\"]*", "");
    }

    @Test
    void explain_units_trackTheDepth() throws IOException {
        Path out = folder.resolve("units");
        Answer.of("explain", "latest", "--runs", runs, "--example", "2", "--out", out.toString());
        String json = Files.readString(out.resolve("explanation.json"));

        // The first unit is the one that tracks something best.
        String unit = json.substring(json.indexOf("\"units\""), json.indexOf("\"most\""));
        assertThat(unit).contains("bracket depth");
        assertThat(Math.abs(Double.parseDouble(unit.replaceAll("(?s).*\"correlation\" : ([-0-9.E]+).*", "$1"))))
                .isGreaterThan(0.7);
    }

    @Test
    void explain_hostileText_isShownAsText() throws IOException {
        Path out = folder.resolve("hostile");
        Answer answer = Answer.of(
                "explain", "latest", "--runs", runs, "--text", "<script>\u202e\u0007\"'&", "--out", out.toString());

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(Files.readString(out.resolve("explanation.html")))
                .doesNotContain("<script", "\u202e", "\u0007")
                .contains("&lt;");
    }

    @Test
    void explain_wrongWords_areRefused() {
        assertThat(Answer.of("explain", "latest", "--runs", runs).err()).contains("Give '--text=TEXT'");
        assertThat(Answer.of("explain", "latest", "--runs", runs, "--text", "a", "--target", "onee")
                        .err())
                .contains("the model has no output 'onee'", "did you mean 'one'");
        assertThat(Answer.of("explain", "latest", "--runs", runs, "--example", "100000")
                        .err())
                .contains("the validation part has");
    }
}
