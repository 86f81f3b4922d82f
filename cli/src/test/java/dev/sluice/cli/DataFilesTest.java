package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice data describe}, {@code sluice data new} and {@code sluice gallery} on small files. */
final class DataFilesTest {
    @TempDir
    private Path folder;

    @Test
    void describe_table_tellsColumnsGapsDuplicatesAndTheStepOfTime() throws IOException {
        Path file = write("power.csv", """
                when;load;kind;note
                2024-01-01 00:00:00;1,5;a;
                2024-01-01 01:00:00;NA;b;
                2024-01-01 02:00:00;2,5;a;
                2024-01-01 02:00:00;2,5;a;
                2024-01-01 05:00:00;3,5;b;
                """);

        Answer answer = Answer.of(
                "data",
                "describe",
                file.toString(),
                "--out",
                folder.resolve("power.png").toString());

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out())
                .contains("5 rows and 4 columns, separated by ';', decimal commas")
                .containsPattern("load +number 1.500 to 3.500, mean 2.500, missing in 1 rows \\(20.0 %\\) as NA")
                .containsPattern("kind +category, 2 different: a \\(3\\), b \\(2\\)")
                .containsPattern("note +empty")
                .contains(
                        "a step of 1 hours",
                        "note: 1 steps of a different length",
                        "note: 1 rows have the same time as another row of their series, the first in line 5",
                        "duplicates: first, which loses nothing")
                .contains("note: 1 rows that repeat an earlier row");
        assertThat(folder.resolve("power.png")).isNotEmptyFile();
    }

    @Test
    void describe_otherWaysOfWriting_areFoundAndSaid() throws IOException {
        String table =
                "when;load;kind\n2024-01-01 00:00:00;950,5;a\n2024-01-01 01:00:00;1.250,5;b\n2024-01-01 02:00:00;1.000.250,5;ä\n";
        for (Charset charset : List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16)) {
            Path file = folder.resolve("other.csv");
            Files.write(file, table.getBytes(charset));
            Answer answer = Answer.of("data", "describe", file.toString());
            assertThat(answer.code()).as(answer.err()).isZero();
            assertThat(answer.out())
                    .contains("decimal commas, '.' between thousands, in "
                            + charset.name().toLowerCase(Locale.ROOT))
                    .containsPattern("load +number 950.5 to 1.000e\\+06");
        }
        Path quoted = write("quoted.csv", "id,x\n1,\"1,013.5\"\n2,7\n3,8,9\n");
        assertThat(Answer.of("data", "describe", quoted.toString()).out())
                .contains("',' between thousands")
                .contains("note: 1 rows that do not have the columns of the header, the first in line 4");
    }

    @Test
    void describe_otherForms_tellsSeriesArraysAndObjects() throws IOException {
        Path series = writeSeries("Small_TRAIN.ts", 6);
        Path lines = write("small.jsonl", "{\"x\": [1, 2, 3], \"kind\": \"a\"}\n{\"x\": [1], \"kind\": \"b\"}\n");

        assertThat(Answer.of("data", "describe", series.toString()).out())
                .contains("6 series of 8 steps, 1 numbers per step", "2 different: down (3), up (3)");
        assertThat(Answer.of("data", "describe", lines.toString()).out())
                .containsPattern("x +series of 1 numbers per step, 1 to 3 steps")
                .containsPattern("kind +word, 2 different");
        Answer wrong = Answer.of("data", "describe", write("x.parquet", "PAR1").toString());
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("is neither a table");
    }

    @Test
    void new_seriesWithATestFile_runsAsItStandsAndIsExportedAsOneFile() throws IOException {
        Path training = writeSeries("Small_TRAIN.ts", 20);
        writeSeries("Small_TEST.ts", 10);
        Path experiment = folder.resolve("first/experiment.yaml");

        Answer written = Answer.of("data", "new", training.toString(), "--out", experiment.toString());
        Answer run = Answer.of(
                "run",
                experiment.toString(),
                "--set",
                "train.epochs=4",
                "--runs",
                folder.resolve("runs").toString());

        assertThat(written.code()).as(written.err()).isZero();
        assertThat(Files.readString(experiment))
                .contains("test: ../Small_TEST.ts", "ensemble: 3", "augment: {jitter: 0.05, scaling: 0.1}")
                .contains("Too few to keep some for validation", "epochs: 300");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("10 test examples", "member2.encoder.l0 as bidirectional GRU", "equal in ONNX Runtime");
        assertThat(Answer.of("data", "new", training.toString(), "--out", experiment.toString())
                        .err())
                .contains("exists already");
    }

    @Test
    void new_tableOfSteps_forecastsAndSaysWhy() throws IOException {
        StringBuilder csv = new StringBuilder("date,load,temperature\n");
        for (int day = 1; day <= 28; day++) {
            for (int hour = 0; hour < 24; hour += 6) {
                csv.append(String.format(
                        Locale.ROOT, "2024-02-%02d %02d:00:00,%d,%d\n", day, hour, hour + day % 7, day % 5));
            }
        }
        Path table = write("load.csv", csv.toString());
        Path experiment = folder.resolve("load.yaml");

        Answer written = Answer.of(
                "data", "new", table.toString(), "--target", "load", "--horizon", "4", "--out", experiment.toString());
        Answer run = Answer.of(
                "run",
                experiment.toString(),
                "--set",
                "train.epochs=1",
                "--set",
                "export=none",
                "--runs",
                folder.resolve("runs").toString());

        assertThat(written.code()).as(written.err()).isZero();
        assertThat(Files.readString(experiment))
                .contains("horizon: 4", "targets: [load]", "time: date", "split: {by: time");
        assertThat(run.code()).as(run.err()).isZero();
    }

    @Test
    void new_seriesByTwoColumnsWithGermanDatesInLatin1_findsThemAndRuns() throws IOException {
        StringBuilder csv = new StringBuilder("Datum;Filiale;Artikel;Absatz\n");
        for (String shop : List.of("K\u00f6ln", "Ulm")) {
            for (String article : List.of("Brot", "K\u00e4se")) {
                for (int day = 0; day < 120; day++) {
                    csv.append(LocalDate.of(2023, 1, 2).plusDays(day).format(DateTimeFormatter.ofPattern("dd.MM.yyyy")))
                            .append(";" + shop + ";" + article + ";" + (10 + day % 7) + "," + day % 10 + "\n");
                }
            }
        }
        Path table = folder.resolve("sales.csv");
        Files.writeString(table, csv.toString(), StandardCharsets.ISO_8859_1);

        assertThat(Answer.of("data", "describe", table.toString()).out())
                .contains(
                        "rows are the steps of 4 series of 120 steps by 'Filiale' and 'Artikel'",
                        "dates as dd.MM.yyyy, a step of 1 days");
        assertThat(proposed(table))
                .contains("id: [Filiale, Artikel]", "time_format: dd.MM.yyyy", "encoding: iso-8859-1", "season: 7");
        assertThat(run("train.epochs=1").err()).isEmpty();
    }

    @Test
    void new_eventsOfCustomers_classifiesByTheColumnThatIsOneForEach() throws IOException {
        StringBuilder csv = new StringBuilder("customer_id,at,event,amount,churned\n");
        for (int customer = 0; customer < 30; customer++) {
            for (int event = 0; event < 4 + customer % 5; event++) {
                csv.append(String.format(
                        Locale.ROOT,
                        "C%02d,2024-01-%02dT%02d:13:00,%s,%d.5,%d%n",
                        customer,
                        1 + event * 3,
                        (customer * 7 + event * event) % 24,
                        event % 2 == 0 ? "view" : "buy",
                        event * customer % 11,
                        customer % 3 == 0 ? 1 : 0));
            }
        }
        Path table = write("events.csv", csv.toString());

        assertThat(Answer.of("data", "describe", table.toString()).out())
                .contains("series of 4 to 8 steps by 'customer_id'", "at irregular intervals")
                .contains("one value for each series: churned");
        assertThat(proposed(table))
                .contains("id: [customer_id]", "features: [amount]", "categories: [event]", "labels: [churned]");
        assertThat(run("train.epochs=1", "model.ensemble=1").err()).isEmpty();
    }

    @Test
    void new_rowsThatBeginWithTheirClass_classifiesRows() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int row = 0; row < 24; row++) {
            rows.append(row % 2 + 1);
            for (int t = 0; t < 12; t++) {
                rows.append(String.format(Locale.ROOT, "\t%.3f", Math.sin(t * (1 + row % 2)) + row * 0.01));
            }
            rows.append("\n");
        }
        Path table = write("Waves_TRAIN.tsv", rows.toString());
        write("Waves_TEST.tsv", rows.toString());

        assertThat(proposed(table))
                .contains(
                        "test: Waves_TEST.tsv", "header: false", "layout: rows", "features: ['2..']", "labels: ['1']");
        assertThat(run("train.epochs=1", "model.ensemble=1").err()).isEmpty();
    }

    /** The experiment that is proposed for a file, which {@link #run} runs. */
    private String proposed(Path table) throws IOException {
        Answer answer = ProposedExperiment.of(folder, table);
        assertThat(answer.err()).isEmpty();
        return Files.readString(ProposedExperiment.file(folder));
    }

    private Answer run(String... settings) {
        return ProposedExperiment.run(folder, settings);
    }

    @Test
    void new_whatCannotBeProposed_saysWhatHelps() throws IOException {
        Path words = write("words.csv", "a,b\nx,y\nz,w\n");
        assertThat(Answer.of(
                                "data",
                                "new",
                                words.toString(),
                                "--out",
                                folder.resolve("e.yaml").toString())
                        .err())
                .contains("no column of numbers to forecast", "--target");
        assertThat(Answer.of(
                                "data",
                                "new",
                                words.toString(),
                                "--target",
                                "c",
                                "--out",
                                folder.resolve("e.yaml").toString())
                        .err())
                .contains("there is no column 'c'");
    }

    @Test
    void gallery_example_writesItsRowAndKeepsOthers() throws IOException {
        Path example = Files.createDirectories(folder.resolve("examples/small"));
        writeSeries("examples/small/Small_TRAIN.ts", 20);
        writeSeries("examples/small/Small_TEST.ts", 10);
        Answer.of(
                "data",
                "new",
                example.resolve("Small_TRAIN.ts").toString(),
                "--out",
                example.resolve("experiment.yaml").toString());
        Files.writeString(example.resolve("gallery.yaml"), """
                figure: accuracy
                published:
                  - {model: LSTM-FCN, value: 0.9, source: a paper}
                  - {model: FCN, value: 0.8, experiment: other.yaml}
                baselines: [{model: a coin, value: 0.5, experiment: experiment.yaml}]
                seeds: 2
                """);
        Path page = write("gallery.md", "| [other](examples/other) | kept |\n| [small](examples/small) | replaced |\n");

        Answer answer = gallery(page);

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("small/experiment.yaml, seed 2: accuracy");
        assertThat(Files.readString(page))
                .contains("| [other](examples/other) | kept |", "| 2 | a coin 0.500 | LSTM-FCN 0.900 (a paper) |")
                .doesNotContain("replaced");

        Files.writeString(example.resolve("gallery.yaml"), "figure: acuracy\nseeds: 1\n");
        Answer misspelt = gallery(page);

        assertThat(misspelt.code()).isOne();
        assertThat(misspelt.out())
                .contains("the figure of small/gallery.yaml must be one of the test part", "did you mean 'accuracy'?");
        assertThat(Files.readString(page)).contains("| 2 | a coin 0.500 |");

        Files.writeString(example.resolve("gallery.yaml"), "seeds: 1\n");
        assertThat(gallery(page).code()).isZero();
        assertThat(Files.readString(page)).contains("| accuracy |", "| 1 | majority 0.");

        Files.writeString(example.resolve("gallery.yaml"), "figure: loss\nseeds: 1\n");
        assertThat(gallery(page).code()).isZero();
        assertThat(Files.readString(page)).contains("| loss |", "| 1 | – | – |");
    }

    /** All examples of the folder, trained for one epoch. */
    private Answer gallery(Path page) {
        return Answer.of(
                "gallery",
                "--examples",
                folder.resolve("examples").toString(),
                "--out",
                page.toString(),
                "--runs",
                folder.resolve("runs").toString(),
                "--set",
                "train.epochs=1",
                "--set",
                "export=none");
    }

    private Path writeSeries(String name, int series) throws IOException {
        StringBuilder text = new StringBuilder("@univariate true\n@classLabel true up down\n@data\n");
        for (int i = 0; i < series; i++) {
            for (int t = 0; t < 8; t++) {
                text.append(t == 0 ? "" : ",").append(i % 2 == 0 ? t + i % 3 : 8 - t + i % 5);
            }
            text.append(i % 2 == 0 ? ":up\n" : ":down\n");
        }
        return write(name, text.toString());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
