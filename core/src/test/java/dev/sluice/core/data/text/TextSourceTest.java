package dev.sluice.core.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.file.PartFiles;
import dev.sluice.core.data.text.TextOptions.Column;
import dev.sluice.core.data.text.TextOptions.Separator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TextSourceTest {
    @TempDir
    private Path folder;

    private final DataReport report = new DataReport();

    @Test
    void load_labelAndText_lastColumnTakesTheRest() throws IOException {
        write("a.txt", "\uFEFF1 how far is it ?\r\n\r\n0 who  was\there\n", StandardCharsets.UTF_8);

        List<Example> examples = load(TextOptions.of("a.txt", List.of(Column.LABEL, Column.TEXT), Separator.SPACE));

        assertThat(examples)
                .extracting(Example::sequence)
                .containsExactly(text("how far is it ?"), text("who  was\there"));
        assertThat(examples).extracting(Example::target).containsExactly(label("1"), label("0"));
        assertThat(examples.get(1).origin()).hasToString("a.txt, line 3");
        assertThat(report.counts()).containsEntry("lines_empty", 1L).containsEntry("rows", 2L);
    }

    @Test
    void load_oneFileForValidationAndTest_isReadForBoth() throws IOException {
        write("a.txt", "1 one\n", StandardCharsets.UTF_8);
        write("b.txt", "0 two\n", StandardCharsets.UTF_8);

        assertThat(load(labelled(new PartFiles("", "a.txt", "b.txt", "b.txt"), StandardCharsets.UTF_8.name())))
                .extracting(Example::part)
                .containsExactly(Example.Part.TRAINING, Example.Part.VALIDATION, Example.Part.TEST);
        assertThatThrownBy(() -> new PartFiles("", "a.txt", "b.txt", "a.txt"))
                .hasMessageContaining("training and test are both 'a.txt'");
    }

    private static TextOptions labelled(PartFiles files, String encoding) {
        return new TextOptions(
                files,
                TextOptions.Unit.LINE,
                List.of(Column.LABEL, Column.TEXT),
                Separator.SPACE,
                TextOptions.Repeated.DROP,
                encoding,
                BrokenBytes.REFUSE);
    }

    @Test
    void load_markOfUtf16_namesThatEncoding() throws IOException {
        write("a.txt", "1 one\n", StandardCharsets.UTF_16);
        PartFiles file = new PartFiles("a.txt", "", "", "");

        assertThatThrownBy(() -> load(labelled(file, "UTF-8"))).hasMessageContaining("(encoding: UTF-16)");
        assertThat(load(labelled(file, "UTF-16"))).hasSize(1);
    }

    @Test
    void inputs_textsAlone_needNoOtherColumns() throws IOException {
        write("a.tsv", "1\tone\n", StandardCharsets.UTF_8);
        write("new.tsv", "two words\n0\tthree\n", StandardCharsets.UTF_8);
        TextSource source = new TextSource(TextOptions.of("a.tsv", List.of(Column.LABEL, Column.TEXT), Separator.TAB));

        assertThat(source.inputs(folder.resolve("new.tsv"), Reading.of(folder)))
                .extracting(Example::sequence)
                .containsExactly(text("two words"), text("three"));
    }

    @Test
    void load_emptyLinesAlone_namesTheFile() throws IOException {
        write("a.txt", "\n \n\n", StandardCharsets.UTF_8);

        assertThatThrownBy(() -> load(TextOptions.of("a.txt", List.of(Column.LABEL, Column.TEXT), Separator.SPACE)))
                .hasMessageContaining("a.txt must have a text, but all of its 3 lines are empty");
    }

    @Test
    void load_star_isTheClassOfTheFile() throws IOException {
        write("polarity.pos", "so good \u0085 really\n", StandardCharsets.ISO_8859_1);
        write("polarity.neg", "bad\nbad\n", StandardCharsets.ISO_8859_1);

        List<Example> examples = load(new TextOptions(
                new PartFiles("polarity.*", "", "", ""),
                TextOptions.Unit.LINE,
                List.of(Column.TEXT),
                Separator.TAB,
                TextOptions.Repeated.DROP,
                "ISO-8859-1",
                BrokenBytes.REFUSE));

        assertThat(examples).extracting(Example::target).containsExactly(label("neg"), label("pos"));
        assertThat(examples.get(1).sequence()).isEqualTo(text("so good \u0085 really"));
        assertThat(report.notes()).singleElement().asString().contains("dropped: 1");
    }

    @Test
    void load_folders_areClassesOfFilesAsAWhole() throws IOException {
        write("train/neg/1.txt", "one\ntwo\n", StandardCharsets.UTF_8);
        write("train/pos/2.txt", "three", StandardCharsets.UTF_8);

        List<Example> examples = load(new TextOptions(
                new PartFiles("", "train/*/*.txt", "", ""),
                TextOptions.Unit.FILE,
                List.of(Column.TEXT),
                Separator.TAB,
                TextOptions.Repeated.KEEP,
                "UTF-8",
                BrokenBytes.REFUSE));

        assertThat(examples).extracting(Example::sequence).containsExactly(text("one\ntwo"), text("three"));
        assertThat(examples).extracting(Example::target).containsExactly(label("neg"), label("pos"));
    }

    @Test
    void load_everyColumn_isRead() throws IOException {
        write("a.tsv", "7\t2.5\tdev\tanna\tskipped\tit goes\n", StandardCharsets.UTF_8);

        Example example = load(TextOptions.of(
                        "a.tsv",
                        List.of(Column.ID, Column.NUMBER, Column.PART, Column.GROUP, Column.SKIP, Column.TEXT),
                        Separator.TAB))
                .getFirst();

        assertThat(example.name()).isEqualTo("7");
        assertThat(example.target()).isEqualTo(new Target.Numbers(List.of(2.5)));
        assertThat(example.part()).isEqualTo(Example.Part.VALIDATION);
        assertThat(example.group()).isEqualTo("anna");
        assertThat(example.inputs()).containsEntry("tokens", text("it goes"));
    }

    @Test
    void load_translation_isTheTarget() throws IOException {
        write("a.tsv", "it goes\tça va\n", StandardCharsets.UTF_8);

        Example example = load(TextOptions.of("a.tsv", List.of(Column.TEXT, Column.TRANSLATION), Separator.TAB))
                .getFirst();

        assertThat(example.sequence()).isEqualTo(text("it goes"));
        assertThat(example.target()).isEqualTo(new Target.Text(text("ça va")));
    }

    @Test
    void load_severalMayHold_splitsLabels() throws IOException {
        write("a.tsv", "x, y\tboth\n\tnone\n", StandardCharsets.UTF_8);

        List<Example> examples = new TextSource(
                        TextOptions.of("a.tsv", List.of(Column.LABEL, Column.TEXT), Separator.TAB))
                .load(new Reading(folder, target -> true, report));

        assertThat(examples)
                .extracting(Example::target)
                .containsExactly(
                        new Target.Labels(new TreeSet<>(List.of("x", "y"))), new Target.Labels(new TreeSet<>()));
    }

    @Test
    void load_gzip_isUnpacked() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write("packed\n".getBytes(StandardCharsets.UTF_8));
        }
        Files.write(folder.resolve("a.gz"), bytes.toByteArray());

        assertThat(load(TextOptions.of("a.gz", List.of(Column.TEXT), Separator.TAB)))
                .extracting(Example::sequence)
                .containsExactly(text("packed"));
    }

    @Test
    void load_bytesOfAnotherEncoding_namesLineAndRemedy() throws IOException {
        write("a.txt", "good\ncaf\u00e9\n", StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> load(TextOptions.of("a.txt", List.of(Column.TEXT), Separator.TAB)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("a.txt, line 2: must be in UTF-8")
                .hasMessageContaining("ISO-8859-1");
        assertThat(load(new TextOptions(
                        new PartFiles("a.txt", "", "", ""),
                        TextOptions.Unit.LINE,
                        List.of(Column.TEXT),
                        Separator.TAB,
                        TextOptions.Repeated.KEEP,
                        "UTF-8",
                        BrokenBytes.REPLACE)))
                .extracting(Example::sequence)
                .containsExactly(text("good"), text("caf\uFFFD"));
        assertThat(report.notes()).singleElement().asString().contains("1, the first in line 2");
    }

    @Test
    void load_badLines_nameFileAndLine() throws IOException {
        List<Column> numbers = List.of(Column.NUMBER, Column.TEXT);
        List<Column> labels = List.of(Column.LABEL, Column.TEXT);

        assertThat(failure("1\tone\ntwo\n", numbers))
                .contains("line 2: must have 2 columns with a tab between, but has 1: 'two'");
        assertThat(failure("x\tone\n", numbers))
                .contains("line 1: the column 'number' must have a finite")
                .contains("'x'");
        assertThat(failure("\tone\n", labels)).contains("line 1: the column 'label' must have a class");
        assertThat(failure("1\t \n", labels)).contains("line 1: the column 'text' must have a text");
        assertThat(failure("holdout\tx\n", List.of(Column.PART, Column.TEXT)))
                .contains("one of train")
                .contains("'holdout'");
        assertThat(failure("a\0b\n", List.of(Column.TEXT)))
                .contains("line 1: has a zero byte")
                .contains("UTF-16");
        assertThat(failure("", labels)).contains("is empty");
    }

    @Test
    void load_noMatch_saysWhatWasLookedFor() {
        assertThatThrownBy(() -> load(TextOptions.of("*.none", List.of(Column.TEXT), Separator.TAB)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("has no file '*.none'");
    }

    @Test
    void options_thatDoNotFit_areRefused() {
        assertThatThrownBy(() -> TextOptions.of("a", List.of(Column.LABEL), Separator.TAB))
                .hasMessageContaining("must have a text");
        assertThatThrownBy(() -> TextOptions.of("a", List.of(Column.TEXT, Column.TEXT), Separator.TAB))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> TextOptions.of("a", List.of(Column.TEXT, Column.LABEL, Column.NUMBER), Separator.TAB))
                .hasMessageContaining("at most one of");
        assertThatThrownBy(() -> new TextEncoding("latin", BrokenBytes.REFUSE)).hasMessageContaining("ISO-8859-1");
    }

    private String failure(String content, List<Column> columns) throws IOException {
        write("bad.txt", content, StandardCharsets.UTF_8);
        try {
            load(TextOptions.of("bad.txt", columns, Separator.TAB));
            return "nothing";
        } catch (DataException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void write(String file, String content, Charset charset) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), content, charset);
    }

    private List<Example> load(TextOptions options) throws IOException {
        return new TextSource(options).load(new Reading(folder, target -> false, report));
    }

    private static Sequence text(String text) {
        return new Sequence.Text(text);
    }

    private static Target label(String label) {
        return new Target.Labels(new TreeSet<>(List.of(label)));
    }
}
