package dev.sluice.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.data.split.SplitConfig;
import dev.sluice.core.model.DerivedInput;
import dev.sluice.core.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Unusual data are counted and reported; expected ones are only counted. */
class DataFindingsTest {
    private static final TextConfig SHORT = TextConfig.defaults().withMaxLength(4);

    private static Target label(String... names) {
        return new Target.Labels(new TreeSet<>(List.of(names)));
    }

    private static Example text(String text, Example.Part part, Target target) {
        return new Example(
                "", Map.of("tokens", new Sequence.Text(text)), Map.of(Example.TARGET, target), Origin.unknown(), part);
    }

    private static Example series(Matrix values, Times times, String label) {
        return new Example(new Sequence.Series(values, times), label(label));
    }

    private static DataReport report(List<Example> examples, ClassEncoding.Form form) {
        return report(examples, Preparation.of(SHORT, form));
    }

    private static DataReport report(List<Example> examples, Preparation preparation) {
        DataReport report = new DataReport();
        PreparedData.of(new SplitConfig(0, 0, 0).divide(examples), preparation, report);
        return report;
    }

    private static DataReport report(Example... examples) {
        return report(List.of(examples), ClassEncoding.Form.DISTRIBUTION);
    }

    private static Preparation series(SeriesConfig.Missing missing, Set<DerivedInput> derived, String... columns) {
        return new Preparation(
                SHORT,
                Map.of(),
                new SeriesConfig(missing),
                Map.of(),
                Set.of(),
                Map.of(),
                Map.of("features", derived),
                Map.of(),
                Map.of(),
                Set.of(),
                Map.of(),
                Map.of(),
                new ColumnNames(Map.of("features", List.of(columns)), ""),
                WeightsConfig.equal(),
                Scalings.usual());
    }

    @Test
    void report_ordinaryData_countsAndSaysNothing() {
        DataReport report = report(
                text("ab", Example.Part.TRAINING, label("x")),
                text("abcd", Example.Part.TRAINING, label("y")),
                text("a", Example.Part.TEST, label("y")));
        assertThat(report.notes()).isEmpty();
        assertThat(report.counts())
                .containsEntry("examples", 3L)
                .containsEntry("training_examples", 2L)
                .containsEntry("validation_examples", 0L)
                .containsEntry("test_examples", 1L)
                .containsEntry("symbols", 7L)
                .containsEntry("symbols_cut", 0L);
    }

    @Test
    void report_longTexts_areCountedWithTheirKey() {
        DataReport report = report(
                text("abcdef", Example.Part.TRAINING, label("x")),
                text("abcd", Example.Part.TRAINING, label("y")),
                text("abcdefg", Example.Part.TEST, label("y")));
        assertThat(report.counts()).containsEntry("texts_cut", 2L).containsEntry("symbols_cut", 5L);
        assertThat(report.notes())
                .singleElement()
                .asString()
                .contains("2 of 3", "5 of 17", "truncated to 4 symbols", "data.text.max_length");
    }

    @Test
    void report_classNames_tellsWhatIsOneAndWhatOnlyLooksLikeIt() {
        List<Example> examples = new ArrayList<>();
        for (String name : List.of("Zürich", "Zu\u0308rich", "4", "4.0", "Yes", "yes", "Bern")) {
            examples.add(text("a", Example.Part.TRAINING, label(name)));
        }
        DataReport report = report(examples, ClassEncoding.Form.DISTRIBUTION);
        assertThat(report.counts()).containsEntry("class_spellings_merged", 1L).containsEntry("classes_alike", 2L);
        assertThat(report.notes().get(0)).contains("equivalent Unicode spellings", "Zürich");
        assertThat(report.notes().get(1))
                .contains("'4' and '4.0'", "'Yes' and 'yes'")
                .doesNotContain("Bern");
    }

