package dev.sluice.core.train.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.Labels;
import dev.sluice.core.tensor.Matrix;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The F1 score of spans beside conlleval's rules, which {@code generate_conlleval_fixture.py} follows step by step. */
class ConllevalTest {
    private static final Labels TAGS =
            Labels.of(List.of("O", "B-city", "I-city", "B-name", "I-name", "B-time", "I-time"));

    private static String read(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(ConllevalTest.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Matrix oneHot(List<String> lines, int column) {
        Matrix tags = Matrix.zeros(lines.size(), TAGS.size());
        for (int t = 0; t < lines.size(); t++) {
            tags.array()[t * TAGS.size() + TAGS.index(lines.get(t).split("\t")[column])] = 1;
        }
        return tags;
    }

    @Test
    void value_sentencesWithBrokenTags_isConllevals() throws IOException {
        JsonNode golden = JsonMapper.shared().readTree(read("conlleval_v1.json"));
        Metric.Count count = new SpanF1()
                .forTarget(new ClassEncoding(TAGS, ClassEncoding.Form.DISTRIBUTION))
                .start();
        for (String sentence : read("conlleval_v1.tsv").strip().split("\n\n")) {
            List<String> lines = sentence.lines().toList();
            count.addSequence(oneHot(lines, 1), oneHot(lines, 0));
        }

        assertThat(count.value()).isCloseTo(golden.get("all").get("f1").asDouble(), within(1e-12));
        assertThat(count.byClass())
                .containsOnlyKeys("city", "name", "time")
                .allSatisfy((type, f1) ->
                        assertThat(f1).isCloseTo(golden.get(type).get("f1").asDouble(), within(1e-12)));
    }
}
