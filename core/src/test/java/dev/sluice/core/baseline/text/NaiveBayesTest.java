package dev.sluice.core.baseline.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NaiveBayesTest {
    /** Classes x, y and z are 0, 1 and 2. */
    private static final List<ClassifiedText> TOY =
            List.of(text("aab", 0), text("ab", 0, 1), text("b", 1), text("cc", 2));

    private static ClassifiedText text(String text, Integer... classes) {
        return new ClassifiedText(symbols(text), List.of(classes));
    }

    private static List<String> symbols(String text) {
        return text.codePoints().mapToObj(Character::toString).toList();
    }

    private static List<Integer> ranked(NaiveBayesModel model, String text) {
        double[] scores = model.scores(symbols(text));
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted((one, other) -> Double.compare(scores[other], scores[one]))
                .toList();
    }

    @Test
    void scores_toyData_followTheFormula() {
        // Letters alone, alpha 1, V = 3. x has a a b a b: T = 5; y has a b b: T = 3; z has c c: T = 2. P = 2/5, 2/5,
        // 1/5.
        NaiveBayesModel model = NaiveBayesModel.fit(TOY, 3, 1, 1);

        assertThat(model.scores(symbols("ab")))
                .containsExactly(
                        new double[] {
                            Math.log(2 / 5.0 * 4 / 8 * 3 / 8),
                            Math.log(2 / 5.0 * 2 / 6 * 3 / 6),
                            Math.log(1 / 5.0 / 5 / 5)
                        },
                        within(1e-12));
        assertThat(ranked(model, "bb")).containsExactly(1, 0, 2);
        assertThat(ranked(model, "c")).startsWith(2);
    }

    @Test
    void scores_unknownOrEmptyText_areThePrior() {
        NaiveBayesModel model = NaiveBayesModel.fit(TOY, 3, 2, 0.1);

        assertThat(ranked(model, "ÿ")).containsExactly(0, 1, 2);
        assertThat(model.scores(List.of())[0]).isCloseTo(Math.log(2 / 5.0), within(1e-12));
    }

    @Test
    void scores_classWithoutATrainingText_isTheLeastLikelyAndFinite() {
        NaiveBayesModel model = NaiveBayesModel.fit(TOY, 4, 2, 0.1);

        assertThat(ranked(model, "bbbbbbbb")).endsWith(3);
        assertThat(model.scores(symbols("ab"))[3]).isFinite().isLessThan(-1000);
        assertThat(model.scores(List.of())[3]).isFinite().isLessThan(-1000);
    }

    @Test
    void scores_startOfTheText_tellsClassesApart() {
        List<ClassifiedText> mirrored = List.of(text("pq", 0), text("qp", 1));

        assertThat(ranked(NaiveBayesModel.fit(mirrored, 2, 1, 0.1), "q")).startsWith(0);
        assertThat(ranked(NaiveBayesModel.fit(mirrored, 2, 2, 0.1), "qr")).startsWith(1);
    }

    @Test
    void hits_severalClasses_anyIsRight() {
        NaiveBayesModel model = NaiveBayesModel.fit(TOY, 3, 1, 1);

        assertThat(model.hits(List.of(text("ab", 0, 2), text("ab", 1), text("ab"))))
                .containsExactly(1, 2);
    }
}