    @Test
    void report_columnsOfZerosAndOnesAsLabels_namesTheRemedy() {
        List<Example> examples = new ArrayList<>();
        for (Target cells : List.of(label("0"), label("0", "1"), label("1"))) {
            examples.add(text("ab", Example.Part.TRAINING, cells));
        }
        for (ClassEncoding.Form form : ClassEncoding.Form.values()) {
            assertThat(report(examples, form).notes())
                    .filteredOn(note -> note.contains("use targets instead of labels"))
                    .hasSize(1);
        }
        assertThat(report(
                                List.of(
                                        text("a", Example.Part.TRAINING, label("0")),
                                        text("b", Example.Part.TRAINING, label("1"))),
                                ClassEncoding.Form.DISTRIBUTION)
                        .notes())
                .isEmpty();
    }

    @Test
    void of_namesThatAreEqualInUnicode_areOneClass() {
        Labels labels = Labels.of(List.of("Zu\u0308rich", "Bern", "Zürich"));
        assertThat(labels.names()).containsExactly("Bern", "Zürich");
        assertThat(labels.index("Zu\u0308rich")).isEqualTo(labels.index("Zürich"));
    }

    @Test
    void report_classThatIsNeverTrained_isNamed() {
        DataReport report = report(
                text("a", Example.Part.TRAINING, label("x")),
                text("b", Example.Part.TRAINING, label("y")),
                text("c", Example.Part.TEST, label("z")));
        assertThat(report.counts()).containsEntry("classes_without_training", 1L);
        assertThat(report.notes()).singleElement().asString().contains("1 of 3, z;", "data.split");
    }

    @Test
    void report_columnsThatSayNothing_areNamed() {
        List<Example> examples = List.of(
                series(Matrix.wrap(2, 4, 1, 5, Double.NaN, 1e6, 2, 5, Double.NaN, 1e6 + 0.1), Times.none(), "x"),
                series(Matrix.wrap(1, 4, 3, 5, Double.NaN, 1e6), Times.none(), "y"));
        DataReport report =
                report(examples, series(SeriesConfig.Missing.MEAN, Set.of(), "load", "rain", "never", "height"));
        assertThat(report.counts())
                .containsEntry("steps", 3L)
                .containsEntry("empty_columns", 1L)
                .containsEntry("constant_columns", 1L)
                .containsEntry("nearly_constant_columns", 1L)
                .containsEntry("missing_numbers", 3L);
        assertThat(report.notes().get(0)).contains("without a number", "never");
        assertThat(report.notes().get(1)).contains("same number everywhere", "rain");
        assertThat(report.notes().get(2)).contains("less than a millionth", "height");
        assertThat(report.notes().get(3)).contains("3 of 12", "mean of their column", "data.series.missing");
    }

    @Test
    void report_times_tellsEqualOnesAndThatNobodyReadsThem() {
        List<Example> examples = List.of(
                series(Matrix.wrap(3, 1, 1, 2, 3), Times.of(0, 7, 7), "x"),
                series(Matrix.wrap(2, 1, 4, 5), Times.of(1, 1), "y"));
        DataReport ignored = report(examples, series(SeriesConfig.Missing.REFUSE, Set.of()));
        assertThat(ignored.counts()).containsEntry("equal_times", 2L).containsEntry("times_unused", 5L);
        assertThat(ignored.notes().get(0)).contains("same time as the previous step: 2");
        assertThat(ignored.notes().get(1)).contains("the cell does not read it", "gru-d");
        DataReport read = report(examples, series(SeriesConfig.Missing.REFUSE, Set.of(DerivedInput.GAP)));
        assertThat(read.counts()).containsEntry("equal_times", 2L).doesNotContainKey("times_unused");
    }

    @Test
    void report_noClassHolds_isCounted() {
        DataReport report = report(
                List.of(
                        text("a", Example.Part.TRAINING, label()),
                        text("b", Example.Part.TRAINING, label("x", "y")),
                        text("c", Example.Part.TRAINING, label("y"))),
                ClassEncoding.Form.ZEROS_AND_ONES);
        assertThat(report.counts()).containsEntry("targets_without_class", 1L);
    }
}
