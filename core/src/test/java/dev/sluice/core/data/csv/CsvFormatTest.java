package dev.sluice.core.data.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as programs and people write them: separators, decimal signs, missing marks, encodings, quotation marks. */
class CsvFormatTest {
    @TempDir
    private Path folder;

    private final DataReport report = new DataReport();

    private List<Example> load(CsvFixture options, String content) throws IOException {
        return load(options, content, StandardCharsets.UTF_8);
    }

    private List<Example> load(CsvFixture options, String content, Charset charset) throws IOException {
        Files.write(folder.resolve("data.csv"), content.getBytes(charset));
        return new CsvSource(options.options()).load(new Reading(folder, target -> false, report));
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused(CsvFixture options, String content) {
        return assertThatThrownBy(() -> load(options, content)).isInstanceOf(DataException.class);
    }

    private static CsvFixture series() {
        return new CsvFixture().id("id").features("x").labels("y");
    }

    private static CsvFixture texts() {
        return new CsvFixture().text("text").labels("label").delimiter("\t");
    }

    private static double[] numbers(Example example) {
        return ((Sequence.Series) example.sequence()).values().array();
    }

    private static String text(Example example) {
        return ((Sequence.Text) example.sequence()).text();
    }

    @Test
    void load_decimalComma_isReadWhereTold() throws IOException {
        CsvFixture options = series().delimiter(";").decimal(",");
        assertThat(numbers(load(options, "id;x;y\na;9,75;p\na;-1;p\na;1e-3;p\n").getFirst()))
                .containsExactly(9.75, -1, 0.001);
        refused(options, "id;x;y\na;9.75;p\n").hasMessageContainingAll("'9.75' is not a number", "set decimal: '.'");
        refused(series().delimiter(";"), "id;x;y\na;9,75;p\n")
                .hasMessageContainingAll("line 2, column 'x'", "set decimal: ','");
    }

    @Test
    void load_missingMarks_areMissingNumbers() throws IOException {
        CsvFixture options = series().missing("NA", "-200", "-");
        assertThat(numbers(load(options, "id,x,y\na,NA,p\na,-200,p\na,-200.0,p\na,-,p\na,,p\na,-20,p\n")
                        .getFirst()))
                .containsExactly(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, -20);
        refused(series(), "id,x,y\na,NA,p\n")
                .hasMessageContainingAll("'NA' is not a number", "a missing number, set missing: [NA]");
    }

    @Test
    void load_minusSign_isThatOfTypographyToo() throws IOException {
        assertThat(numbers(load(series(), "id,x,y\na,\u22122.5,p\n").getFirst()))
                .containsExactly(-2.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1d", "0x1p3", "1_000", "Infinity", "1,000", "1 2", "--1"})
    void load_whatOnlyJavaOrNobodyReadsAsANumber_isRefused(String cell) {
        refused(new CsvFixture().id("id").features("x").targets("x"), "id,x\na,\"" + cell + "\"\n");
    }

    @Test
    void load_emptyRowsAndColumnsWithoutName_areCounted() throws IOException {
        List<Example> examples = load(series(), "id,x,y,,\na,1,p,,\n,,,,\nb,2,p,,note\n\n");
        assertThat(examples).hasSize(2);
        assertThat(report.counts())
                .containsEntry("rows", 2L)
                .containsEntry("empty_rows", 2L)
                .containsEntry("cells_without_column_name", 1L);
    }

    @Test
    void load_withoutHeader_takesTheNamesGiven() throws IOException {
        String content = "a,1.5,p\nb,2.5,q\n";
        List<Example> examples = load(series().columns("id", "x", "y"), content);
        assertThat(examples).hasSize(2);
        assertThat(numbers(examples.getFirst())).containsExactly(1.5);
        assertThat(examples.get(1).origin()).hasToString("data.csv, line 2");
        refused(series(), content)
                .hasMessageContainingAll("there is no column 'id'", "looks like data", "columns: […]");
        refused(series().columns("id", "x"), content).hasMessageContaining("must have the 2 columns of columns");
    }

    @Test
    void load_encoding_isAsGiven() throws IOException {
        String content = "text\tlabel\nKöln\tde\n";
        assertThat(text(load(texts().encoding("iso-8859-1"), content, StandardCharsets.ISO_8859_1)
                        .getFirst()))
                .isEqualTo("Köln");
        assertThat(text(load(texts().encoding("utf-16"), content, StandardCharsets.UTF_16)
                        .getFirst()))
                .isEqualTo("Köln");
        assertThatThrownBy(() -> load(texts(), content, StandardCharsets.UTF_16))
                .hasMessageContaining("set encoding: utf-16");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> texts().encoding("utf-9").options())
                .withMessageContaining("utf-9");
    }

    /** A mark that begins a text is closed by one that ends another, 3 rows below. */
    @Test
    void load_textsWithQuotationMarks_loseNoRow() throws IOException {
        String content = "text\tlabel\n\"the song\tneg\nthe tea\tpos\nthe room\tpos\n5 by 5\"\tneg\nlast\tpos\n";
        refused(texts(), content)
                .hasMessageContainingAll(
                        "line 2", "ends 3 lines below", "a row of its own", "set quoting: never", "quoting: always");
        List<Example> all = load(texts().quoting(CsvQuoting.NEVER), content);
        assertThat(all).hasSize(5);
        assertThat(text(all.getFirst())).isEqualTo("\"the song");
        List<Example> swallowed = load(texts().quoting(CsvQuoting.ALWAYS), content);
        assertThat(swallowed).hasSize(2);
        assertThat(report.counts()).containsEntry("cells_of_several_lines", 1L);
        assertThat(report.notes()).singleElement().asString().contains("1, with 3 line breaks");
    }

    @Test
    void load_markInTheMiddleOfACell_saysWhatHelps() {
        refused(texts(), "text\tlabel\n\"the\" song\tneg\n").hasMessageContaining("set quoting: never");
        refused(texts(), "text\tlabel\n\"the song\tneg\n").hasMessageContaining("set quoting: never");
    }

    @Test
    void load_realTextOfSeveralLines_isReadAndCounted() throws IOException {
        List<Example> examples = load(texts(), "text\tlabel\n\"Dear sir,\nno light.\"\tneg\nfine\tpos\n");
        assertThat(text(examples.getFirst())).isEqualTo("Dear sir,\nno light.");
        assertThat(report.counts()).containsEntry("rows", 2L).containsEntry("cells_of_several_lines", 1L);
    }

    @Test
    void load_controlCharactersInNames_areEscapedInMessages() {
        refused(texts(), "te\u001bxt\tlabel\nx\tneg\n").hasMessageContaining("te\\u001bxt");
        refused(series(), "id,x,y\na,\u0007,p\n").hasMessageContaining("'\\u0007' is not a number");
        refused(series(), "id,x,y\na," + "z".repeat(1_000_000) + ",p\n")
                .message()
                .hasSizeLessThan(500);
    }
}
