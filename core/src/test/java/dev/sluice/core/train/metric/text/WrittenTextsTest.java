package dev.sluice.core.train.metric.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Figures beside those of written_texts_v1.py, which agree with sacreBLEU's. */
final class WrittenTextsTest {
    private record Pair(String written, String reference) {}

    private static final Map<String, TextMetric> METRICS = Map.of(
            "bleu", new Bleu(Bleu.Options.defaults()),
            "bleu-none", new Bleu(new Bleu.Options(BleuTokens.NONE, false, 4)),
            "bleu-characters", new Bleu(new Bleu.Options(BleuTokens.CHARACTERS, false, 4)),
            "bleu-lowercase", new Bleu(new Bleu.Options(BleuTokens.MTEVAL, true, 4)),
            "chrf", new Chrf(Chrf.Options.defaults()),
            "character-error-rate", EditRate.ofCharacters(),
            "word-error-rate", EditRate.ofWords(),
            "edit-distance", EditRate.distance());

    private final List<Pair> pairs = pairs();
    private final Map<String, List<Pair>> cases = Map.of(
            "all", pairs,
            "first", pairs.subList(0, 1),
            "second", pairs.subList(1, 2),
            "short", pairs.subList(4, 5),
            "none right", pairs.subList(5, 6));

    @Test
    void value_everyMetric_agreesWithTheDefinitions() throws IOException {
        JsonNode figures = JsonMapper.shared().readTree(read("written_texts_v1.json"));

        assertThat(figures.propertyNames()).containsExactlyInAnyOrderElementsOf(cases.keySet());
        cases.forEach((name, some) -> METRICS.forEach((id, metric) -> assertThat(value(metric, some))
                .as("%s of %s", id, name)
                .isCloseTo(figures.path(name).path(id).doubleValue(), within(1e-9))));
    }

    @Test
    void value_ofNothing_isNan() {
        METRICS.values().forEach(metric -> assertThat(metric.start().value()).isNaN());
    }

    @Test
    void largerIsBetter_rightTexts_areBest() {
        METRICS.forEach((id, metric) -> {
            List<Pair> right = pairs.stream()
                    .map(pair -> new Pair(pair.reference(), pair.reference()))
                    .toList();
            assertThat(value(metric, right) > value(metric, pairs)).as(id).isEqualTo(metric.largerIsBetter());
        });
    }

    private static double value(TextMetric metric, List<Pair> some) {
        TextMetric.Count count = metric.start();
        some.forEach(pair -> count.add(pair.written(), pair.reference()));
        return count.value();
    }

    private static List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (String line : read("written_texts_v1.tsv").split("\n")) {
            int tab = line.indexOf('\t');
            pairs.add(new Pair(line.substring(0, tab), line.substring(tab + 1)));
        }
        return pairs;
    }

    private static String read(String file) {
        try (InputStream in = Objects.requireNonNull(WrittenTextsTest.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
