package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data sets that are not part of the project: {@code sluice data list}, and runs that need them. */
final class DataListTest {
    /** Of the text {@code a,b}, a newline, {@code 1,2} and a newline. */
    private static final String SUM = "492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeExample() throws IOException {
        Files.createDirectories(folder.resolve("examples/small"));
        Files.createDirectories(folder.resolve("shared/small"));
    }

    @AfterEach
    void forgetFolder() {
        System.clearProperty("sluice.data");
    }

    @Test
    void list_fileInTheFolder_isFoundIfItsSumIsRight() throws IOException {
        Files.writeString(folder.resolve("shared/small/values.csv"), "a,b\n1,2\n");
        writeSheet(8);

        Answer list = list();

        assertThat(list.code()).as(list.err()).isZero();
        assertThat(list.out())
                .contains("small: Two numbers", "https://example.org/small", "CC0")
                .contains("found      " + folder.resolve("shared/small/values.csv"));
    }

    @Test
    void list_fileWithOtherContent_isDifferent() throws IOException {
        Files.writeString(folder.resolve("shared/small/values.csv"), "a,b\n1,3\n");
        writeSheet(8);

        Answer list = list();

        assertThat(list.code()).isEqualTo(1);
        assertThat(list.out()).contains("different  ");
    }

    @Test
    void list_noFile_isMissingAndSaysWhereWasLooked() throws IOException {
        writeSheet(8);

        Answer list = list();

        assertThat(list.code()).isEqualTo(1);
        assertThat(list.out())
                .contains("missing    small/values.csv", SUM, "looked in " + folder.resolve("shared"), "--data");
    }

    @Test
    void list_unknownName_isSuggestedANearOne() throws IOException {
        writeSheet(8);

        Answer list = Answer.of(
                "data", "list", "smal", "--examples", folder.resolve("examples").toString());

        assertThat(list.code()).isEqualTo(2);
        assertThat(list.err()).contains("did you mean 'small'?");
    }

    @Test
    void run_withoutItsData_saysWhereToGetThem() throws IOException {
        writeSheet(8);
        Path experiment = Files.writeString(folder.resolve("examples/small/experiment.yaml"), """
                name: small
                data:
                  source: {name: csv, options: {file: $data/small/values.csv, static_features: [a], targets: [b]}}
                model: {head: {hidden: [4]}}
                train: {loss: mean-squared-error}
                """);

        Answer run = Answer.of(
                "run",
                experiment.toString(),
                "--data",
                folder.resolve("shared").toString(),
                "--runs",
                folder.resolve("runs").toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("small/values.csv (8 bytes", SUM, "Publisher: https://example.org/small", "Licence: CC0")
                .contains("looked in " + folder.resolve("shared"));
    }

    private Answer list() {
        return Answer.of(
                "data",
                "list",
                "--examples",
                folder.resolve("examples").toString(),
                "--data",
                folder.resolve("shared").toString());
    }

    private void writeSheet(int bytes) throws IOException {
        Files.writeString(folder.resolve("examples/small/data.yaml"), """
                name: small
                title: Two numbers
                publisher: https://example.org/small
                licence: CC0
                files:
                  - {file: small/values.csv, sha256: %s, bytes: %d}
                """.formatted(SUM, bytes));
    }
}
