package dev.sluice.core.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.file.PartFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StreamSourceTest {
    @TempDir
    private Path folder;

    @Test
    void load_oneFile_isDividedInItsOrder() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "\uFEFFab\r\n😀defghi");

        List<Example> examples = load("a.txt", List.of(0.5, 0.2, 0.2), "", "");

        assertThat(examples).extracting(StreamSourceTest::text).containsExactly("ab\n😀de", "fg", "hi");
        assertThat(examples)
                .extracting(Example::part)
                .containsExactly(Example.Part.TRAINING, Example.Part.VALIDATION, Example.Part.TEST);
    }

    @Test
    void load_filesOfParts_endEachLineWithTheSymbol() throws IOException {
        Files.writeString(folder.resolve("train-1.txt"), " one two \n");
        Files.writeString(folder.resolve("train-2.txt"), "three");
        Files.writeString(folder.resolve("test.txt"), "four\n");

        List<Example> examples = new StreamSource(new StreamOptions(
                        new PartFiles("", "train-*.txt", "", "test.txt"),
                        List.of(0.8, 0.1, 0.1),
                        "<eos>",
                        "UTF-8",
                        BrokenBytes.REFUSE))
                .load(Reading.of(folder));

        assertThat(examples)
                .extracting(StreamSourceTest::text)
                .containsExactly(" one two  <eos>\nthree <eos>\n", "four <eos>\n");
        assertThat(examples).allSatisfy(example -> assertThat(example.targets()).isEmpty());
    }

    @Test
    void load_tooShortForAShare_isRefused() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "ab\n");

        assertThatThrownBy(() -> load("a.txt", List.of(0.9, 0.05, 0.05), "", ""))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("a.txt has 3 characters");
    }

    @Test
    void options_thatDoNotFit_areRefused() {
        assertThatThrownBy(() -> load("a", List.of(0.9, 0.2, 0.1), "", "")).hasMessageContaining("at most 1");
        assertThatThrownBy(() -> load("a", List.of(0.9, 0.1), "", "")).hasMessageContaining("three numbers");
        assertThatThrownBy(() -> load("a", List.of(1.0, 0.0, 0.0), "", "a b")).hasMessageContaining("one symbol");
    }

    private List<Example> load(String file, List<Double> shares, String training, String endOfLine) throws IOException {
        return new StreamSource(new StreamOptions(
                        new PartFiles(file, training, "", ""), shares, endOfLine, "UTF-8", BrokenBytes.REFUSE))
                .load(Reading.of(folder));
    }

    private static String text(Example example) {
        return ((Sequence.Text) example.sequence()).text();
    }
}
