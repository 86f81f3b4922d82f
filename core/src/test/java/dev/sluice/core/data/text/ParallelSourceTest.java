package dev.sluice.core.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.option.OptionRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParallelSourceTest {
    @TempDir
    private Path folder;

    private static final List<String> COLUMNS = List.of("text", "translation");

    private final DataReport report = new DataReport();

    @Test
    void load_tokensTagsAndLabels_belongTogetherLineByLine() throws IOException {
        write("train/seq.in", "fly to new york \nhello\n");
        write("train/seq.out", "O O B-city I-city\nO\n");
        write("train/label", "flight\ngreeting\n");
        write("test/seq.in", "bye\n");
        write("test/seq.out", "O\n");
        write("test/label", "greeting\n");

        List<Example> examples = load(slots(BrokenTags.REFUSE));

        assertThat(examples)
                .extracting(Example::part)
                .containsExactly(Example.Part.BY_HASH, Example.Part.BY_HASH, Example.Part.TEST);
        assertThat(examples.getFirst().sequence()).isEqualTo(new Sequence.Symbols(List.of("fly", "to", "new", "york")));
        assertThat(examples.getFirst().targets().get("slot"))
                .isEqualTo(new Target.Steps(List.of(label("O"), label("O"), label("B-city"), label("I-city"))));
        assertThat(examples.get(1).targets().get("intent")).isEqualTo(label("greeting"));
        assertThat(examples.get(1).origin()).hasToString("seq.in, line 2");
    }

    @Test
    void load_marksOfWhatIsNotKnown_exampleLacksTheTarget() throws IOException {
        write("train/seq.in", "to Rome\nhello\n");
        write("train/seq.out", "O B-city\n_\n");
        write("train/label", "_\ngreeting\n");
        write("test/seq.in", "a\n");
        write("test/seq.out", "_\n");
        write("test/label", "_\n");

        List<Example> examples = load(slots(BrokenTags.REFUSE, "_"));

        assertThat(tags(examples)).containsExactly("O", "B-city");
        assertThat(examples.getFirst().targets()).containsEntry("intent", new Target.Missing());
        assertThat(examples.get(1).targets())
                .containsEntry("slot", Target.Steps.missing(1))
                .containsEntry("intent", label("greeting"));
    }

    @Test
    void load_translation_packedWhereItIsNotThere() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write("ein Hund\nzwei Hunde\n\n".getBytes(StandardCharsets.UTF_8));
        }
        Files.write(folder.resolve("train.de.gz"), bytes.toByteArray());
        write("train.en", "a dog\ntwo dogs\nthree dogs\n");
        write("dev.de", "ja\n");
        write("dev.en", "yes\n");

        List<Example> examples = load(translation("train", "dev"));

        assertThat(examples).hasSize(3);
        assertThat(examples.getFirst().inputs()).containsExactly(Map.entry("tokens", new Sequence.Text("ein Hund")));
        assertThat(examples.getFirst().target()).isEqualTo(new Target.Text(new Sequence.Text("a dog")));
        assertThat(examples.get(2).part()).isEqualTo(Example.Part.VALIDATION);
        assertThat(report.counts()).containsEntry("lines_empty", 1L);
        assertThat(report.notes()).singleElement().asString().contains("train.de.gz, line 3");
    }

    @Test
    void load_lineOfANoBreakSpace_isEmpty() throws IOException {
        write("train.de", "eins\n\u00A0\n");
        write("train.en", "one\ntwo\n");

        assertThat(load(translation("train", ""))).hasSize(1);
        assertThat(report.counts()).containsEntry("lines_empty", 1L);
    }

    @Test
    void load_noLineInAllFiles_namesThem() throws IOException {
        write("train.de", "eins\n\n");
        write("train.en", "\ntwo\n");

        assertThatThrownBy(() -> load(translation("train", "")))
                .hasMessageContaining("train.de and the files that belong to it")
                .hasMessageContaining("none in 2");
    }

    @Test
    void load_differentCounts_namesTheFirstLineWithoutPartner() throws IOException {
        write("train.de", "eins\nzwei\n");
        write("train.en", "one\ntwo\nthree\n");

        assertThatThrownBy(() -> load(translation("train", "")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("train.en, line 3")
                .hasMessageContaining("has 3 and")
                .hasMessageContaining("train.de has 2");
    }

    @Test
    void load_otherNumberOfTags_namesBothLines() throws IOException {
        write("train/seq.in", "a b c\n");
        write("train/seq.out", "O O\n");
        write("train/label", "x\n");

        assertThatThrownBy(() -> load(slots(BrokenTags.COUNT)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(
                        "seq.out, line 1: there must be a tag for each token, but there are 2 tags for the 3")
                .hasMessageContaining("seq.in, line 1");
    }

    @Test
    void load_brokenTags_areCountedRepairedOrRefused() throws IOException {
        write("train/seq.in", "a b c d e\n");
        write("train/seq.out", "I-x I-x I-y E-y I-y\n");
        write("train/label", "x\n");
        write("test/seq.in", "a\n");
        write("test/seq.out", "O\n");
        write("test/label", "x\n");

        assertThat(tags(load(slots(BrokenTags.COUNT)))).containsExactly("I-x", "I-x", "I-y", "E-y", "I-y");
        assertThat(report.notes())
                .singleElement()
                .asString()
                .contains(": 3, the first at")
                .contains("seq.out, line 1");
        assertThat(tags(load(slots(BrokenTags.REPAIR)))).containsExactly("B-x", "I-x", "B-y", "E-y", "B-y");
        assertThatThrownBy(() -> load(slots(BrokenTags.REFUSE)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("seq.out, line 1: the tag 'I-x' must go on a span of its type")
                .hasMessageContaining("B-x");
    }

    @Test
    void options_thatDoNotFit_areRefused() {
        assertThatThrownBy(() -> options("a", "b", "", Map.of(), "", ""))
                .hasMessageContaining("either text, or tokens");
        assertThatThrownBy(() -> options("a", "", "", Map.of("slot", "b"), "", ""))
                .hasMessageContaining("tags need tokens");
        assertThatThrownBy(() -> options("a.*", "", "", Map.of(), "", ""))
                .hasMessageContaining("'a.*' has one and no word is given");
        assertThatThrownBy(() -> options("a", "", "", Map.of(), "train", "")).hasMessageContaining("'a' has none");
        assertThatThrownBy(() -> options("a", "", "", Map.of(), "", "dev")).hasMessageContaining("need training");
    }

    private static List<String> tags(List<Example> examples) {
        Target target = examples.getFirst().targets().getOrDefault("slot", new Target.Missing());
        return ((Target.Steps) target)
                .steps().stream()
                        .map(tag -> ((Target.Labels) tag).labels().first())
                        .toList();
    }

    private static ParallelOptions pairs(String path, List<String> columns, List<String> kinds) {
        ParallelOptions plain = translation("train", "");
        return OptionRecords.checked(new ParallelOptions(
                "",
                "",
                "",
                path,
                columns,
                kinds,
                !kinds.isEmpty(),
                plain.tags(),
                plain.labels(),
                "",
                "",
                "",
                plain.missing(),
                plain.brokenTags(),
                plain.encoding(),
                plain.brokenBytes()));
    }

    @Test
    void load_pairsWithinAZipFile_areReadAsTheyAre() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("fra-eng.zip")))) {
            zip.putNextEntry(new ZipEntry("_about.txt"));
            zip.write("of whom it is".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("fra.txt"));
            zip.write("Go.\tVa !\tCC-BY\nWow!\tÇa alors\u202f!\tCC-BY\n".getBytes(StandardCharsets.UTF_8));
        }
        List<Example> forwards = load(pairs("fra-eng.zip/fra.txt", List.of("text", "translation", "-"), List.of()));
        List<Example> backwards = load(pairs("fra-eng.zip/fra.txt", List.of("translation", "text"), List.of()));

        assertThat(forwards).hasSize(2);
        assertThat(forwards.get(1).sequence()).isEqualTo(new Sequence.Text("Wow!"));
        assertThat(forwards.get(1).target()).isEqualTo(new Target.Text("Ça alors\u202f!"));
        assertThat(forwards.get(1).origin()).hasToString("fra.txt, line 2");
        assertThat(backwards.getFirst().sequence()).isEqualTo(new Sequence.Text("Va !"));
        assertThatThrownBy(() -> load(pairs("fra-eng.zip/deu.txt", COLUMNS, List.of())))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("there is no deu.txt in")
                .hasMessageContaining("there is _about.txt, fra.txt");
    }

    @Test
    void load_pairsWithoutATranslation_areRefusedWithTheirPlace() throws IOException {
        write("pairs.txt", "Go.\tVa !\nWow!\n");

        assertThatThrownBy(() -> load(pairs("pairs.txt", COLUMNS, List.of())))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("pairs.txt, line 2: there must be 2 columns with tabs between them");
    }

    @Test
    void load_kinds_areGroupsAndStandBeforeEachText() throws IOException {
        write("en-fr.txt", "Go.\tVa !\n");
        write("en-de.txt", "Go.\tGeh!\n");

        List<Example> examples = load(pairs("en-+.txt", COLUMNS, List.of("fr", "de")));

        assertThat(examples).extracting(Example::group).containsExactly("fr", "de");
        assertThat(examples)
                .extracting(Example::sequence)
                .containsExactly(new Sequence.Text("<fr> Go."), new Sequence.Text("<de> Go."));
        assertThat(examples.get(1).target()).isEqualTo(new Target.Text("Geh!"));
        assertThat(new ParallelSource(pairs("en-+.txt", COLUMNS, List.of("fr", "de"))).marks())
                .containsExactly("<fr>", "<de>");
        assertThat(new ParallelSource(pairs("en.txt", COLUMNS, List.of())).marks())
                .isEmpty();
    }

    @Test
    void load_missingFile_isNamedAsItWasGiven() {
        assertThatThrownBy(() -> load(pairs("nothing.txt", COLUMNS, List.of())))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("nothing.txt does not exist");
    }

    @Test
    void options_thatDoNotFitTogether_areRefused() {
        assertThatThrownBy(() -> pairs("en-+.txt", COLUMNS, List.of()))
                .hasMessageContaining("a + in a path stands for a word of kinds");
        assertThatThrownBy(() -> pairs("en.txt", List.of("text", "-"), List.of()))
                .hasMessageContaining("columns must have text and translation once each");
    }

    private static ParallelOptions slots(BrokenTags brokenTags) {
        return slots(brokenTags, "");
    }

    private static ParallelOptions slots(BrokenTags brokenTags, String missing) {
        return new ParallelOptions(
                "",
                "*/seq.in",
                "",
                "",
                COLUMNS,
                List.of(),
                false,
                Map.of("slot", "*/seq.out"),
                Map.of("intent", "*/label"),
                "train",
                "",
                "test",
                missing,
                brokenTags,
                "UTF-8",
                BrokenBytes.REFUSE);
    }

    private static ParallelOptions translation(String training, String validation) {
        return options("*.de", "", "*.en", Map.of(), training, validation);
    }

    private static ParallelOptions options(
            String text,
            String tokens,
            String translation,
            Map<String, String> tags,
            String training,
            String validation) {
        return new ParallelOptions(
                text,
                tokens,
                translation,
                "",
                COLUMNS,
                List.of(),
                false,
                tags,
                Map.of(),
                training,
                validation,
                "",
                "",
                BrokenTags.COUNT,
                "UTF-8",
                BrokenBytes.REFUSE);
    }

    private void write(String file, String content) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), content);
    }

    private List<Example> load(ParallelOptions options) throws IOException {
        return new ParallelSource(options).load(new Reading(folder, target -> false, report));
    }

    private static Target label(String label) {
        return new Target.Labels(new TreeSet<>(List.of(label)));
    }
}
