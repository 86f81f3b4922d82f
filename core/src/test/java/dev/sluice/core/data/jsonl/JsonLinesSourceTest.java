package dev.sluice.core.data.jsonl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.file.PartFiles;
import dev.sluice.core.option.OptionRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JsonLinesSourceTest {
    private static final JsonLinesOptions SERIES = new JsonLinesOptions(
            new PartFiles("data.jsonl", "", "", ""),
            "",
            "",
            List.of("x", "more.y"),
            "t",
            List.of("age"),
            "kind",
            List.of(),
            "",
            false,
            "id",
            "",
            "part",
            "");

    @TempDir
    private Path folder;

    @Test
    void load_series_joinsFieldsAtEachStep() throws IOException {
        write("""
                \uFEFF{"id": 7, "x": [1, null], "more": {"y": [[2, 3], [4, 5]]}, "t": [0, 1.5], "age": 30, "kind": "a"}

                {"id": 8, "x": [1], "more": {"y": [[2, 3]]}, "t": [0], "kind": "b", "part": "test"}
                """);

        List<Example> examples = load(SERIES);

        Sequence.Series series = (Sequence.Series) examples.getFirst().inputs().get("features");
        assertThat(series.values().array()).containsExactly(1, 2, 3, Double.NaN, 4, 5);
        assertThat(series.time(1)).isEqualTo(1.5);
        assertThat(examples.getFirst().name()).isEqualTo("7");
        assertThat(examples.getFirst().target()).isEqualTo(new Target.Labels(new TreeSet<>(List.of("a"))));
        Sequence.Static age = (Sequence.Static) examples.get(1).inputs().get("static");
        assertThat(age.values().array()).containsExactly(Double.NaN);
        assertThat(examples.get(1).part()).isEqualTo(Example.Part.TEST);
        assertThat(examples.get(1).origin()).hasToString("data.jsonl, line 3");
    }

    @Test
    void load_textAndTokens_andTargetsOfEachStep() throws IOException {
        write("{\"words\": [\"a\", 2], \"tags\": [\"X\", \"Y\"]}\n");
        JsonLinesOptions tokens = new JsonLinesOptions(
                new PartFiles("data.jsonl", "", "", ""),
                "",
                "words",
                List.of(),
                "",
                List.of(),
                "tags",
                List.of(),
                "",
                true,
                "",
                "",
                "",
                "");

        Example example = load(tokens).getFirst();

        assertThat(example.sequence()).isEqualTo(new Sequence.Symbols(List.of("a", "2")));
        assertThat(((Target.Steps) example.target()).steps()).hasSize(2);

        write("{\"text\": \"so\", \"y\": [1, 2], \"z\": 3}\n");
        JsonLinesOptions text = new JsonLinesOptions(
                new PartFiles("data.jsonl", "", "", ""),
                "text",
                "",
                List.of(),
                "",
                List.of(),
                "",
                List.of("y", "z"),
                "",
                false,
                "",
                "",
                "",
                "");
        assertThat(load(text).getFirst().target()).isEqualTo(new Target.Numbers(List.of(1.0, 2.0, 3.0)));
    }

    @Test
    void load_transcript_isTheTextOfAllSteps() throws IOException {
        write("{\"x\": [1, 2, 3], \"said\": \"ab\"}\n");
        JsonLinesOptions options = new JsonLinesOptions(
                new PartFiles("data.jsonl", "", "", ""),
                "",
                "",
                List.of("x"),
                "",
                List.of(),
                "",
                List.of(),
                "said",
                false,
                "",
                "",
                "",
                "");

        assertThat(load(options).getFirst().target()).isEqualTo(new Target.Text("ab"));
        assertThatThrownBy(() -> OptionRecords.with(options, "labels", "kind"))
                .hasMessageContaining("transcript is the only target");
    }

    @Test
    void load_mistakes_areToldWithLineAndField() throws IOException {
        assertMistake("{\"x\": [1]\n", "line 1, column", "this is not JSON");
        assertMistake("[1, 2]\n", "line 1", "every line must be a JSON object", "a line of its own");
        assertMistake("\n", "is empty");
        assertMistake("{\"id\": 1, \"x\": [1], \"t\": [0], \"kind\": \"a\"}\n", "line 1, field 'more.y'", "is missing");
        assertMistake(
                "{\"id\": 1, \"x\": [1, 2], \"more\": {\"y\": [1]}, \"t\": [0, 1], \"kind\": \"a\"}\n",
                "field 'more.y'",
                "'x' has 2 and this one has 1");
        assertMistake(
                "{\"id\": 1, \"x\": [\"one\"], \"more\": {\"y\": [1]}, \"t\": [0], \"kind\": \"a\"}\n",
                "field 'x'",
                "is not a finite float32 number");
        assertMistake(
                "{\"id\": 1, \"x\": [1, 2], \"more\": {\"y\": [1, 2]}, \"t\": [1, 0], \"kind\": \"a\"}\n",
                "field 't'",
                "step 2 is at 0.0");
        assertMistake(
                "{\"id\": 1, \"x\": [1], \"more\": {\"y\": [1]}, \"t\": [1], \"kind\": \"a\", \"part\": \"tset\"}\n",
                "field 'part'",
                "did you mean 'test'?");
        Files.write(folder.resolve("data.jsonl"), new byte[] {'{', (byte) 0xff, '}'});
        assertThatThrownBy(() -> load(SERIES)).hasMessageContaining("must be in UTF-8");
    }

    private void assertMistake(String text, String... message) throws IOException {
        write(text);
        assertThatThrownBy(() -> load(SERIES)).isInstanceOf(DataException.class).hasMessageContainingAll(message);
    }

    private List<Example> load(JsonLinesOptions options) throws IOException {
        return new JsonLinesSource(options).load(Reading.of(folder));
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("data.jsonl"), text);
    }
}
