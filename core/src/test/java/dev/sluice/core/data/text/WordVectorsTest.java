package dev.sluice.core.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WordVectorsTest {
    @TempDir
    private Path folder;

    @Test
    void read_headerAndCases_areUnderstood() throws IOException {
        WordVectors vectors = read("3 2\nrome 1 -2.5\nSea 3e-1 4\nother x y\n", "Rome", "rome", "Sea", "none");

        assertThat(vectors.of("rome")).hasValueSatisfying(row -> assertThat(row).containsExactly(1, -2.5f));
        assertThat(vectors.of("Rome")).hasValueSatisfying(row -> assertThat(row).containsExactly(1, -2.5f));
        assertThat(vectors.of("Sea")).isPresent();
        assertThat(vectors.of("sea")).hasValueSatisfying(row -> assertThat(row).containsExactly(0.3f, 4));
        assertThat(vectors.of("other")).isEmpty();
    }

    @Test
    void read_wordInSeveralCases_itsOwnThenLowerCaseThenTheFirst() throws IOException {
        WordVectors vectors = read("May 1 1\nMAY 2 2\nmay 3 3\nMay 4 4\nROSE 5 5\nRose 6 6\n", "May", "mAY", "rose");

        assertThat(vectors.of("May")).hasValueSatisfying(row -> assertThat(row).containsExactly(1, 1));
        assertThat(vectors.of("mAY")).hasValueSatisfying(row -> assertThat(row).containsExactly(3, 3));
        assertThat(vectors.of("rose")).hasValueSatisfying(row -> assertThat(row).containsExactly(5, 5));
    }

    @Test
    void words_inTheFilesOrder_withoutTheHeader() throws IOException {
        Path file = Files.writeString(folder.resolve("vectors.txt"), "2 2\nrome 1 2\n\nSea 3 4\n");

        assertThat(WordVectors.words(file)).containsExactly("rome", "Sea");
    }

    @Test
    void read_badLines_nameFileAndLine() {
        assertThatThrownBy(() -> read("a 1 2\nb 1\n", "a", "b"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("vectors.txt, line 2: must have a word and 2 numbers")
                .hasMessageContaining("has 1 behind 'b'");
        assertThatThrownBy(() -> read("a 1 two\n", "a")).hasMessageContaining("line 1: 'two' behind the word 'a'");
        assertThatThrownBy(() -> read("a 1 nan\n", "a"))
                .hasMessageContaining("line 1: 'nan' behind the word 'a' is no finite");
        assertThatThrownBy(() -> read("a 1 1e40\n", "a"))
                .hasMessageContaining("'1e40' behind the word 'a' is no finite");
        assertThatThrownBy(() -> read("", "a")).hasMessageContaining("is empty");
    }

    private WordVectors read(String content, String... words) throws IOException {
        Path file = Files.writeString(folder.resolve("vectors.txt"), content);
        return WordVectors.read(file, Set.of(words), 2);
    }
}
