package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A language model whose last layer is the embedding. */
@Tag("slow")
class TiedLanguageModelTest {
    @TempDir
    private Path folder = Path.of("");

    private String runs = "";

    @BeforeEach
    void write() throws IOException {
        runs = folder.resolve("runs").toString();
        Files.writeString(folder.resolve("song.txt"), "row, row, row your boat\ngently down the stream\n".repeat(40));
    }

    private Answer run(String name, String embedding) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".yaml"), """
                name: %s
                data:
                  source: {name: text-stream, options: {file: song.txt, end_of_line: <eos>}}
                  text: {unit: word}
                  next: true
                  stream: {steps: 10}
                model:
                  embedding: %s
                  encoder: {cell: gru, hidden: 12}
                  head: {at: every_step, tied: true}
                train:
                  epochs: 12
                  batch_size: 4
                  optimizer: {name: adam, options: {learning_rate: 0.03}}
                export: onnx
                """.formatted(name, embedding));
        return Answer.of("run", file.toString(), "--runs", runs, "--quiet");
    }

    @Test
    void run_tiedToItsEmbedding_writesWhatItLearned() throws IOException {
        Answer answer = run("tied", "{size: 12}");

        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        Answer written = Answer.of(
                "generate", "tied", "--runs", runs, "--prompt", "gently down", "--length", "2", "--temperature", "0");
        assertThat(written.out()).contains("gently down the stream");
    }

    @Test
    void run_otherSizes_areRefusedWithBoth() throws IOException {
        Answer answer = run("other", "{size: 8}");

        assertThat(answer.code()).isNotZero();
        assertThat(answer.err()).contains("head.tied: the embedding's table").contains("from 12 features");
    }

    @Test
    void run_charactersOfWordsToWrite_areRefused() throws IOException {
        Answer answer = run("spelled", "{size: 12, characters: {channels: 4}}");

        assertThat(answer.code()).isNotZero();
        assertThat(answer.err()).contains("'data.next' is for models that write");
    }
}
