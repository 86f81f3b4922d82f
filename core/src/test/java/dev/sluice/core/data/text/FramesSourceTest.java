package dev.sluice.core.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.file.PartFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FramesSourceTest {
    private static final FramesOptions OPTIONS =
            new FramesOptions(new PartFiles("a.jsonl", "", "", ""), "steps", "split", 60, 62);

    @TempDir
    private Path folder;

    @Test
    void load_frames_predictTheNext() throws IOException {
        write(
                "{\"split\": \"train\", \"steps\": [[60, 62], [], [61]]}\n{\"split\": \"valid\", \"steps\": [[60], [60]]}\n");

        List<Example> examples = load();

        Sequence.Series series = (Sequence.Series) examples.getFirst().sequence();
        assertThat(series.values().array()).containsExactly(1, 0, 1, 0, 0, 0);
        assertThat(examples.getFirst().target())
                .isEqualTo(new Target.Steps(
                        List.of(new Target.Labels(new TreeSet<>()), new Target.Labels(new TreeSet<>(List.of("61"))))));
        assertThat(examples).extracting(Example::part).containsExactly(Example.Part.TRAINING, Example.Part.VALIDATION);
    }

    @Test
    void inputs_everyFrame_isRead() throws IOException {
        write("{\"steps\": [[60], [61]]}\n");

        Example example = new FramesSource(OPTIONS)
                .inputs(folder.resolve("a.jsonl"), Reading.of(folder))
                .getFirst();

        assertThat(example.sequence())
                .isInstanceOfSatisfying(
                        Sequence.Series.class,
                        series -> assertThat(series.steps()).isEqualTo(2));
    }

    @Test
    void load_badLines_nameFileAndLine() throws IOException {
        assertThat(failure("{\"split\": \"train\", \"steps\": [[60], [63]]}"))
                .contains("a.jsonl, line 1: frame 1 must have whole numbers from 60 to 62, but has 63");
        assertThat(failure("{\"split\": \"train\", \"steps\": [[60], 61]}")).contains("frame 1 must be a list");
        assertThat(failure("{\"split\": \"train\", \"steps\": [[60]]}"))
                .contains("at least two frames")
                .contains("has 1");
        assertThat(failure("{\"split\": \"train\", \"frames\": []}")).contains("missing (there is split, frames)");
        assertThat(failure("{\"split\": \"later\", \"steps\": [[60], []]}"))
                .contains("one of train")
                .contains("'later'");
        assertThat(failure("[1]")).contains("must be a JSON object");
        assertThat(failure("{")).contains("this is not JSON");
        assertThatThrownBy(() -> new FramesOptions(new PartFiles("a", "", "", ""), "steps", "", 2, 1))
                .hasMessageContaining("highest");
    }

    private String failure(String line) throws IOException {
        write(line + "\n");
        try {
            load();
            return "nothing";
        } catch (DataException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void write(String content) throws IOException {
        Files.writeString(folder.resolve("a.jsonl"), content);
    }

    private List<Example> load() throws IOException {
        return new FramesSource(OPTIONS).load(Reading.of(folder));
    }
}
