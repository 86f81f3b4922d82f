package dev.sluice.core.data.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.data.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FilePatternTest {
    @TempDir
    private Path folder;

    @Test
    void star_namesAndPatterns_giveWhatTheFirstStarStandsFor() {
        assertThat(FilePattern.star("Czech.txt", "*.txt")).contains("Czech");
        assertThat(FilePattern.star("a-1-b-2.c", "a-*-b-*.c")).contains("1");
        assertThat(FilePattern.star("plain", "plain")).contains("");
        assertThat(FilePattern.star("plain", "other")).isEmpty();
        assertThat(FilePattern.star("aba", "ab*ba")).isEmpty();
        assertThat(FilePattern.star("a1c", "a*b*c")).isEmpty();
        assertThat(FilePattern.star("x.txt.gz", "*.txt")).isEmpty();
    }

    @Test
    void of_foldersAndFiles_areSortedByPath() throws IOException {
        for (String file : new String[] {"train/pos/2.txt", "train/neg/3.txt", "train/pos/1.txt", "train/pos/4.md"}) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), "x");
        }

        assertThat(FilePattern.of(Reading.of(folder), "train/*/*.txt"))
                .extracting(match -> match.word() + " " + match.file().getFileName())
                .containsExactly("neg 3.txt", "pos 1.txt", "pos 2.txt");
        assertThat(FilePattern.of(Reading.of(folder), "none.txt"))
                .containsExactly(new FilePattern.Match(folder.resolve("none.txt"), ""));
    }
}
