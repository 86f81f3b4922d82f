package dev.sluice.core.experiment.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Labels;
import dev.sluice.core.data.Padding;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.SeriesConfig;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.TimeColumn;
import dev.sluice.core.data.Times;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.model.DerivedInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenInputsTest {
    @TempDir
    private Path folder;

    private static final Padding NONE = new Padding(Padding.Side.NONE, 0);

    private static DataContract contract() {
        Map<String, InputEncoding> inputs = new LinkedHashMap<>();
        inputs.put("subject", new InputEncoding.Text(TextConfig.defaults(), Vocabulary.of(List.of("a"))));
        inputs.put("load", new InputEncoding.Series(Scaler.identity(2)));
        inputs.put("site", new InputEncoding.Static(Scaler.identity(2), SeriesConfig.Missing.MEAN));
        return new DataContract(
                inputs,
                Map.of("subject", "lengths", "load", "lengths"),
                Map.of("answer", new ClassEncoding(Labels.of(List.of("a", "b")), ClassEncoding.Form.DISTRIBUTION)),
                ColumnNames.none());
    }

    private static Sequence of(String name, String value) throws IOException {
        return GivenInputs.of(contract(), Map.of(name, value), NONE)
                .values()
                .iterator()
                .next();
    }

    private static Sequence.Series series(String text) throws IOException {
        return (Sequence.Series) of("load", text);
    }

    @Test
    void of_text_isItself() throws IOException {
        assertThat(of("subject", "no light")).isEqualTo(new Sequence.Text("no light"));
    }

    @Test
    void of_textWithoutAName_isTheOnlyTextOnce() throws IOException {
        assertThat(GivenInputs.of(contract(), Map.of(), Optional.of("no light"), NONE))
                .containsExactly(Map.entry("subject", new Sequence.Text("no light")));
        assertThatThrownBy(() -> GivenInputs.of(contract(), Map.of("subject", "a"), Optional.of("b"), NONE))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("'subject' is given by --text and by --input subject=…");
        Map<String, InputEncoding> two = new LinkedHashMap<>(contract().inputs());
        two.put("body", two.get("subject"));
        DataContract texts = new DataContract(
                two,
                Map.of("subject", "lengths", "load", "lengths", "body", "lengths"),
                contract().targets(),
                ColumnNames.none());
        assertThatThrownBy(() -> GivenInputs.of(texts, Map.of(), Optional.of("b"), NONE))
                .hasMessageContaining("--text is for a model that reads one text, but this one reads subject, body");
    }

    @Test
    void of_fileBehindAt_isItsContent() throws IOException {
        Path file = Files.writeString(folder.resolve("one.csv"), "1,2\n3,4\n");
        assertThat(series("@" + file).values().array()).containsExactly(1, 2, 3, 4);
        assertThatThrownBy(() -> of("load", "@" + folder.resolve("none.csv")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("none.csv does not exist");
    }

    @Test
    void of_arrays_areReadByWhatTheInputIs() throws IOException {
        String header = "{'descr': '<i2', 'fortran_order': False, 'shape': (%s), }\n";
        assertThat(series(npy(header.formatted("1, 2, 2"), 5, 6, 7, 8)).values().array())
                .containsExactly(5, 6, 7, 8);
        assertThat(of("subject", npy(header.formatted("3,"), 0, 5, 9)))
                .isEqualTo(new Sequence.Symbols(List.of("0", "5", "9")));
        assertThat(((Sequence.Static) of("site", npy(header.formatted("2,"), 5, 6)))
                        .values()
                        .array())
                .containsExactly(5, 6);
        assertThatThrownBy(() -> of("load", npy(header.formatted("2, 1, 2"), 5, 6, 7, 8)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("must be an array [T, F] of one example, but is")
                .hasMessageContaining("save one of its rows");
    }

    private String npy(String header, int... elements) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
        bytes.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        for (int element : elements) {
            bytes.write(element);
            bytes.write(0);
        }
        return "@" + Files.write(folder.resolve("given.npy"), bytes.toByteArray());
    }

    @Test
    void of_static_isItsNumbers() throws IOException {
        assertThat(((Sequence.Static) of("site", "1.5, ")).values().array()).containsExactly(1.5, Double.NaN);
        assertThatThrownBy(() -> of("site", "1.5,2,3")).hasMessageContaining("must have 2 columns, but has 3");
    }

    @Test
    void of_timesThatAreDates_areSecondsAsInTraining() throws IOException {
        Sequence.Series series = series("time,cpu,memory\n2024-03-31 12:00,1,2\n2024-03-31T14:00:30+01:00,3,4\n");
        double noon = 1_711_886_400;
        assertThat(series.times().array()).containsExactly(noon, noon + 3630);
        assertThat(series("time,cpu,memory\n0:30,1,2\n47:30,3,4\n").times().array())
                .containsExactly(1800, 171_000);
    }

    @Test
    void of_seriesWithoutNames_hasStepsOneApart() throws IOException {
        Sequence.Series series = series("1,2\n,4\n5e-1,6");
        assertThat(series.values()).hasToString("[3, 2]");
        assertThat(series.values().array()).containsExactly(1, 2, Double.NaN, 4, 0.5, 6);
        assertThat(series.times().isEmpty()).isTrue();
        assertThat(series.time(2)).isEqualTo(2);
    }

    @Test
    void of_seriesThatBeginsWithAnExponentOrNothing_losesNoStep() throws IOException {
        assertThat(series("1e-3,2\n3,4").steps()).isEqualTo(2);
        assertThat(series(",\n3,4").steps()).isEqualTo(2);
        assertThat(series("NaN,1\n3,4").steps()).isEqualTo(2);
    }

    @Test
    void of_seriesWithNames_takesTheTimeFromItsColumn() throws IOException {
        Sequence.Series series = series("cpu,time,memory\n1,10,2\n3,25,4");
        assertThat(series.values().array()).containsExactly(1, 2, 3, 4);
        assertThat(series.times()).isEqualTo(Times.of(10, 25));
        assertThat(series("cpu,memory\n1,2").times().isEmpty()).isTrue();
    }

    @Test
    void of_linesOfDifferentLength_areRefusedAlsoWhereTheirSumFits() {
        assertThatThrownBy(() -> series("1,2,3\n4"))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("line 2 has 1 and the first has 3", "nothing between its commas");
        assertThatThrownBy(() -> series("cpu,time,memory\n1,2"))
                .hasMessageContaining("line 2 has 2 and the first has 3");
        assertThatThrownBy(() -> series("cpu,memory")).hasMessageContaining("names of columns");
        assertThatThrownBy(() -> series("")).hasMessageContaining("has none");
        assertThatThrownBy(() -> series("1;2"))
                .hasMessageContaining("has only '1;2', which are names of columns; set numbers apart by commas");
    }

    @Test
    void of_nanInAnyCase_isMissing() throws IOException {
        for (String word : List.of("nan", "NaN", "Nan", "NAN")) {
            assertThat(series(word + ",2\n1,3").values().array()).as(word).containsExactly(Double.NaN, 2, 1, 3);
        }
    }

    @Test
    void of_whatIsNoNumber_isNamedWithItsLine() {
        assertThatThrownBy(() -> series("cpu,memory\n1,2\n3,four"))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("'load'", "'four'", "line 3");
    }

    @Test
    void of_unknownName_suggestsTheNearest() {
        assertThatThrownBy(() -> of("subjct", "x"))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("'subjct'", "did you mean 'subject'", "subject, load, site");
    }

    /** A model that was trained on named columns, and reads times. */
    private static DataContract named(DerivedInput... derived) {
        InputEncoding.Series load =
                new InputEncoding.Series(Scaler.identity(2), SeriesConfig.Missing.REFUSE, 1, Set.of(derived));
        DataContract plain = contract();
        return new DataContract(
                Map.of("load", load, "site", new InputEncoding.Static(Scaler.identity(2), SeriesConfig.Missing.MEAN)),
                plain.lengths(),
                plain.targets(),
                new ColumnNames(Map.of("load", List.of("cpu", "memory"), "site", List.of("age", "height")), "hour"));
    }

    private static Sequence of(DataContract contract, String name, String value) throws IOException {
        return Objects.requireNonNull(
                GivenInputs.of(contract, Map.of(name, value), NONE).get(name));
    }

    @Test
    void of_columnsInAnotherOrder_areTakenByTheirNames() throws IOException {
        String inOrder = "cpu,memory\n1,2\n3,4";
        String otherwise = "note,memory,cpu\n7,2,1\n8,4,3";
        assertThat(of(named(), "load", otherwise)).isEqualTo(of(named(), "load", inOrder));
        assertThat(of(named(), "load", "1,2\n3,4")).isEqualTo(of(named(), "load", inOrder));
        assertThat(of(named(), "site", "height,age\n180,30")).isEqualTo(of(named(), "site", "30,180"));
    }

    @Test
    void of_columnsThatDoNotFit_areRefused() {
        assertThatThrownBy(() -> of(named(), "load", "cpu,disk\n1,2"))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("must have a column 'memory'", "[cpu, disk]");
        assertThatThrownBy(() -> of(named(), "load", "1,2,3"))
                .hasMessageContainingAll("2 columns, cpu, memory", "has 3");
        assertThatThrownBy(() -> of(named(), "load", "cpu,cpu,memory\n1,2,3")).hasMessageContaining("twice");
        assertThatThrownBy(() -> of(named(), "site", "1,2\n3,4")).hasMessageContaining("one line of numbers");
    }

    @Test
    void of_times_areTakenByTheNameThatTheyHadInTraining() throws IOException {
        DataContract timed = named(DerivedInput.GAP);
        Sequence.Series given = (Sequence.Series) of(timed, "load", "memory,hour,cpu\n2,10,1\n4,25,3");
        assertThat(given.times()).isEqualTo(Times.of(10, 25));
        assertThat(given.values().array()).containsExactly(1, 2, 3, 4);
        assertThatThrownBy(() -> of(timed, "load", "cpu,memory,time\n1,2,10"))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("there are no times", "column 'hour'", "(cpu, memory, hour)");
        assertThatThrownBy(() -> of(timed, "load", "1,2\n3,4")).hasMessageContaining("there are no times");
        assertThat(((Sequence.Series) of(named(), "load", "1,2\n3,4")).times())
                .as("a cell that reads no times needs none")
                .isEqualTo(Times.none());
    }

    @Test
    void of_times_areReadAsTheDataWere() throws IOException {
        DataContract plain = named(DerivedInput.GAP);
        DataContract timed = new DataContract(
                plain.inputs(),
                plain.lengths(),
                plain.targets(),
                new ColumnNames(
                        plain.columns().columns(), new TimeColumn("hour", "dd.MM.yyyy HH:mm", "Europe/Berlin")));

        Sequence.Series given =
                (Sequence.Series) of(timed, "load", "hour,cpu,memory\n30.03.2024 12:00,1,2\n31.03.2024 12:00,3,4");

        double noon = 1_711_796_400;
        assertThat(given.times()).isEqualTo(Times.of(noon, noon + 23 * 3600));
        assertThatThrownBy(() -> of(timed, "load", "hour,cpu,memory\n30.03.2024,1,2"))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("'30.03.2024'", "line 2", "time_format: 'dd.MM.yyyy HH:mm'");
    }

    @Test
    void of_folderInPlaceOfAFile_isRefused() {
        assertThatThrownBy(() -> of("load", "@" + folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("is not a file with data");
    }
}
