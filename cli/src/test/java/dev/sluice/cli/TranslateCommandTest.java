package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A model that writes, from the files to train on to its translations. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TranslateCommandTest {
    private static final String RUN = "words";

    private Path folder = Path.of("replaced");
    private String runs = "";
    private String report = "";

    @BeforeAll
    void train(@TempDir Path temporary) throws IOException {
        folder = temporary;
        runs = folder.resolve("runs").toString();
        List<String> numbers = List.of("one", "two", "three", "four");
        List<String> words = List.of("eins", "zwei", "drei", "vier");
        StringBuilder source = new StringBuilder();
        StringBuilder target = new StringBuilder();
        for (int i = 0; i < 64; i++) {
            source.append(numbers.get(i % 4)).append(' ').append(numbers.get(i / 4 % 4));
            target.append(words.get(i % 4)).append(' ').append(words.get(i / 4 % 4));
            source.append(i < 16 ? "\n" : " " + numbers.get(i / 16) + "\n");
            target.append(i < 16 ? "\n" : " " + words.get(i / 16) + "\n");
        }
        Files.writeString(folder.resolve("numbers.en"), source);
        Files.writeString(folder.resolve("numbers.de"), target);
        Path experiment = Files.writeString(folder.resolve("words.yaml"), """
                name: words
                data:
                  source:
                    name: parallel
                    options: {text: numbers.en, translation: numbers.de}
                  text: {unit: word, max_length: 6}
                  split: {validation: 0.2, test: 0.1}
                model:
                  embedding: {size: 8}
                  encoder: {cell: gru, hidden: 16}
                  decoder: {cell: gru, hidden: 16, embedding: {size: 8}, attention: general, scheduled_sampling: {probability: 0.1, updates: 50}}
                  initialization: {embedding: {name: normal, options: {deviation: 0.1}}}
                train:
                  epochs: 70
                  batch_size: 8
                  metrics: [accuracy]
                  optimizer: {name: adam, options: {learning_rate: 0.02}}
                  writing: {metrics: [bleu, chrf]}
                  early_stopping: {metric: chrf}
                """);
        Answer answer = Answer.of("run", experiment.toString(), "--runs", runs);
        assertThat(answer.code()).as(answer.err()).isZero();
        report = answer.out() + answer.err();
    }

    private Answer translate(String... options) {
        String[] command = new String[4 + options.length];
        System.arraycopy(new String[] {"translate", RUN, "--runs", runs}, 0, command, 0, 4);
        System.arraycopy(options, 0, command, 4, options.length);
        return Answer.of(command);
    }

    @Test
    void run_tellsFiguresOfWrittenTextsAndShowsSome() {
        assertThat(report).contains("bleu", "chrf", "Some texts of the test part:", "  wanted:  ", "  written: ");
        assertThat(report).contains("encoder.onnx", "decoder.onnx", "texts written greedily and by beam");
    }

    @Test
    void run_hasTheFiguresOfSimpleMethodsAndAVerdict() {
        // Each word has one translation, in the same place. The texts are too short for BLEU's four words in a row.
        assertThat(report)
                .containsPattern("  copy of the source +0\\.0000 +[0-9]")
                .containsPattern("  dictionary, by IBM model 1 +0\\.0000 +100\\.0000")
                .contains("By bleu the model does not beat copy of the source");
    }

    @Test
    void text_knownWords_areTranslated() {
        Answer answer = translate("--text", "one three", "--text", "two two four");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out().lines()).containsExactly("eins drei", "zwei zwei vier");
    }

    @Test
    void nBest_scoresBesideTexts_theBestFirst() {
        Answer answer = translate("--text", "one three", "--beam", "3", "--n-best", "2");
        assertThat(answer.out().lines()).hasSize(2);
        assertThat(answer.out()).startsWith("-").contains("\teins drei\n");
    }

    @Test
    void attention_isAJsonObjectALine() {
        Answer answer = translate("--text", "one three", "--attention");
        JsonNode line = JsonMapper.builder().build().readTree(answer.out());
        assertThat(line.get("source_symbols").toString()).isEqualTo("[\"one\",\"three\"]");
        JsonNode text = line.get("texts").get(0);
        assertThat(text.get("symbols").toString()).isEqualTo("[\"eins\",\"drei\",\"<end>\"]");
        assertThat(text.get("attention")).hasSize(3);
        assertThat(text.get("attention").get(0)).hasSize(2);
        assertThat(text.get("ended").asBoolean()).isTrue();
    }

    @Test
    void file_linesInOrder_intoAFile() throws IOException {
        Path in = Files.writeString(folder.resolve("in.txt"), "four\none two\n");
        Path out = folder.resolve("out.txt");
        Answer answer = translate("--file", in.toString(), "--out", out.toString());
        assertThat(answer.out()).contains("The translations of 2 texts are in");
        assertThat(Files.readAllLines(out)).hasSize(2).element(1).isEqualTo("eins zwei");
    }

    @Test
    void file_emptyLine_isRefusedWithItsPlace() throws IOException {
        Path in = Files.writeString(folder.resolve("gap.txt"), "one\n\ntwo\n");
        Answer answer = translate("--file", in.toString());
        assertThat(answer.code()).isNotZero();
        assertThat(answer.err()).contains("gap.txt:2: there must be a text in each line, but this one is empty");
    }

    @Test
    void file_brokenBytes_areRefusedWithTheirPlace() throws IOException {
        byte[] bytes = "one\nf\u00fcnf\n".getBytes(StandardCharsets.ISO_8859_1);
        Path in = Files.write(folder.resolve("latin.txt"), bytes);
        assertThat(translate("--file", in.toString()).err()).contains("latin.txt:2: the line must be UTF-8");
    }

    @Test
    void file_folder_isRefused() {
        Answer answer = translate("--file", folder.toString());
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("must be a file with a text in each line, but is a folder");
    }

    @Test
    void search_outsideItsLimits_isAUsageError() {
        for (String beam : List.of("0", "1001", "2000000000")) {
            Answer answer = translate("--text", "one", "--beam", beam);
            assertThat(answer.code()).isEqualTo(2);
            assertThat(answer.err()).contains("--beam must be from 1 to 1000, but was " + beam);
        }
        assertThat(translate("--text", "one", "--n-best", "6").err())
                .contains("--n-best must be from 1 to the beam, 5, but was 6");
        assertThat(translate("--text", "one", "--max-length", "0").err())
                .contains("--max-length must be 1 or more, but was 0");
        assertThat(translate("--text", "one", "--length-penalty", "Infinity").err())
                .contains("--length-penalty must be 0 or more, but was Infinity");
    }

    @Test
    void out_inNoFolder_isRefusedBeforeTheTexts() {
        Path out = folder.resolve("nodir").resolve("out.txt");
        Answer answer = translate("--file", "not-looked-at.txt", "--out", out.toString());
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err())
                .contains(
                        "--out: a file is written into a folder that exists, but there is no folder " + out.getParent())
                .contains("make it");
    }

    @Test
    void generate_pointsToTranslate() {
        Answer answer = Answer.of("generate", RUN, "--runs", runs);
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("writes a text about it; take 'sluice translate");
    }

    @Test
    void tag_pointsToTranslate() {
        Answer answer = Answer.of("tag", RUN, "--runs", runs, "--text", "nine");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).startsWith("sluice: a model that tags must").contains("take 'sluice translate");
    }

    @Test
    void text_unknownWordsAndTooLong_areToldOf() {
        Answer answer = translate("--text", "one nine three", "--text", "one one one one one one one one");
        assertThat(answer.err())
                .contains("1 of 9 words are not in the vocabulary and are read as unknown: nine")
                .contains("The model reads 6 words of a text and ignores the rest: text 2 has 8");
    }

    @Test
    void limit_endsWhatTheModelDoesNotEnd() {
        Answer answer = translate("--text", "one three", "--max-length", "1", "--beam", "1");
        assertThat(answer.out().lines()).containsExactly("eins");
        assertThat(answer.err())
                .contains("The limit of length (--max-length) ended what the model did not end: text 1 at 1");
    }

    @Test
    void text_withoutTheWordThatSaysWhatToWrite_isToldOf() throws IOException {
        for (String kind : List.of("fr", "de")) {
            Files.writeString(folder.resolve("all." + kind), (kind + "\n").repeat(12));
        }
        Files.writeString(folder.resolve("all.en"), "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\n");
        Path experiment = Files.writeString(folder.resolve("tagged.yaml"), """
                name: tagged
                data:
                  source: {name: parallel, options: {text: all.en, translation: all.+, kinds: [fr, de], tagged: true}}
                  text: {unit: word}
                model: {embedding: {size: 4}, encoder: {hidden: 4}, decoder: {hidden: 4, embedding: {size: 4}, attention: none}}
                train: {epochs: 1}
                """);
        Answer run = Answer.of("run", experiment.toString(), "--runs", runs + "-tagged", "--quiet");
        Answer answer = Answer.of(
                "translate",
                "tagged",
                "--runs",
                runs + "-tagged",
                "--text",
                "<fr> a",
                "--text",
                "b",
                "--text",
                "<it> c");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(answer.code()).isZero();
        assertThat(answer.err())
                .contains("2 of 3 texts, text 2 first, do not begin with a word that says what to write")
                .contains("(<fr>, <de>); put it before them: <fr> …");
        Answer attention =
                Answer.of("translate", "tagged", "--runs", runs + "-tagged", "--text", "<fr> a", "--attention");
        assertThat(attention.code()).isEqualTo(2);
        assertThat(attention.err()).contains("--attention shows what each symbol looked at, but this model has none");
    }

    @Test
    void explain_targetOfAText_isRefused() {
        Answer answer = Answer.of("explain", RUN, "--runs", runs, "--text", "one", "--target", "eins");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("with '--text=TEXT' and without '--target' and '--input'");
    }

    @Test
    void explain_showsWhatEachWrittenWordLookedAt() throws IOException {
        Path out = folder.resolve("explained");
        Answer answer = Answer.of("explain", RUN, "--runs", runs, "--text", "one three four", "--out", out.toString());
        assertThat(answer.code()).as(answer.err()).isZero();
        JsonNode map = JsonMapper.builder()
                .build()
                .readTree(out.resolve("explanation.json").toFile())
                .path("inner")
                .get(0);
        assertThat(map.path("kind").asString()).isEqualToIgnoringCase("attention");
        assertThat(map.path("rows").toString()).isEqualTo("[\"eins\",\"drei\",\"vier\",\"<end>\"]");
        assertThat(map.path("values")).hasSize(4).allSatisfy(row -> {
            double sum = 0;
            for (JsonNode weight : row) {
                sum += weight.asDouble();
            }
            assertThat(row).hasSize(3);
            assertThat(sum).isCloseTo(1, within(1e-4));
        });
        assertThat(Files.readString(out.resolve("explanation.html"))).contains("eins", "data:image/png");
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName()))).anyMatch(name -> name.endsWith(".png"));
        }
    }

    @Test
    void predict_pointsToTranslate() {
        Answer answer = Answer.of("predict", RUN, "--runs", runs, "--text", "one");
        assertThat(answer.code()).isNotZero();
        assertThat(answer.err()).contains("writes texts of their own lengths: 'sluice translate' gives them");
    }
}
