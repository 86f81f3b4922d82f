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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConllSourceTest {
    @TempDir
    private Path folder;

    private final DataReport report = new DataReport();

    @Test
    void load_tokensAndTags_emptyLinesEndSentences() throws IOException {
        write("-DOCSTART- O\r\n\r\nin O\r\nUtrecht\tB-city\r\n\r\n\r\nno O");

        List<Example> examples = load(options(List.of("token", "tag"), false, "", BrokenTags.REFUSE));

        assertThat(examples)
                .extracting(Example::sequence)
                .containsExactly(new Sequence.Symbols(List.of("in", "Utrecht")), new Sequence.Symbols(List.of("no")));
        assertThat(tags(examples.getFirst(), "outputs")).containsExactly("O", "B-city");
        assertThat(examples.getFirst().origin().at(1)).isEqualTo("a.conll, line 4");
    }

    @Test
    void load_noToken_namesTheFile() throws IOException {
        write("\n-DOCSTART- O\n\n");

        assertThatThrownBy(() -> load(options(List.of("token", "tag"), false, "", BrokenTags.REFUSE)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("a.conll must have a sentence");
    }

    @Test
    void load_lettersFromRightToLeftAndWithMarks_keepTheirOrder() throws IOException {
        write("\u0633\u0627\u0641\u0631 O\n\u0627\u0648\u0633\u0644\u0648 B-city\n\ncafe\u0301 O\n");

        List<Example> examples = load(options(List.of("token", "tag"), false, "", BrokenTags.REFUSE));

        assertThat(examples.getFirst().sequence())
                .isEqualTo(new Sequence.Symbols(List.of("\u0633\u0627\u0641\u0631", "\u0627\u0648\u0633\u0644\u0648")));
        assertThat(examples.get(1).sequence()).isEqualTo(new Sequence.Symbols(List.of("cafe\u0301")));
    }

    @Test
    void load_severalColumns_areTargetsByName() throws IOException {
        write("# text = In Rome\n1\tIn\tADP\t_\tO\n2\tRome\tPROPN\t_\tB-city\n");

        Example example = load(options(List.of("-", "token", "pos", "-", "ner"), true, "#", BrokenTags.REFUSE))
                .getFirst();

        assertThat(example.sequence()).isEqualTo(new Sequence.Symbols(List.of("In", "Rome")));
        assertThat(tags(example, "pos")).containsExactly("ADP", "PROPN");
        assertThat(tags(example, "ner")).containsExactly("O", "B-city");
    }

    @Test
    void load_marksOfTagsNotKnown_sentenceLacksTheTarget() throws IOException {
        write("in O _\nRome B-city _\n\nsee _ VERB\nRome _ PROPN\n");

        List<Example> examples = load(marked("_", List.of("token", "ner", "pos")));

        assertThat(tags(examples.getFirst(), "ner")).containsExactly("O", "B-city");
        assertThat(examples.getFirst().targets()).containsEntry("pos", Target.Steps.missing(2));
        assertThat(examples.get(1).targets()).containsEntry("ner", Target.Steps.missing(2));
        assertThat(tags(examples.get(1), "pos")).containsExactly("VERB", "PROPN");
    }

    @Test
    void load_someTagsOfASentenceNotKnown_namesTheLine() throws IOException {
        write("in O\nRome _\n");

        assertThatThrownBy(() -> load(marked("_", List.of("token", "tag"))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(
                        "a.conll, line 2: the column 'tag' must have a tag for each token of a sentence or for"
                                + " none, but has '_' at some");
    }

    @Test
    void load_brokenTags_nameTheirLines() throws IOException {
        write("a O\nb I-x\n\nc I-x\n");

        assertThatThrownBy(() -> load(options(List.of("token", "tag"), false, "", BrokenTags.REFUSE)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("a.conll, line 2: the tag 'I-x' must go on a span of its type")
                .hasMessageContaining("behind 'O'");
        List<Example> examples = load(options(List.of("token", "tag"), false, "", BrokenTags.REPAIR));
        assertThat(tags(examples.get(1), "outputs")).containsExactly("B-x");
        assertThat(report.counts()).containsEntry("tags_broken", 2L);
    }

    @Test
    void load_otherNumberOfColumns_namesTheLine() throws IOException {
        write("a O\nb\n");

        assertThatThrownBy(() -> load(options(List.of("token", "tag"), false, "", BrokenTags.COUNT)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("a.conll, line 2: must have 2 columns (token, tag), but has 1");
        write("a\t\n");
        assertThatThrownBy(() -> load(options(List.of("token", "tag"), true, "", BrokenTags.COUNT)))
                .hasMessageContaining("line 1: the column 'tag' must have a word, but is empty");
    }

    @Test
    void inputs_tokensAlone_areRead() throws IOException {
        write("a\nb\n\nc O\n");

        assertThat(new ConllSource(options(List.of("token", "tag"), false, "", BrokenTags.COUNT))
                        .inputs(folder.resolve("a.conll"), Reading.of(folder)))
                .extracting(Example::sequence)
                .containsExactly(new Sequence.Symbols(List.of("a", "b")), new Sequence.Symbols(List.of("c")));
    }

    @Test
    void options_thatDoNotFit_areRefused() {
        assertThatThrownBy(() -> options(List.of("token", "-"), false, "", BrokenTags.COUNT))
                .hasMessageContaining("a token and a tag");
        assertThatThrownBy(() -> options(List.of("token", "tag", "tag"), false, "", BrokenTags.COUNT))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> options(List.of("token", "tag", "ner"), false, "", BrokenTags.COUNT))
                .hasMessageContaining("names of their own");
        assertThatThrownBy(() -> marked("not known", List.of("token", "tag"))).hasMessageContaining("one word");
    }

    private static List<String> tags(Example example, String target) {
        Target steps = example.targets().getOrDefault(target, new Target.Missing());
        return ((Target.Steps) steps)
                .steps().stream()
                        .map(tag -> ((Target.Labels) tag).labels().first())
                        .toList();
    }

    private static ConllOptions options(List<String> columns, boolean tabs, String comment, BrokenTags brokenTags) {
        return options(columns, tabs, comment, "", brokenTags);
    }

    private static ConllOptions marked(String missing, List<String> columns) {
        return options(columns, false, "", missing, BrokenTags.REFUSE);
    }

    private static ConllOptions options(
            List<String> columns, boolean tabs, String comment, String missing, BrokenTags brokenTags) {
        return new ConllOptions(
                new PartFiles("a.conll", "", "", ""),
                columns,
                tabs,
                comment,
                missing,
                brokenTags,
                "UTF-8",
                BrokenBytes.REFUSE);
    }

    private void write(String content) throws IOException {
        Files.writeString(folder.resolve("a.conll"), content);
    }

    private List<Example> load(ConllOptions options) throws IOException {
        return new ConllSource(options).load(new Reading(folder, target -> false, report));
    }
}
