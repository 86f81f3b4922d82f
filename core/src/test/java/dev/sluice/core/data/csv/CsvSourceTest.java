package dev.sluice.core.data.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvSourceTest {
    private static final CsvOptions TEXT =
            new CsvFixture().text("name").labels("language").options();
    private static final CsvOptions SERIES =
            new CsvFixture().id("id").features("x", "y").targets("target").options();

    @TempDir
    private Path folder;

    private List<Example> load(CsvOptions options, String content) throws IOException {
        Files.writeString(folder.resolve("data.csv"), content);
        return new CsvSource(options).load(Reading.of(folder));
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused(CsvOptions options, String content) {
        return assertThatThrownBy(() -> load(options, content)).isInstanceOf(DataException.class);
    }

    private static String labels(Example example) {
        return String.join("|", ((Target.Labels) example.target()).labels());
    }

    @Test
    void load_texts_readsQuotesLabelsAndByteOrderMark() throws IOException {
        CsvOptions options = new CsvFixture()
                .text("name")
                .labels("language")
                .labelSeparator(";")
                .options();
        List<Example> examples = load(options, "\uFEFFname,language\n\"Köln, am Rhein\",de\nBern,de;fr\n😀,xx\n");
        assertThat(examples).hasSize(3);
        assertThat(examples.get(0).sequence()).isEqualTo(new Sequence.Text("Köln, am Rhein"));
        assertThat(labels(examples.get(1))).isEqualTo("de|fr");
        assertThat(examples.get(2).sequence()).isEqualTo(new Sequence.Text("😀"));
    }

    @Test
    void load_tabsAndSeveralLabelColumns_areRead() throws IOException {
        CsvOptions options = new CsvFixture()
                .text("t")
                .labels("a", "b")
                .delimiter("\t")
                .labelSeparator("|")
                .options();
        List<Example> examples = load(options, "t\ta\tb\nx\tp|q\tr\n");
        assertThat(labels(examples.getFirst())).isEqualTo("p|q|r");
    }

    @Test
    void load_series_groupsRowsById() throws IOException {
        List<Example> examples = load(SERIES, "id,x,y,target\na,1,2,0.5\nb,3,4,1.5\na,5,6,0.5\n");
        assertThat(examples).hasSize(2);
        Sequence.Series first = (Sequence.Series) examples.getFirst().sequence();
        assertThat(first.values()).hasToString("[2, 2]");
        assertThat(first.values().array()).containsExactly(1, 2, 5, 6);
        assertThat(examples.get(1).target()).isEqualTo(new Target.Numbers(List.of(1.5)));
    }

    @Test
    void load_filesOfTheirOwnForParts_sameIdIsAnotherSeries() throws IOException {
        Files.writeString(folder.resolve("test.csv"), "id,x,y,target\na,7,8,2.5\n");
        CsvFixture options =
                new CsvFixture().id("id").features("x", "y").targets("target").test("test.csv");
        List<Example> examples = load(options.options(), "id,x,y,target\na,1,2,0.5\nb,3,4,1.5\n");

        assertThat(examples)
                .extracting(Example::part)
                .containsExactly(Example.Part.BY_HASH, Example.Part.BY_HASH, Example.Part.TEST);
        assertThat(((Sequence.Series) examples.getLast().sequence()).values().array())
                .containsExactly(7, 8);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.part("part").options())
                .withMessageContaining("either the column 'part' says the part of an example");
    }

    @Test
    void load_missingFile_namesIt() {
        assertThatThrownBy(() -> new CsvSource(TEXT).load(Reading.of(folder)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(folder.resolve("data.csv").toString())
                .hasMessageContaining("does not exist");
    }

    @Test
    void load_folderInPlaceOfFile_isRefused() throws IOException {
        Files.createDirectory(folder.resolve("data.csv"));
        assertThatThrownBy(() -> new CsvSource(TEXT).load(Reading.of(folder)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("is a folder");
    }

    @Test
    void load_emptyFileOrHeaderOnly_isRefused() {
        refused(TEXT, "").hasMessageContaining("at least one row of data, but is empty");
        refused(TEXT, "name,language\n").hasMessageContaining("only the header [name, language]");
    }

    @Test
    void load_misspeltColumn_suggestsTheNearest() {
        refused(TEXT, "name,langauge\nx,de\n")
                .hasMessageContaining("line 1: there is no column 'language'; did you mean 'langauge'?")
                .hasMessageContaining("(there is name, langauge)");
    }

    @Test
    void load_missingValue_namesLineAndColumn() {
        refused(TEXT, "name,language\n ,de\n").hasMessageContaining("line 2, column 'name': a value is missing");
    }

    @Test
    void load_emptyLabelBesideSeparator_isRefused() {
        CsvOptions options = new CsvFixture()
                .text("name")
                .labels("language")
                .labelSeparator(";")
                .options();
        refused(options, "name,language\nx,de;\n").hasMessageContaining("a class name is missing before or after ';'");
    }

    @Test
    void load_notANumber_namesLineAndColumn() {
        refused(SERIES, "id,x,y,target\na,1,zwei,3\n")
                .hasMessageContaining("line 2, column 'y': 'zwei' is not a number");
    }

    @Test
    void load_nanOrInfinite_isRefused() {
        refused(SERIES, "id,x,y,target\na,1,NaN,3\n")
                .hasMessageContainingAll("'NaN' is not a number", "set missing: [NaN]");
        refused(SERIES, "id,x,y,target\na,1,2,1e39\n").hasMessageContaining("column 'target': '1e39' is not a finite");
    }

    @Test
    void load_targetsOfOneSeriesDiffer_namesTheLine() {
        refused(SERIES, "id,x,y,target\na,1,2,3\na,1,2,4\n")
                .hasMessageContaining("line 3, column 'target': all rows of series 'a' must have the same target");
    }

    @Test
    void load_rowTooShort_namesTheLine() {
        refused(TEXT, "name,language\nx\n").hasMessageContaining("line 2: every row must have the 2 columns");
    }

    @Test
    void load_columnTwice_isRefused() {
        refused(TEXT, "name,language,name\nx,de,y\n").hasMessageContaining("'name' stands there twice");
    }

    @Test
    void load_notUtf8_saysSo() throws IOException {
        Files.write(folder.resolve("data.csv"), "name,language\nK\u00f6ln,de\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> new CsvSource(TEXT).load(Reading.of(folder)))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("must be in the encoding UTF-8", "set encoding");
    }

    @Test
    void load_unclosedQuote_isRefused() {
        refused(TEXT, "name,language\n\"x,de\n").hasMessageContaining("set quoting: never");
    }

    @Test
    void new_optionsThatDoNotFit_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CsvFixture().id("id").labels("l").options())
                .withMessageContaining("give either text");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new CsvFixture().text("text").labels("l").targets("y").options())
                .withMessageContaining("either labels or targets");
    }
}
