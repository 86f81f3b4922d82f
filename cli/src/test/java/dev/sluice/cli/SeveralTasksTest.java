package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One model for two tasks of which each example has one, in two languages, one of them rare. */
class SeveralTasksTest {
    private static final String EXPERIMENT = """
            name: tasks
            data:
              source:
                name: csv
                options:
                  file: tasks.csv
                  text: text
                  targets_by_name:
                    mood: {labels: [mood]}
                    topic: {labels: [topic]}
              text: {unit: word}
              sampling: {by: %s, temperature: 0.5}
              split: {validation: 0.2, test: 0.3}
            model:
              embedding: {size: 8}
              encoder: {cell: gru, hidden: 8}
              heads: {mood: {}, topic: {}}
            train:
              epochs: 3
              balance: uncertainty
              heads:
                mood: {loss: cross-entropy, metrics: [accuracy]}
                topic: {loss: {name: focal, options: {gamma: 1}}, metrics: [accuracy]}
            export: onnx
            """;

    @TempDir
    private Path folder = Path.of("replaced");

    private Answer run(String by) throws IOException {
        StringBuilder csv = new StringBuilder("text,mood,topic\n");
        for (int i = 0; i < 200; i++) {
            csv.append(i % 2 == 0 ? "good " : "bad ")
                    .append(i % 3 == 0 ? "ball" : "law")
                    .append(" number")
                    .append(i);
            csv.append(i % 5 == 0 ? (i % 3 == 0 ? ",,sports" : ",,news") : i % 2 == 0 ? ",happy," : ",sad,")
                    .append('\n');
        }
        Files.writeString(folder.resolve("tasks.csv"), csv);
        Path experiment = Files.writeString(folder.resolve("tasks.yaml"), EXPERIMENT.formatted(by));
        return Answer.of(
                "run", experiment.toString(), "--runs", folder.resolve("runs").toString());
    }

    @Test
    void run_tasksByTheirTargets_hasFiguresOfEachAndLearnsTheirWeights() throws IOException {
        Answer answer = run("targets");

        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .doesNotContain("failed")
                .contains("By kind:")
                .containsPattern("\n  mood +[0-9]")
                .contains("equal in ONNX Runtime");
        try (var runs = Files.list(folder.resolve("runs"))) {
            Path only = runs.filter(Files::isDirectory).findFirst().orElseThrow();
            JsonNode kinds = JsonMapper.shared()
                    .readTree(only.resolve("results.json").toFile())
                    .path("details")
                    .path("by_series");
            assertThat(kinds.propertyNames()).containsExactlyInAnyOrder("mood", "topic");
            assertThat(kinds.path("mood").path("mood.accuracy").asDouble()).isBetween(0.0, 1.0);
            assertThat(Files.readString(only.resolve("best.safetensors"), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .contains("balance.mood")
                    .contains("balance.topic");
        }
    }

    /** The validation part has no example of the first task. */
    @Test
    void run_firstTaskIsNotValidated_trainsAllTheSame() throws IOException {
        StringBuilder csv = new StringBuilder("text,mood,topic,part\n");
        for (int i = 0; i < 60; i++) {
            csv.append(i % 2 == 0 ? "good " : "bad ").append(i % 3 == 0 ? "ball" : "law");
            csv.append(i < 20 ? (i % 2 == 0 ? ",happy," : ",sad,") : i % 3 == 0 ? ",,sports" : ",,news");
            csv.append(i < 40 ? ",training" : ",validation").append('\n');
        }
        Files.writeString(folder.resolve("tasks.csv"), csv);
        Path experiment = Files.writeString(
                folder.resolve("tasks.yaml"),
                EXPERIMENT
                        .formatted("targets")
                        .replace("      text: text\n", "      text: text\n      part: part\n")
                        .replace("  split: {validation: 0.2, test: 0.3}\n", ""));

        Answer answer = Answer.of(
                "run", experiment.toString(), "--runs", folder.resolve("runs").toString());

        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        assertThat(answer.out()).contains("epoch 3/3").doesNotContain("diverged");
    }

    /** Sentences with tags of one kind beside sentences with tags of another; those for validation have the first alone. */
    @Test
    void run_sentencesWithOneOfTwoKindsOfTags_learnBoth() throws IOException {
        StringBuilder conll = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            conll.append(i % 2 == 0 ? "see O _\n" : "see _ VERB\n");
            conll.append(i % 2 == 0 ? "Rome B-city _\n\n" : "Rome _ NOUN\n\n");
        }
        Files.writeString(folder.resolve("train.conll"), conll);
        Files.writeString(folder.resolve("dev.conll"), "see O _\nRome B-city _\n\n".repeat(5));
        Path experiment = Files.writeString(folder.resolve("tags.yaml"), """
                name: tags
                data:
                  source:
                    name: conll
                    options: {training: train.conll, validation: dev.conll, columns: [token, name, word], missing: _}
                  text: {unit: word}
                  sampling: {by: targets, temperature: 0}
                model:
                  embedding: {size: 8}
                  encoder: {cell: gru, hidden: 8, direction: bidirectional}
                  heads: {name: {at: every_step}, word: {at: every_step}}
                train:
                  epochs: 8
                  batch_size: 4
                  optimizer: {name: adam, options: {learning_rate: 0.05}}
                  heads:
                    name: {loss: {name: crf, options: {scheme: bio}}, metrics: [span-f1]}
                    word: {loss: crf, metrics: [accuracy]}
                  early_stopping: {metric: name.span-f1}
                export: onnx
                """);
        Path runs = folder.resolve("runs");

        Answer answer = Answer.of("run", experiment.toString(), "--runs", runs.toString());

        assertThat(answer.err()).isEmpty();
        assertThat(answer.out()).contains("equal in ONNX Runtime").doesNotContain("diverged");
        Answer tagged = Answer.of("tag", "latest", "--runs", runs.toString(), "--text", "see Rome");
        assertThat(tagged.out()).contains("see\tO\tVERB\n").contains("Rome\tB-city\tNOUN\n");
    }

    @Test
    void run_kindsThatTheDataDoNotHave_areAnErrorWithTheNamesThatThereAre() throws IOException {
        Answer answer = run("language");

        assertThat(answer.code()).isNotZero();
        assertThat(answer.err()).contains("'language'").contains("targets mood, topic");
    }
}
