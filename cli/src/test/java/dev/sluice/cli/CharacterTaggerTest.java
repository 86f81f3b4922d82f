package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.data.Sequence;
import dev.sluice.core.experiment.TrainedModels;
import dev.sluice.core.experiment.record.Runs;
import dev.sluice.core.explain.Explainer;
import dev.sluice.core.explain.Explanation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A tagger that sees the characters of words, from its file of sentences to tags of words that it never saw. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CharacterTaggerTest {
    private static final String[] SYLLABLES = {"ka", "lo", "mi", "ra", "tu", "se", "no", "pi"};

    private Path folder = Path.of("replaced");
    private String runs = "";

    /** A word that is said by its number. */
    private static String word(int number) {
        return SYLLABLES[number % 8] + SYLLABLES[number / 8 % 8] + SYLLABLES[number / 64 % 8];
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    @BeforeAll
    void train(@TempDir Path temporary) throws IOException {
        folder = temporary;
        runs = folder.resolve("runs").toString();
        StringBuilder sentences = new StringBuilder();
        // Each word comes once: names are told by their capital alone, numbers by their digits.
        for (int i = 0; i < 120; i++) {
            String word = word(3 * i);
            sentences.append("the O\n");
            sentences.append(i % 2 == 0 ? capital(word) + " B-name\n" : word + " O\n");
            sentences.append(i % 3 == 0 ? 100 + i + " B-count\n" : word(3 * i + 1) + " O\n");
            sentences.append('\n');
        }
        Files.writeString(folder.resolve("names.conll"), sentences);
        Answer answer = Answer.of("run", write("names", "").toString(), "--runs", runs, "--quiet");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
    }

    private Path write(String name, String more) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), """
                name: %s
                data:
                  source: {name: conll, options: {file: names.conll}}
                  text: {unit: word, lowercase: true, min_count: 2}
                model:
                  embedding: {size: 4, characters: {channels: 12, size: 8, max_length: 8}}
                  encoder: {cell: gru, hidden: 8, direction: bidirectional}
                  head: {at: every_step}
                train:
                  epochs: 25
                  batch_size: 8
                  loss: {name: crf, options: {scheme: bio}}
                  metrics: [span-f1]
                  optimizer: {name: adam, options: {learning_rate: 0.02}}
                export: {name: onnx, options: {padding: left}}
                %s""".formatted(name, more));
    }

    @Test
    void tag_wordsNeverSeen_areToldByTheirCharacters() {
        Answer answer =
                Answer.of("tag", "names", "--runs", runs, "--text", "the Mipino 777", "--text", "the mipino kakaka");

        assertThat(answer.code()).isZero();
        assertThat(answer.out()).isEqualTo("""
                the\tO
                Mipino\tB-name
                777\tB-count

                the\tO
                mipino\tO
                kakaka\tO

                """);
    }

    @Test
    void show_codeOfTheFile_isAProgramThatTags() throws Exception {
        Path model = new Runs(Path.of(runs)).find("-names-").path().resolve("model.onnx");
        Answer code = Answer.of("show", model.toString(), "--code", "java");
        assertThat(code.err()).isEmpty();

        String printed = ShownProgram.run(
                folder,
                code.out().replace("\"the\", \"words\", \"of\", \"a\", \"text\"", "\"the\", \"Mipino\", \"777\""));

        assertThat(printed.strip().lines()).containsExactly("the\tO", "Mipino\tB-name", "777\tB-count");
        assertThat(Answer.of("show", model.toString(), "--code", "python").out())
                .contains("word.lower()", "given[\"tokens.characters\"] = spelled");
        assertThat(Answer.of("show", model.toString(), "--code", "javascript").out())
                .contains("[\"tokens.characters\"]: new ort.Tensor(\"int64\", spelled, [1, words.length, 8])");
    }

    @Test
    void predict_text_givesATagForEachStep() {
        Answer answer = Answer.of("predict", "names", "--runs", runs, "--text", "Mipino 777", "--top", "1");

        assertThat(answer.code()).isZero();
        assertThat(answer.out()).contains("B-name").contains("B-count");
    }

    @Test
    void explain_wordThatIsUnknown_isToldByItsCharacters() throws IOException {
        Explanation name = explanation("the Mipino");
        Explanation word = explanation("the tuloka");

        assertThat(name.attributions()).hasSize(1);
        List<Double> shares = name.attributions().getFirst().integratedGradients();
        assertThat(shares.get(1)).isPositive().isGreaterThan(shares.get(0));
        assertThat(shares.get(1))
                .isGreaterThan(
                        word.attributions().getFirst().integratedGradients().get(1));
        // Where nothing is read, no text differs from another.
        assertThat(name.attributions().getFirst().atBaseline())
                .isEqualTo(word.attributions().getFirst().atBaseline());
    }

    private Explanation explanation(String text) throws IOException {
        return new Explainer(TrainedModels.load(new Runs(Path.of(runs)).find("-names-")))
                .explain(Map.of("tokens", new Sequence.Text(text)), Optional.of("B-name"), List.of());
    }

    @Test
    void run_interruptedAndResumed_endsWithTheSameBits() throws IOException {
        Path whole = write("whole", "");
        assertThat(Answer.of("run", whole.toString(), "--runs", runs, "--quiet", "--set", "train.epochs=4")
                        .code())
                .isZero();
        Path part = write("part", "");
        assertThat(Answer.of("run", part.toString(), "--runs", runs, "--quiet", "--set", "train.epochs=2")
                        .code())
                .isZero();
        Answer longer = Answer.of(
                "run", part.toString(), "--from", "part", "--runs", runs, "--quiet", "--set", "train.epochs=4");
        assertThat(longer.err()).isEmpty();
        assertThat(longer.code()).isZero();
        assertThat(Files.readAllBytes(weights("latest"))).isEqualTo(Files.readAllBytes(weights("whole")));
    }

    private Path weights(String run) {
        return new Runs(Path.of(runs)).find(run).path().resolve("best.safetensors");
    }

    @Test
    void run_charactersOfCharacters_areRefused() throws IOException {
        Files.writeString(folder.resolve("texts.csv"), "text,label\nab,x\nba,y\nabb,x\nbaa,y\n".repeat(5));
        Path experiment = Files.writeString(folder.resolve("letters.yaml"), """
                name: letters
                data:
                  source: {name: csv, options: {file: texts.csv, text: text, labels: [label]}}
                model:
                  embedding: {size: 4, characters: {channels: 4}}
                train: {epochs: 1}
                """);

        Answer answer = Answer.of("run", experiment.toString(), "--runs", runs, "--quiet");

        assertThat(answer.code()).isNotZero();
        assertThat(answer.err()).contains("embedding.characters").contains("data.text.unit");
    }
}
