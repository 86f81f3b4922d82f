package dev.sluice.core.train.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.Labels;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.tensor.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spans of tags against counts by hand, by the rules of the conlleval script. */
class SpanF1Test {
    private static final List<String> TAGS = List.of(
            "O", "B-x", "I-x", "E-x", "S-x", "L-x", "U-x", "B-y", "I-y", "E-y", "S-y", "B-nothing", "I-nothing");

    /** Sentences are set apart by a slash. */
    private static double f1(String wanted, String given) {
        Metric.Count count = spans(TAGS).start();
        add(count, wanted, given);
        return count.value();
    }

    private static Metric spans(List<String> tags) {
        return new SpanF1().forTarget(new ClassEncoding(Labels.of(tags), ClassEncoding.Form.DISTRIBUTION));
    }

    private static void add(Metric.Count count, String wanted, String given) {
        String[] right = wanted.split("/");
        String[] said = given.split("/");
        for (int row = 0; row < right.length; row++) {
            count.addSequence(scores(said[row]), scores(right[row]));
        }
    }

    /** One-hot. */
    private static Matrix scores(String sentence) {
        String[] words = sentence.strip().split(" +");
        Matrix scores = Matrix.zeros(words.length, TAGS.size());
        for (int t = 0; t < words.length; t++) {
            int tag = Labels.of(TAGS).index(words[t]);
            scores.array()[t * TAGS.size() + tag] = 1;
        }
        return scores;
    }

    @Test
    void byClass_typesOfSpans_haveFiguresOfTheirOwn() {
        Metric.Count count = spans(TAGS).start();
        add(count, "B-x I-x O B-y/B-x O O", "B-x I-x O B-x/B-x O B-y");

        // Of x two are right, of three given; of y none.
        assertThat(count.byClass()).containsExactly(Map.entry("x", 0.8), Map.entry("y", 0.0));
        assertThat(count.value()).isCloseTo(4.0 / 7, within(1e-12));
    }

    @ParameterizedTest(name = "{2}: {0} given {1}")
    @CsvSource({
        "B-x I-x O B-y, B-x I-x O B-y, 1",
        "B-x I-x O B-y, B-x I-x O O,   0.6666666666666666",
        // A span that is cut short, or of another type, is a miss and a false find.
        "B-x I-x O B-y, B-x O O B-y,   0.5",
        "B-x I-x O B-y, B-y I-y O B-y, 0.5",
        "O O O,         B-x O O,       0",
        "B-x O O,       O O O,         0",
        // Two spans side by side are not one.
        "B-x B-x,       B-x I-x,       0",
        "B-x B-x,       B-x B-x,       1",
        // Another type begins another span.
        "B-x I-y,       B-x B-y,       1",
        "B-x I-x I-y,   B-x I-x O,     0.6666666666666666",
        // IOB1: what goes on without a beginning begins.
        "I-x I-x O I-y, B-x I-x O B-y, 1",
        "I-x B-x I-x,   B-x B-x I-x,   1",
        // Ends and singles, in both spellings.
        "B-x E-x S-y,   B-x I-x B-y,   1",
        "B-x L-x U-x,   B-x E-x S-x,   1",
        "S-x S-x E-x,   B-x B-x B-x,   1",
        "B-x E-x I-x,   B-x I-x I-x,   0",
        "B-x O / O B-y I-y, B-x O / O B-y I-y, 1",
        "B-x O / O B-y I-y, B-x O / O B-y O,   0.5",
    })
    void value_tags_areReadAsSpans(String wanted, String given, double f1) {
        assertThat(f1(wanted, given)).isCloseTo(f1, within(1e-12));
    }

    @Test
    void value_severalBatches_countSpansAndNotBatches() {
        Metric.Count count = spans(TAGS).start();
        add(count, "B-x O B-y", "B-x O B-y");
        add(count, "B-x", "O");
        // 2 found of 3, none false.
        assertThat(count.value()).isCloseTo(0.8, within(1e-12));
    }

    @Test
    void value_noSpanAnywhere_isNan() {
        assertThat(f1("O O", "O O")).isNaN();
        assertThat(spans(TAGS).start().value()).isNaN();
    }

    @Test
    void value_nanScores_areNoSpan() {
        Metric.Count count = spans(TAGS).start();
        Matrix nan = Matrix.zeros(1, TAGS.size());
        Arrays.fill(nan.array(), Double.NaN);
        count.addSequence(nan, scores("B-x"));
        assertThat(count.value()).isZero();
    }

    @Test
    void forTarget_noTagsOfSpans_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spans(List.of("down", "up")))
                .withMessageContainingAll("B-city", "down, up", "f1-macro");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spans(TAGS).start().add(Matrix.zeros(1, 13), Matrix.zeros(1, 13)))
                .withMessageContaining("every_step");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SpanF1().start().addSequence(Matrix.zeros(1, 1), Matrix.zeros(1, 1)))
                .withMessageContaining("numbers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SpanF1().forTarget(new TargetEncoding.Numbers(1)))
                .withMessageContaining("numbers");
    }

    @Test
    void value_tagsWithoutType_areSpansOfOneKind() {
        List<String> bare = List.of("B", "I", "O");
        Metric.Count count = spans(bare).start();
        // B I O B against B I O O: one of two spans is found.
        count.addSequence(
                Matrix.wrap(4, 3, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1),
                Matrix.wrap(4, 3, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0));
        assertThat(count.value()).isCloseTo(2.0 / 3, within(1e-12));
    }

    /** Every sequence of four tags, against a second reading: a span ends where no tag goes on with it. */
    @Test
    void value_allShortSentences_agreeWithTheScriptsRules() {
        List<String> used = List.of("O", "B-x", "I-x", "B-y", "I-y");
        List<String> sentences = Stream.iterate(0, i -> i + 1)
                .limit(625)
                .map(i ->
                        String.join(" ", used.get(i % 5), used.get(i / 5 % 5), used.get(i / 25 % 5), used.get(i / 125)))
                .toList();
        for (int i = 0; i < sentences.size(); i++) {
            String wanted = sentences.get(i);
            String given = sentences.get((i * 7 + 3) % sentences.size());
            TreeSet<String> right = chunks(wanted);
            TreeSet<String> found = chunks(given);
            int all = right.size() + found.size();
            right.retainAll(found);
            double expected = all == 0 ? Double.NaN : 2.0 * right.size() / all;
            assertThat(f1(wanted, given)).as("%s given %s", wanted, given).isEqualTo(expected);
        }
    }

    /** endOfChunk and startOfChunk of conlleval, for B, I and O. */
    private static TreeSet<String> chunks(String sentence) {
        TreeSet<String> chunks = new TreeSet<>();
        String[] tags = (sentence + " O").split(" ");
        String before = "O";
        String typeBefore = "";
        int from = -1;
        for (int t = 0; t < tags.length; t++) {
            String tag = tags[t].substring(0, 1);
            String type = tags[t].length() > 2 ? tags[t].substring(2) : "";
            boolean inside = !before.equals("O");
            if (inside && (tag.equals("B") || tag.equals("O") || !type.equals(typeBefore))) {
                chunks.add(typeBefore + from + "-" + (t - 1));
            }
            if (tag.equals("B") || (tag.equals("I") && (!inside || !type.equals(typeBefore)))) {
                from = t;
            }
            before = tag;
            typeBefore = type;
        }
        return chunks;
    }
}
