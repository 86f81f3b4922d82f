package dev.sluice.core.experiment.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunNotes;
import dev.sluice.core.experiment.record.Runs;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunTableTest {
    private static final List<String> COLUMNS = List.of("name", "cell", "hidden", "tags");

    @TempDir
    private Path folder;

    @BeforeEach
    void writeRuns() throws IOException {
        run("20260101-000000-a-0001", "first, \"quoted\"", "gru", 128);
        run("20260102-000000-b-0002", "second", "lstm", 16);
        run("20260103-000000-c-0003", "third", "gru", 9);
        Files.createDirectory(folder.resolve("20260104-000000-d-0004"));
    }

    @Test
    void where_condition_keepsTheRunsThatFulfilIt() {
        assertThat(names(table().where(RunQuery.parse("cell=gru")))).containsExactly("first, \"quoted\"", "third");
    }

    @Test
    void sortedBy_number_comparesAsNumberWithUnknownLast() {
        assertThat(names(table().sortedBy("hidden"))).containsExactly("third", "second", "first, \"quoted\"", "");
        assertThat(names(table().sortedBy("hidden").reversed().last(2))).containsExactly("second", "third");
    }

    @Test
    void values_notesOfARun_areFacts() throws IOException {
        Run second = new Runs(folder).find("20260102");
        second.annotate(second.notes().withTag("slow").archived(true));

        assertThat(table().values(COLUMNS).get(1)).containsExactly("second", "lstm", "16", "slow");
        assertThat(names(table().where(RunQuery.parse("not archived=true"))))
                .containsExactly("first, \"quoted\"", "third", "");
    }

    @Test
    void csv_quotesWhatNeedsIt() {
        StringWriter csv = new StringWriter();

        table().last(4).csv(COLUMNS, csv);

        assertThat(csv)
                .hasToString(
                        "name,cell,hidden,tags\n\"first, \"\"quoted\"\"\",gru,128,\nsecond,lstm,16,\nthird,gru,9,\n,,,\n");
    }

    @Test
    void json_hasNumbersAsNumbers_butTextsAsTexts() throws IOException {
        Run first = new Runs(folder).find("20260101");
        first.annotate(first.notes().withTag("7"));

        assertThat(table().json().getFirst())
                .contains("\"model.encoder.hidden\":128", "\"name\":\"first, \\\"quoted\\\"\"", "\"tags\":\"7\"");
        assertThat(table().json()).hasSize(4);
    }

    @Test
    void values_unknownColumn_isRefused() {
        assertThatThrownBy(() -> table().values(List.of("hiden")))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("did you mean 'hidden'?");
    }

    @Test
    void notes_damagedFile_isSaidAndCostsNothingElse() throws IOException {
        Run first = new Runs(folder).find("20260101");
        Files.writeString(first.path().resolve("notes.json"), "{");

        assertThat(first.notes().note()).contains("notes.json cannot be read");
        assertThat(names(table())).hasSize(4);
    }

    @Test
    void withTag_commaOrNothing_isRefused() {
        RunNotes notes = RunNotes.none().withTag("a").withTag("b").withTag("a");

        assertThat(notes.tags()).containsExactly("a", "b");
        assertThat(notes.withoutTag("a").tags()).containsExactly("b");
        for (String wrong : List.of("", " ", "a,b", "a\nb", "x".repeat(61))) {
            assertThatThrownBy(() -> notes.withTag(wrong))
                    .isInstanceOf(RunException.class)
                    .hasMessageContaining("a tag has");
        }
    }

    private RunTable table() {
        return RunTable.of(new Runs(folder));
    }

    private static List<String> names(RunTable table) {
        return table.rows().stream().map(row -> row.value("name").orElse("")).toList();
    }

    private void run(String id, String name, String cell, int hidden) throws IOException {
        Path run = Files.createDirectory(folder.resolve(id));
        Files.writeString(
                run.resolve("status.json"),
                "{\"state\":\"finished\",\"started\":\"2026-01-0" + id.charAt(7) + "T00:00:00Z\"}");
        Files.writeString(
                run.resolve("experiment.yaml"),
                "name: '" + name + "'\nfolder: ../..\nmodel: {encoder: {cell: {name: " + cell
                        + ", options: {reset: after}}, hidden: " + hidden + "}}\n");
    }
}
