package dev.sluice.core.data.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.fact.FactOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordingsSourceTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        write("walks/runs/run_2.csv", "#a, b\n1,2\n3,\n");
        write("walks/runs/run_10.csv", "#a, b\n5,6\n");
        write("walks/runs/notes.csv", "nothing\n");
        write("walks/classes.csv", "#id, class\n2,+1\n10,-1\n");
        write("walks/rooms.csv", "id,room\n2,1\n10,3\n");
    }

    @Test
    void load_folder_joinsSeriesAndTablesInTheOrderOfNumbers() throws IOException {
        List<Example> examples = load("walks");

        assertThat(examples).extracting(Example::name).containsExactly("2", "10");
        Sequence.Series first = (Sequence.Series) examples.getFirst().sequence();
        assertThat(first.values().array()).containsExactly(1, 2, 3, Double.NaN);
        assertThat(examples.getFirst().target()).isEqualTo(new Target.Labels(new TreeSet<>(List.of("+1"))));
        assertThat(examples).extracting(Example::part).containsExactly(Example.Part.BY_HASH, Example.Part.TEST);
        assertThat(examples).extracting(Example::group).containsExactly("1", "3");
        assertThat(examples.getFirst().origin().at(1)).endsWith("runs/run_2.csv, line 3");
    }

    @Test
    void load_zip_isReadAsTheFolder() throws IOException {
        URI zip = URI.create("jar:" + folder.resolve("walks.zip").toUri());
        try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Files.createDirectories(files.getPath("runs"));
            for (String name : List.of("runs/run_2.csv", "runs/run_10.csv", "classes.csv", "rooms.csv")) {
                Files.copy(folder.resolve("walks").resolve(name), files.getPath(name));
            }
        }

        assertThat(load("walks.zip"))
                .extracting(Example::inputs)
                .isEqualTo(load("walks").stream().map(Example::inputs).toList());
    }

    @Test
    void load_mistakes_areToldWithTheirPlace() throws IOException {
        write("walks/classes.csv", "id,class\n2,+1\n");
        assertMistake("has no row for the series '10'");
        write("walks/classes.csv", "id,class\n2,+1\n2,-1\n10,1\n");
        assertMistake("line 3, column 'id'", "stands here twice, first in line 2");
        write("walks/classes.csv", "id,clas\n2,+1\n");
        assertMistake("no table has a column 'class'; did you mean 'clas'?");
        write("walks/classes.csv", "id,class\n2,\n10,1\n");
        assertMistake("line 2, column 'class': a value is missing");
        write("walks/classes.csv", "id,class\n2,+1\n10,1\n");
        write("walks/runs/run_10.csv", "a,b\n5,six\n");
        assertMistake("run_10.csv, line 2, column 'b': 'six' is not a finite float32 number");
        write("walks/runs/run_10.csv", "a,c\n5,6\n");
        assertMistake("run_10.csv, line 1: there is no column 'b'");
        assertThatThrownBy(() -> load("none")).hasMessageContaining("none does not exist");
        assertThatThrownBy(() -> load("walks/rooms.csv")).hasMessageContaining("not a zip");
    }

    private void assertMistake(String... message) {
        assertThatThrownBy(() -> load("walks"))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll(message);
    }

    @Test
    void load_targetsOfZerosAndOnesWithSeveralThatMayHold_areClassesByTheirColumns() throws IOException {
        write("walks/classes.csv", "id,died,late\n2,1,0\n10,0,0\n");

        assertThat(loadSeveral()).extracting(Example::target).containsExactly(holding("died"), holding());

        write("walks/classes.csv", "id,died,late\n2,1,0\n10,0,2\n");
        assertThatThrownBy(this::loadSeveral)
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("line 3, column 'late'", "must be 0 or 1", "was 2", "mean-squared-error");
    }

    private static Target holding(String... labels) {
        return new Target.Labels(new TreeSet<>(List.of(labels)));
    }

    private List<Example> loadSeveral() throws IOException {
        return source("walks", List.of(), List.of("died", "late"))
                .load(new Reading(folder, target -> true, new DataReport()));
    }

    private List<Example> load(String path) throws IOException {
        return source(path, List.of("class"), List.of()).load(Reading.of(folder));
    }

    private static RecordingsSource source(String path, List<String> labels, List<String> targets) {
        return new RecordingsSource(new RecordingsOptions(
                path,
                "runs/run_*.csv",
                List.of(),
                "",
                new FactOptions(
                        List.of("classes.csv", "rooms.csv"),
                        List.of(),
                        List.of(),
                        labels,
                        targets,
                        "room",
                        "",
                        "room",
                        Map.of("3", FactOptions.Part.TEST)),
                ","));
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
