package dev.sluice.core.data.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.csv.CsvForm;
import dev.sluice.core.data.fact.FactOptions;
import dev.sluice.core.data.file.PartFiles;
import dev.sluice.core.data.table.Duplicates;
import dev.sluice.core.data.table.TimeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file in the form of PhysioNet's challenge of 2012. */
final class MeasurementsSourceTest {
    private static final String ROWS = """
            who,when,what,how much
            7,00:00,Age,54
            7,00:00,Unit,4
            7,00:07,HR,73
            7,00:07,Temp,35.1
            7,47:30,HR,-1
            7,47:30,Lactate,2
            8,00:00,Age,-1
            8,00:00,Unit,2
            """;

    @TempDir
    private Path folder;

    private final DataReport report = new DataReport();
    private List<String> tables = List.of("outcomes.txt");

    @BeforeEach
    void write() throws IOException {
        write("rows.csv", ROWS);
        write("outcomes.txt", "who,died,score\n7,0,12\n8,1,\n");
    }

    @Test
    void load_oneMeasurementARow_givesAStepForEachTimeAtWhichAFeatureWasMeasured() throws IOException {
        List<Example> examples = load(Duplicates.REFUSE, "HR", "Temp");

        assertThat(examples).extracting(Example::name).containsExactly("7", "8");
        Sequence.Series first = series(examples.getFirst());
        assertThat(first.times().array()).containsExactly(7 * 60, 47.5 * 3600);
        assertThat(first.values().array()).containsExactly(73, 35.1, Double.NaN, Double.NaN);
        assertThat(examples.getFirst().origin().at(1)).isEqualTo("rows.csv, line 6");
        Sequence.Series nothing = series(examples.get(1));
        assertThat(nothing.values().array()).containsExactly(Double.NaN, Double.NaN);
        assertThat(report.notes()).anyMatch(note -> note.contains("1 of 8, of Lactate"));
    }

    @Test
    void load_tablesBesideIt_giveClassesAndNumbersOfWholeSeries() throws IOException {
        List<Example> examples = load(Duplicates.REFUSE, "HR", "Temp");

        assertThat(examples).extracting(Example::target).containsExactly(label("0"), label("1"));
        assertThat(fixed(examples.getFirst())).containsExactly(54, 12);
        assertThat(fixed(examples.get(1))).containsExactly(Double.NaN, Double.NaN);
        assertThat(examples.getFirst().inputs().get("Unit")).isEqualTo(new Sequence.Categories(List.of("4"), false));
    }

    @Test
    void load_measuredTwiceAtOneTime_isRefusedUnlessToldHow() throws IOException {
        write("rows.csv", ROWS + "8,01:00,HR,60\n8,01:00,HR,70\n");

        assertThatThrownBy(() -> load(Duplicates.REFUSE, "HR"))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll(
                        "rows.csv, line 11, column 'what'", "'HR' is measured twice", "duplicates: mean");
        assertThat(series(load(Duplicates.MEAN, "HR").get(1)).values().array()).containsExactly(65);
        assertThat(series(load(Duplicates.FIRST, "HR").get(1)).values().array()).containsExactly(60);
        assertThat(series(load(Duplicates.LAST, "HR").get(1)).values().array()).containsExactly(70);
        assertThat(report.notes()).anyMatch(note -> note.contains("at the same time: 1 of 2"));
    }

    @Test
    void load_aNameThatNothingMeasures_isRefusedWithANearOne() {
        assertThatThrownBy(() -> load(Duplicates.REFUSE, "Tmp"))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("no row measures 'Tmp'", "did you mean 'Temp'");
    }

    @Test
    void load_seriesThatATableDoesNotKnow_isRefused() throws IOException {
        write("outcomes.txt", "who,died,score\n7,0,12\n");
        assertThatThrownBy(() -> load(Duplicates.REFUSE, "HR")).hasMessageContainingAll("no row for the series '8'");

        write("more.txt", "who,died,score\n8,1,3\n");
        tables = List.of("outcomes.txt", "more.txt");
        assertThat(load(Duplicates.REFUSE, "HR").get(1).target()).isEqualTo(label("1"));

        write("more.txt", "who,died,score\n7,1,3\n8,1,3\n");
        assertThatThrownBy(() -> load(Duplicates.REFUSE, "HR"))
                .hasMessageContainingAll("more.txt, line 2", "outcomes.txt too");
    }

    @Test
    void inputs_anotherFile_needsNoClasses() throws IOException {
        write("new.csv", ROWS);
        List<Example> inputs =
                source(Duplicates.REFUSE, "Temp", "HR").inputs(folder.resolve("new.csv"), Reading.of(folder));
        assertThat(series(inputs.getFirst()).values().array()).startsWith(35.1, 73);
        assertThat(inputs.getFirst().targets()).isEmpty();
    }

    private static Sequence.Series series(Example example) {
        return (Sequence.Series) example.inputs().get(Batch.FEATURES);
    }

    private static double[] fixed(Example example) {
        return ((Sequence.Static) example.inputs().get(Batch.STATIC)).values().array();
    }

    private static Target label(String name) {
        return new Target.Labels(new TreeSet<>(List.of(name)));
    }

    private List<Example> load(Duplicates duplicates, String... features) throws IOException {
        return source(duplicates, features).load(new Reading(folder, target -> false, report));
    }

    private MeasurementsSource source(Duplicates duplicates, String... features) {
        return new MeasurementsSource(new MeasurementsOptions(
                new PartFiles("rows.csv", "", "", ""),
                List.of("who"),
                "when",
                "what",
                "how much",
                List.of(features),
                new FactOptions(
                        tables,
                        List.of("Age", "score"),
                        List.of("Unit"),
                        List.of("died"),
                        List.of(),
                        "",
                        "",
                        "",
                        Map.of()),
                duplicates,
                TimeOptions.usual(),
                List.of("-1"),
                CsvForm.usual(),
                ""));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
