package dev.sluice.core.baseline.translation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordTableTest {
    private static final List<String> PAIRS = List.of(
            "das haus = the house",
            "das buch = the book",
            "ein buch = a book",
            "ein kleines haus = a small house",
            "das kleine haus = the small house");

    private static WordTable table(int passes) {
        WordTable.Builder pairs = new WordTable.Builder();
        for (String pair : PAIRS) {
            String[] sides = pair.split(" = ", 2);
            pairs.add(List.of(sides[0].split(" ")), List.of(sides[1].split(" ")));
        }
        return pairs.fit(passes);
    }

    @Test
    void likeliest_wordsThatOccurTogether_areTakenApart() {
        WordTable table = table(10);

        assertThat(List.of("das", "haus", "buch", "ein", "kleines", "kleine"))
                .extracting(table::likeliest)
                .containsExactly("the", "house", "book", "a", "small", "small");
    }

    @Test
    void likeliest_onePass_countsWhatOccursTogether() {
        // Of equal shares the first one: after one pass 'the' and 'house' have the same share of 'haus'.
        assertThat(table(1).likeliest("das")).isEqualTo("the");
        assertThat(table(1).likeliest("buch")).isEqualTo("book");
    }

    @Test
    void likeliest_unknownWord_isCopied() {
        assertThat(table(3).likeliest("Berlin")).isEqualTo("Berlin");
    }

    @Test
    void likeliest_wordOfEmptyTranslationsAlone_isCopied() {
        WordTable.Builder pairs = new WordTable.Builder();
        pairs.add(List.of("äh"), List.of());
        pairs.add(List.of("ja"), List.of("yes"));

        assertThat(pairs.fit(2).likeliest("äh")).isEqualTo("äh");
        assertThat(pairs.fit(2).likeliest("ja")).isEqualTo("yes");
    }
}
