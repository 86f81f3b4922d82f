package dev.sluice.examples.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReviewsSourceTest {
    @TempDir
    Path folder;

    private List<Example> load(String imdb, int most) throws IOException {
        return new ReviewsSource(new ReviewsOptions(imdb, most, 500)).load(Reading.of(folder));
    }

    private static String text(Example example) {
        return ((Sequence.Text) example.inputs().values().iterator().next()).text();
    }

    private void table(String name, String... lines) throws IOException {
        Files.createDirectories(folder.resolve("imdb"));
        try (Writer out = new OutputStreamWriter(
                new GZIPOutputStream(
                        Files.newOutputStream(folder.resolve("imdb").resolve(name))),
                StandardCharsets.UTF_8)) {
            out.write(String.join("\n", lines) + "\n");
        }
    }

    @Test
    void load_withoutImdb_makesReviewsUp() throws IOException {
        List<Example> examples = load("nowhere", 0);

        assertThat(examples).hasSize(500);
        assertThat(examples.toString()).isEqualTo(load("", 0).toString());
        for (Example.Part part : List.of(Example.Part.TRAINING, Example.Part.VALIDATION, Example.Part.TEST)) {
            assertThat(examples).filteredOn(example -> example.part() == part).hasSizeGreaterThan(20);
        }
        assertThat(examples).anyMatch(example -> text(example).contains(" not "));
        assertThat(examples.stream()
                        .map(example -> example.targets().toString())
                        .distinct())
                .hasSize(2);
    }

    @Test
    void load_tablesOfImdb_readsBothPartsAndSetsSignsApart() throws IOException {
        table("imdb-train.tsv.gz", "0\t1\t2\tDull.<br />Really!", "0\t2\t3\tBad", "1\t3\t9\tGood", "1\t4\t9\tGreat");
        table("imdb-test.tsv.gz", "1\t1\t10\tFine");

        List<Example> examples = load("imdb", 0);

        assertThat(examples).hasSize(5);
        assertThat(text(examples.getFirst()).split(" +")).containsExactly("Dull", ".", "Really", "!");
        assertThat(examples.getLast().part()).isEqualTo(Example.Part.TEST);
        // One of each kind in turn.
        assertThat(load("imdb", 2).stream().map(ReviewsSourceTest::text))
                .containsExactly("Dull .  Really ! ", "Good", "Fine");
    }

    @Test
    void load_imdbAsItIsUnpacked_readsItsFiles() throws IOException {
        for (String part : List.of("train", "test")) {
            for (String kind : List.of("pos", "neg")) {
                Path texts = Files.createDirectories(
                        folder.resolve("acl").resolve(part).resolve(kind));
                Files.writeString(texts.resolve("0_7.txt"), part + " " + kind);
            }
        }

        assertThat(load("acl", 0).stream().map(ReviewsSourceTest::text))
                .containsExactly("train neg", "train pos", "test neg", "test pos");
    }

    @Test
    void load_tableWithoutColumns_saysWhere() throws IOException {
        table("imdb-train.tsv.gz", "1\t1\t9\tGood", "Bad");
        table("imdb-test.tsv.gz", "1\t1\t9\tGood");

        assertThatThrownBy(() -> load("imdb", 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("imdb-train.tsv.gz:2: a line must have a label");
    }
}
