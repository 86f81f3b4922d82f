package dev.sluice.core.data.ts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Split;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.file.PartFiles;
import dev.sluice.core.data.split.SplitConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TsSourceTest {
    private static final String HEADER = """
            # A comment with a byte order mark: \uFEFF
            @problemName Small
            @timeStamps false
            @univariate false
            @dimensions 2
            @classLabel true left right
            @data
            """;

    @TempDir
    private Path folder;

    @Test
    void load_unequalLengthsAndMissingValues_givesSeriesOfSteps() throws IOException {
        write("small.ts", HEADER + "1,2.5,?:4,5,6:left\n\n7:8:right\n");

        List<Example> examples = load("small.ts", "", "");

        assertThat(examples).hasSize(2);
        Sequence.Series first = (Sequence.Series) examples.getFirst().sequence();
        assertThat(first.values().rows()).isEqualTo(3);
        assertThat(first.values().array()).containsExactly(1, 4, 2.5, 5, Double.NaN, 6);
        assertThat(examples.get(1).target()).isEqualTo(new Target.Labels(new TreeSet<>(List.of("right"))));
        assertThat(examples.get(1).origin()).hasToString("small.ts, line 10");
    }

    @Test
    void load_timeStamps_alignsDimensionsByTime() throws IOException {
        write("timed.ts", """
                @timeStamps true
                @classLabel true a b
                @data
                (0,1),(2.5,2):(1,5),(2.5,6):a
                (2020-01-01 00:00:00,1),(2020-01-01 00:01:00,?):(2020-01-01,3):b
                """);

        List<Example> examples = load("timed.ts", "", "");

        Sequence.Series first = (Sequence.Series) examples.getFirst().sequence();
        assertThat(first.times().array()).containsExactly(0.0, 1.0, 2.5);
        assertThat(first.values().array()).containsExactly(1, Double.NaN, Double.NaN, 5, 2, 6);
        Sequence.Series second = (Sequence.Series) examples.get(1).sequence();
        assertThat(second.time(1) - second.time(0)).isEqualTo(60);
        assertThat(second.values().array()).containsExactly(1, 3, Double.NaN, Double.NaN);
    }

    @Test
    void load_trainingAndTestFiles_keepsTheTestApartAndDividesTheRest() throws IOException {
        StringBuilder training = new StringBuilder(HEADER);
        for (int i = 0; i < 100; i++) {
            training.append(i).append(":1:left\n");
        }
        write("train.ts", training.toString());
        write("test.ts", HEADER + "1:2:left\n3:4:right\n");

        Split split = SplitConfig.defaults().divide(load("", "train.ts", "test.ts"));

        assertThat(split.test()).hasSize(2);
        assertThat(split.validation()).hasSizeBetween(3, 20);
        assertThat(split.training()).hasSize(100 - split.validation().size());
    }

    @Test
    void load_targetLabel_givesNumbersOfAGzipFile() throws IOException {
        Path file = folder.resolve("numbers.ts.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("@univariate true\n@targetLabel true\n@data\n1,2:3.5\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(load("numbers.ts.gz", "", "").getFirst().target()).isEqualTo(new Target.Numbers(List.of(3.5)));
    }

    @Test
    void load_otherLengthThanTheHeader_isCounted() throws IOException {
        write("cut.ts", "@univariate true\n@seriesLength 3\n@classLabel true a\n@data\n1,2,3:a\n1,2:a\n");
        DataReport report = new DataReport();

        new TsSource(new TsOptions(new PartFiles("cut.ts", "", "", "")))
                .load(new Reading(folder, name -> false, report));

        assertThat(report.counts()).containsEntry("series_of_other_length", 1L);
    }

    @Test
    void inputs_fileWithoutClasses_givesSeries() throws IOException {
        Path file = write("new.ts", "@univariate true\n@classLabel false\n@data\n1,2,3\n");

        List<Example> inputs =
                new TsSource(new TsOptions(new PartFiles("small.ts", "", "", ""))).inputs(file, Reading.of(folder));

        assertThat(inputs.getFirst().targets()).isEmpty();
        assertThat(((Sequence.Series) inputs.getFirst().sequence()).steps()).isEqualTo(3);
    }

    @Test
    void load_mistakes_areToldWithTheirLine() throws IOException {
        assertMistake("1,2:3,4:up\n", "line 8", "'up' is none of the classes in @classLabel", "left, right");
        assertMistake("1,2:3:left\n", "line 8", "dimension 1 has 2 and dimension 2 has 1", "write ?");
        assertMistake("1,2:left\n", "line 8", "must have 2 dimensions", "this one has 1");
        assertMistake("1,x:1,2:left\n", "line 8", "dimension 1, step 2", "'x' is not a finite float32 number");
        assertMistake("1,:1,2:left\n", "line 8", "dimension 1, step 2", "write ? for a missing one");
        assertMistake("1\n", "line 8", "has no ':'");
        assertMistake("", "must have a case after the line @data");
        write("wrong.ts", "@dimension two\n@data\n");
        assertThatThrownBy(() -> load("wrong.ts", "", ""))
                .hasMessageContaining("line 1: @dimension must be a whole number");
        write("wrong.ts", "@clasLabel true a\n");
        assertThatThrownBy(() -> load("wrong.ts", "", "")).hasMessageContaining("did you mean 'classLabel'");
        write("wrong.ts", "1,2,3\n");
        assertThatThrownBy(() -> load("wrong.ts", "", "")).hasMessageContaining("is this a .ts file?");
        write("wrong.ts", "@timeStamps true\n@classLabel true a\n@data\n(1,2),(1,3):a\n");
        assertThatThrownBy(() -> load("wrong.ts", "", "")).hasMessageContaining("time stamps must increase");
        write("wrong.ts", "@timeStamps true\n@classLabel true a\n@data\n(today,2):a\n");
        assertThatThrownBy(() -> load("wrong.ts", "", "")).hasMessageContaining("a date like 2020-01-31 23:59:00");
        write("wrong.ts", "@univariate true\n@classLabel false\n@data\n1,2\n");
        assertThatThrownBy(() -> load("wrong.ts", "", "")).hasMessageContaining("has no targets");
        assertThatThrownBy(() -> load("none.ts", "", "")).hasMessageContaining("none.ts does not exist");
    }

    private void assertMistake(String rows, String... message) throws IOException {
        write("wrong.ts", HEADER + rows);
        assertThatThrownBy(() -> load("wrong.ts", "", ""))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll(message);
    }

    private List<Example> load(String file, String training, String test) throws IOException {
        return new TsSource(new TsOptions(new PartFiles(file, training, "", test))).load(Reading.of(folder));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
