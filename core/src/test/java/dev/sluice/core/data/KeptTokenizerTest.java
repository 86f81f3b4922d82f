package dev.sluice.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.experiment.record.ModelFile;
import dev.sluice.core.option.Choice;
import dev.sluice.core.option.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeptTokenizerTest {
    private static final Recipe RECIPE = new Recipe(
            "listed", Map.of("file", "words.txt"), Map.of("id", "mine", "version", "1.2", "jar", "mine.jar"));

    @TempDir
    private Path folder;

    /** Words of a list in a file, which is its vocabulary. */
    private record Listed(List<String> vocabulary) implements Tokenizer {
        @Override
        public List<String> symbols(String text, int most) {
            return Arrays.stream(text.split(" "))
                    .filter(vocabulary::contains)
                    .limit(most)
                    .toList();
        }

        @Override
        public String text(List<String> symbols) {
            return String.join(" ", symbols);
        }

        @Override
        public List<String> files() {
            return List.of("words.txt");
        }

        @Override
        public Tokenizer with(List<String> contents) {
            if (contents.getFirst().isBlank()) {
                throw new IllegalArgumentException("it has no words");
            }
            return new Listed(List.of(contents.getFirst().split("\n")));
        }
    }

    private static TextConfig rules(int minCount) {
        Choice<Tokenizer> unit = new Choice<>("listed", new Listed(List.of()), RECIPE);
        return new TextConfig(unit, minCount, 0, 9, false, true);
    }

    private TextConfig opened(String words) throws IOException {
        Files.writeString(folder.resolve("words.txt"), words);
        return rules(1).opened(Reading.of(folder));
    }

    private static DataContract contract(TextConfig rules) {
        return DataContract.of(
                new InputEncoding.Text(rules, Vocabulary.of(rules.tokenizer().vocabulary())),
                new TargetEncoding.Numbers(1));
    }

    @Test
    void read_contract_makesTheTokenizerAgainFromItsCopyOfTheFile() throws IOException {
        TextConfig rules = opened("b\na");
        String written = ModelFile.write(contract(rules));
        Files.delete(folder.resolve("words.txt"));

        DataContract read = ModelFile.read(written, recipe -> {
            assertThat(recipe).isEqualTo(RECIPE);
            return new Listed(List.of());
        });

        assertThat(read.encode(Map.of("tokens", new Sequence.Text("a x b")))
                        .sequences()
                        .get("tokens")
                        .array())
                .containsExactly(3, 2);
        assertThat(ModelFile.write(read)).isEqualTo(written);
        assertThat(read).isEqualTo(contract(rules));
        assertThat(rules.normalize()).isFalse();
    }

    @Test
    void read_contractWithoutThePlugin_canBeLookedAtButNotUsed() throws IOException {
        DataContract read = ModelFile.read(ModelFile.write(contract(opened("b\na"))));

        assertThat(((InputEncoding.Text) read.input()).vocabulary().symbols()).containsExactly("b", "a");
        assertThatThrownBy(() -> read.encode(Map.of("tokens", new Sequence.Text("a"))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(
                        "cut by the tokenizer 'listed' of the plugin 'mine' 1.2 (mine.jar), which is not loaded")
                .hasMessageContaining("--plugin");
    }

    @Test
    void opened_fileThatIsNotRight_isRefusedWithItsPath() {
        assertThatThrownBy(() -> rules(1).opened(Reading.of(folder)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("there is no file " + folder.resolve("words.txt"));
        assertThatThrownBy(() -> opened(" ").tokenizer().vocabulary())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("words.txt is not right for its tokenizer: it has no words");
    }

    @Test
    void opened_countsBesideAVocabularyOfItsOwn_areRefused() throws IOException {
        Files.writeString(folder.resolve("words.txt"), "a\nb");

        assertThatThrownBy(() -> rules(2).opened(Reading.of(folder)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("has a vocabulary of its own")
                .hasMessageContaining("leave data.text.min_count, max_symbols and lowercase out");
    }

    @Test
    void read_changedFile_isRefused() throws IOException {
        String written = ModelFile.write(contract(opened("b\na")));

        assertThatThrownBy(() -> ModelFile.read(written.replace("b\\na", "a\\nb")))
                .hasMessageContaining("the tokenizer's file words.txt must have the SHA-256");
    }
}
