package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.record.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A tagger with a conditional random field, from its file of sentences to tags by its exported file. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TagCommandTest {
    private static final String[] CITIES = {"Oslo", "New York", "Kyiv", "San Juan Capistrano"};

    private Path folder = Path.of("replaced");

    private String runs = "";

    @BeforeAll
    void train(@TempDir Path temporary) throws IOException {
        folder = temporary;
        runs = folder.resolve("runs").toString();
        StringBuilder sentences = new StringBuilder();
        for (int i = 0; i < 64; i++) {
            sentences.append(i % 2 == 0 ? "fly O\nto O\n" : "leave O\nfrom O\n");
            String[] city = CITIES[i % CITIES.length].split(" ", -1);
            for (int word = 0; word < city.length; word++) {
                sentences.append(city[word]).append(word == 0 ? " B-city\n" : " I-city\n");
            }
            sentences.append(i % 3 == 0 ? "now O\n\n" : "\n");
        }
        Files.writeString(folder.resolve("cities.conll"), sentences);
        Answer answer = Answer.of(
                "run", Files.writeString(folder.resolve("cities.yaml"), """
                        name: cities
                        data:
                          source: {name: conll, options: {file: cities.conll}}
                          text: {unit: word}
                        model:
                          embedding: {size: 8}
                          encoder: {cell: gru, hidden: 8, direction: bidirectional}
                          head: {at: every_step}
                          ensemble: 2
                        train:
                          epochs: 8
                          batch_size: 4
                          loss: {name: crf, options: {scheme: bio}}
                          metrics: [span-f1]
                          optimizer: {name: adam, options: {learning_rate: 0.03}}
                        export: onnx
                        """).toString(), "--runs", runs, "--quiet");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
    }

    private Answer tag(String... more) {
        String[] command = new String[4 + more.length];
        System.arraycopy(new String[] {"tag", "cities", "--runs", runs}, 0, command, 0, 4);
        System.arraycopy(more, 0, command, 4, more.length);
        return Answer.of(command);
    }

    @Test
    void run_tagsOfAnotherScheme_areRefusedWithTheirLine() throws IOException {
        Files.writeString(folder.resolve("ends.conll"), "fly O\nto O\nnew B-city\nyork E-city\n\nbye O\n");
        Answer answer = Answer.of(
                "run",
                folder.resolve("cities.yaml").toString(),
                "--runs",
                runs,
                "--set",
                "data.source.options={training: ends.conll}");

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err())
                .contains("(ends.conll, line 4)", "the tag E-city is none of bio tags", "take scheme: bioes");
    }

    @Test
    void explain_ensemble_addsUpWhatItsNetworksFindInAStep() throws IOException {
        Path out = folder.resolve("explained");
        Answer answer =
                Answer.of("explain", "cities", "--runs", runs, "--text", "fly to new york", "--out", out.toString());

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out()).containsOnlyOnce("Integrated gradients of tokens");
        assertThat(out).isDirectoryContaining("glob:**/attribution.tokens.png");
    }

    private String program(String language) throws IOException {
        Path found = new Runs(Path.of(runs)).find("latest").path();
        Answer answer = Answer.of("show", found.resolve("model.onnx").toString(), "--code", language);
        assertThat(answer.err()).isEmpty();
        return answer.out();
    }

    @Test
    void tag_registeredModel_tagsAsItsRun() {
        String models = folder.resolve("models").toString();
        assertThat(Answer.of("models", "add", "places", "cities", "--runs", runs, "--models", models)
                        .err())
                .isEmpty();

        Answer answer = Answer.of("tag", "models:places", "--models", models, "--text", "fly to New York now");

        assertThat(answer.err()).isEmpty();
        assertThat(answer.out()).isEqualTo(tag("--text", "fly to New York now").out());
    }

    @Test
    void show_codeOfATagger_isAProgramThatTags() throws Exception {
        String program = program("java")
                .replace("\"the\", \"words\", \"of\", \"a\", \"text\"", "\"fly\", \"to\", \"New\", \"York\", \"now\"");
        assertThat(ShownProgram.run(folder, program).lines())
                .containsExactly("fly\tO", "to\tO", "New\tB-city", "York\tI-city", "now\tO");
        for (String language : List.of("python", "javascript")) {
            assertThat(program(language))
                    .contains("model.onnx", "\"outputs.path\"", "vocabulary", "labels")
                    .doesNotContain("@");
        }
    }

    /** The tags no longer stand beside all tokens, which must be told. */
    @Test
    void tag_textLongerThanTheModelReads_saysSo() {
        Answer answer = tag("--text", "now ".repeat(300));

        assertThat(answer.code()).isZero();
        assertThat(answer.err()).contains("Texts truncated to 256 symbols: 1 of 1, with a loss of 44 of 300");
    }

    @Test
    void tag_textThatBeginsWithAt_isAText() throws IOException {
        Path words = Files.writeString(folder.resolve("words"), "fly to Oslo");

        assertThat(tag("--text", "@" + words).out()).startsWith("@");
    }

    @Test
    void tag_texts_onePerLineWithTags() {
        Answer answer = tag("--text", "fly to New York now", "--text", "leave from Oslo");

        assertThat(answer.code()).isZero();
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out()).isEqualTo("""
                fly\tO
                to\tO
                New\tB-city
                York\tI-city
                now\tO

                leave\tO
                from\tO
                Oslo\tB-city

                """);
    }

    @Test
    void tag_json_isAnObjectForEachText() {
        assertThat(tag("--text", "fly to Kyiv", "--json").out())
                .isEqualTo("{\"tokens\":[\"fly\",\"to\",\"Kyiv\"],\"outputs\":[\"O\",\"O\",\"B-city\"]}\n");
    }

    @Test
    void tag_unknownWords_areCountedAndNamed() {
        Answer answer = tag("--text", "fly to Zürich");

        assertThat(answer.code()).isZero();
        assertThat(answer.err()).contains("1 of 3 tokens are not in the vocabulary and are read as unknown: Zürich");
        assertThat(answer.out()).contains("Zürich\t");
    }

    @Test
    void tag_file_isReadLikeTheRunsSource() throws IOException {
        Path file = Files.writeString(folder.resolve("new.conll"), "fly\nto\nOslo\n\nleave\nfrom\nKyiv\n");
        Path out = folder.resolve("tags.conll");

        Answer answer = tag("--file", file.toString(), "--out", out.toString());

        assertThat(answer.err()).isEmpty();
        assertThat(answer.out()).contains("The tags of 2 texts are in");
        assertThat(Files.readString(out)).contains("Oslo\tB-city\n\nleave\tO\n");
        assertThat(tag("--file", file.toString(), "--out", file.toString()).err())
                .contains("must not replace");
    }

    @Test
    void tag_nothingToTag_isAnError() {
        Answer answer = tag("--text", "fly", "--text", " ");

        assertThat(answer.code()).isNotZero();
        assertThat(answer.err()).contains("example 2").contains("at least one word");
        assertThat(tag().err()).contains("Give either");
    }

    @Test
    void run_tagsThatBreakTheScheme_areRefusedWithFileAndLine() throws IOException {
        Files.writeString(
                folder.resolve("broken.conll"),
                "fly O\nto O\n\nNew I-city\nYork I-city\n\nto O\nOslo B-city\n\nsee O\nKyiv B-city\n");
        Path experiment = Files.writeString(
                folder.resolve("broken.yaml"),
                Files.readString(folder.resolve("cities.yaml")).replace("cities.conll", "broken.conll"));

        Answer answer = Answer.of("run", experiment.toString(), "--runs", runs, "--quiet");

        assertThat(answer.code()).isNotZero();
        assertThat(answer.err())
                .contains("broken.conll")
                .contains("line 4")
                .contains("the tag I-city cannot be the first of bio tags");
    }
}
