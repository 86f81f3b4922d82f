package dev.sluice.examples.languageid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.split.HashSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NaiveBayesBaselineTest {
    private static final List<Name> TOY =
            List.of(name("aab", "x"), name("ab", "x", "y"), name("b", "y"), name("cc", "z"));

    @Test
    void rank_toyData_followsTheFormula() {
        // Letters alone, alpha 1, V = 3. x has a a b a b: T = 5; y has a b b: T = 3; z has c c: T = 2. P = 2/5, 2/5,
        // 1/5.
        // "ab": x 2/5 · 4/8 · 3/8 = 0.0750; y 2/5 · 2/6 · 3/6 = 0.0667; z 1/5 · 1/5 · 1/5 = 0.0080
        // "bb": x 2/5 · 3/8 · 3/8 = 0.0563; y 2/5 · 3/6 · 3/6 = 0.1000
        NaiveBayesBaseline baseline = NaiveBayesBaseline.train(TOY, 1, 1);

        assertThat(baseline.rank("ab", 3)).containsExactly("x", "y", "z");
        assertThat(baseline.rank("bb", 3)).containsExactly("y", "x", "z");
        assertThat(baseline.rank("c", 1)).containsExactly("z");
    }

    @Test
    void rank_unknownOrEmptyText_fallsBackOnThePrior() {
        NaiveBayesBaseline baseline = NaiveBayesBaseline.train(TOY, 2, 0.1);

        assertThat(baseline.rank("ÿ", 9)).containsExactly("x", "y", "z");
        assertThat(baseline.rank("", 1)).containsExactly("x");
    }

    @Test
    void rank_startOfTheName_tellsLanguagesApart() {
        List<Name> mirrored = List.of(name("pq", "x"), name("qp", "y"));

        assertThat(NaiveBayesBaseline.train(mirrored, 1, 0.1).rank("q", 1)).containsExactly("x");
        assertThat(NaiveBayesBaseline.train(mirrored, 2, 0.1).rank("qr", 1)).containsExactly("y");
    }

    @Test
    void rank_charactersBeyondSixteenBits_areOneCharacter() {
        List<Name> names = List.of(name("\uD804\uDD00", "x"), name("\uD804\uDD01", "y"));

        assertThat(NaiveBayesBaseline.train(names, 1, 0.1).rank("\uD804\uDD01", 1))
                .containsExactly("y");
        assertThat(NaiveBayesBaseline.train(names, 1, 0.1).rank("\uD804\uDD02", 2))
                .containsExactly("x", "y");
    }

    @Test
    void score_severalLanguages_anyIsRight() {
        NaiveBayesBaseline baseline = NaiveBayesBaseline.train(TOY, 1, 1);

        Score score = baseline.score(List.of(name("ab", "x", "z"), name("ab", "y"), name("ab", "elsewhere")));

        assertThat(score).isEqualTo(new Score(3, 1, 2));
        assertThat(score.top1()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(score.top3()).isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void tuned_fewLanguages_namesMostOfThem() {
        List<Name> training = new ArrayList<>();
        List<Name> validation = new ArrayList<>();
        List<Name> test = new ArrayList<>();
        for (Name name : CldrNames.read(300, Set.of("de", "fi", "it", "ja", "ru", "sw"))) {
            double place = HashSplit.position(name.text(), 1);
            (place < 0.8 ? training : place < 0.9 ? validation : test).add(name);
        }

        NaiveBayesBaseline baseline = NaiveBayesBaseline.tuned(training, validation);

        assertThat(baseline.score(validation))
                .isGreaterThanOrEqualTo(NaiveBayesBaseline.train(training, 2, 1).score(validation))
                .isGreaterThanOrEqualTo(
                        NaiveBayesBaseline.train(training, 4, 0.1).score(validation));
        assertThat(baseline.score(test).top1()).isGreaterThan(0.9);
    }

    @Test
    void train_nothing_isRefused() {
        assertThatThrownBy(() -> NaiveBayesBaseline.train(List.of(), 3, 0.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 names");
    }

    private static Name name(String text, String... languages) {
        return new Name(text, new TreeSet<>(List.of(languages)));
    }
}
