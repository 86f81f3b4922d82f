package dev.sluice.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blue.strategic.parquet.ParquetWriter;
import dev.sluice.core.data.Batch;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.csv.CsvForm;
import dev.sluice.core.data.csv.CsvOptions;
import dev.sluice.core.data.csv.CsvSource;
import dev.sluice.core.data.table.TableOptions;
import dev.sluice.core.data.table.TimeOptions;
import dev.sluice.core.option.OptionRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParquetSourceTest {
    private static final String SCHEMA = """
            message readings {
              required binary id (STRING);
              required int64 at (TIMESTAMP(MICROS, true));
              optional double x;
              optional float y;
              optional binary wind (STRING);
              required binary kind (STRING);
            }""";
    private static final long NOON = Instant.parse("2024-03-31T12:00:00Z").getEpochSecond();

    @TempDir
    private Path folder;

    private final DataReport report = new DataReport();

    @Test
    void load_file_givesWhatTheSameTableAsCsvGives() throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        StringBuilder csv = new StringBuilder("id,at,x,y,wind,kind\n");
        for (int row = 0; row < 500; row++) {
            String id = "s" + row / 50;
            long at = NOON + 60L * row;
            List<Object> cells = new ArrayList<>(List.of(id, at * 1_000_000));
            cells.add(row % 7 == 0 ? null : row * 0.125);
            cells.add(row * 0.1f);
            cells.add(row % 5 == 0 ? null : "NE");
            cells.add(row % 100 < 50 ? "a" : "b");
            rows.add(cells);
            csv.append(String.join(
                            ",",
                            id,
                            Instant.ofEpochSecond(at).toString(),
                            row % 7 == 0 ? "" : Double.toString(row * 0.125),
                            Float.toString(row * 0.1f),
                            row % 5 == 0 ? "" : "NE",
                            row % 100 < 50 ? "a" : "b"))
                    .append('\n');
        }
        write("readings.parquet", SCHEMA, rows);
        Files.writeString(folder.resolve("readings.csv"), csv);
        TableOptions table = table("x", "y");
        CsvSource other = new CsvSource(
                new CsvOptions(List.of("readings.csv"), List.of(), List.of(), table, CsvForm.usual(), ""));

        List<Example> examples = load(table, "readings.parquet");

        List<Example> expected = other.load(Reading.of(folder));
        assertThat(examples).hasSize(10);
        for (int i = 0; i < examples.size(); i++) {
            assertThat(examples.get(i).name()).isEqualTo(expected.get(i).name());
            assertThat(examples.get(i).inputs()).isEqualTo(expected.get(i).inputs());
            assertThat(examples.get(i).targets()).isEqualTo(expected.get(i).targets());
        }
        assertThat(examples.get(1).origin().at(2)).isEqualTo("readings.parquet, row 53");
        assertThat(report.counts()).containsEntry("rows", 500L).containsEntry("dates", 500L);
    }

    @Test
    void load_folder_makesColumnsOfItsPartitions() throws IOException {
        String schema = "message m { required int32 t; required double x; }";
        write("sales/shop=a/year=2023/part-0.parquet", schema, List.of(List.of(1, 5.0), List.of(2, 6.0)));
        write("sales/shop=b%20c/year=2024/part-0.parquet", schema, List.of(List.of(1, 7.0)));
        Files.createDirectories(folder.resolve("sales/_temporary/shop=z"));
        Files.writeString(folder.resolve("sales/_temporary/shop=z/left.parquet"), "broken");
        TableOptions table = with(with(TableOptions.series(List.of("x", "year")), "id", List.of("shop")), "time", "t");

        List<Example> examples = load(table, "sales");

        assertThat(examples).extracting(Example::name).containsExactly("a", "b c");
        assertThat(series(examples.getFirst()).values().array()).containsExactly(5, 2023, 6, 2023);
        assertThat(series(examples.get(1)).values().array()).containsExactly(7, 2024);
    }

    @Test
    void load_folderOfSpark_readsItsPartsAlone() throws IOException {
        String schema =
                "message spark_schema { required binary id (STRING); required double x; required binary y (STRING); required double w; }";
        String name = "out/part-0000%d-7c1f2a3e-5b0d-4c55-9d8e-1f2a3b4c5d6e-c000.snappy.parquet";
        write(name.formatted(0), schema, List.of(List.of("a", 1.0, "p", 1.0), List.of("a", 2.0, "p", 2.0)));
        write(name.formatted(1), schema, List.of(List.of("b", 3.0, "p", 0.0), List.of("b", 4.0, "q", 1.0)));
        for (String beside : List.of(
                "_SUCCESS", "._SUCCESS.crc", "." + Path.of(name.formatted(0)).getFileName() + ".crc")) {
            Files.writeString(folder.resolve("out").resolve(beside), "");
        }
        TableOptions table = with(
                with(with(TableOptions.series(List.of("x")), "id", List.of("id")), "labels", List.of("y")),
                "perStep",
                true);

        List<Example> examples = load(with(table, "weight", "w"), "out");

        assertThat(examples).extracting(Example::name).containsExactly("a", "b");
        assertThat(((Target.Steps) examples.get(0).target()).weights()).containsExactly(1.0, 2.0);
        assertThat(((Target.Steps) examples.get(1).target()).weights()).containsExactly(0.0, 1.0);
    }

    @Test
    void load_typesOfTheirOwn_areNumbersAndTimes() throws IOException {
        String schema = """
                message m {
                  required int32 day (DATE);
                  required int64 local (TIMESTAMP(MILLIS, false));
                  required int32 price (DECIMAL(9,2));
                  required boolean open;
                  required group more { required int64 deep; }
                }""";
        MessageType type = MessageTypeParser.parseMessageType(schema);
        Path file = folder.resolve("types.parquet");
        try (ParquetWriter<List<Object>> writer = ParquetWriter.writeFile(flat(type), file.toFile(), (row, to) -> {
            to.write("day", row.get(0));
            to.write("local", row.get(1));
            to.write("price", row.get(2));
            to.write("open", row.get(3));
        })) {
            writer.write(List.of(19_813, NOON * 1000, 1250, true));
            writer.write(List.of(19_814, NOON * 1000 + 1500, -5, false));
        }
        TableOptions numbers = with(TableOptions.series(List.of("price", "open")), "time", "local");

        Sequence.Series utc = series(load(numbers, "types.parquet").getFirst());
        Sequence.Series berlin =
                series(load(with(numbers, "times", new TimeOptions("", "Europe/Berlin", false)), "types.parquet")
                        .getFirst());
        Sequence.Series days =
                series(load(with(numbers, "time", "day"), "types.parquet").getFirst());

        assertThat(utc.values().array()).containsExactly(12.5, 1, -0.05, 0);
        assertThat(utc.times().array()).containsExactly(NOON, NOON + 1.5);
        assertThat(berlin.times().array()).containsExactly(NOON - 7200, NOON + 1.5 - 7200);
        assertThat(days.times().array()).containsExactly(19_813 * 86_400.0, 19_814 * 86_400.0);
    }

    @Test
    void load_numbersWithoutSign_areNotNegative() throws IOException {
        write(
                "unsigned.parquet",
                "message m { required int32 a (UINT_32); required int64 b (UINT_64); required int32 c (INT_32); }",
                List.of(List.of((int) 3_000_000_000L, -1L, -7)));

        assertThat(series(load(TableOptions.series(List.of("a", "b", "c")), "unsigned.parquet")
                                .getFirst())
                        .values()
                        .array())
                .containsExactly(3e9, 18_446_744_073_709_551_615.0, -7);
    }

    @Test
    void load_mistakes_areToldWithFileAndColumn() throws IOException {
        write(
                "text.parquet",
                SCHEMA,
                List.of(List.of("a", 1L, 1.0, 2.0f, "N", "k"), List.of("a", 2L, 1.0, 2.0f, "N", "k")));
        refused(table("wind"), "text.parquet", "text.parquet, row 1, column 'wind': 'N' is a text", "categories");
        refused(table("z"), "text.parquet", "text.parquet: there is no column 'z'", "there is id, at, x");

        Files.writeString(folder.resolve("csv.parquet"), "id,x\n1,2\n");
        refused(table("x"), "csv.parquet", "csv.parquet is not a Parquet file");
        refused(table("x"), "none.parquet", "none.parquet does not exist");

        write("list.parquet", "message m { required binary id (STRING); repeated double x; }", List.of());
        refused(with(TableOptions.series(List.of("x")), "id", List.of("id")), "list.parquet", "column 'x': has a list");

        byte[] bytes = Files.readAllBytes(folder.resolve("text.parquet"));
        for (int i = 4; i < 60; i++) {
            bytes[i] = (byte) 0xA5;
        }
        Files.write(folder.resolve("damaged.parquet"), bytes);
        refused(table("x"), "damaged.parquet", "damaged.parquet cannot be read");

        write("empty.parquet", SCHEMA, List.of());
        refused(table("x"), "empty.parquet", "must have at least one row");
        Files.createDirectories(folder.resolve("nothing"));
        refused(table("x"), "nothing", "has no file whose name ends with .parquet");
    }

    @Test
    void inputs_anotherFile_needsNoTargets() throws IOException {
        write(
                "new.parquet",
                "message m { required binary id (STRING); required int64 at; required double x; optional binary wind (STRING); }",
                List.of(List.of("q", 5L, 1.5, "N")));
        List<Example> inputs =
                source(table("x"), "other.parquet").inputs(folder.resolve("new.parquet"), Reading.of(folder));
        assertThat(series(inputs.getFirst()).values().array()).containsExactly(1.5);
    }

    private void refused(TableOptions table, String file, String... message) {
        assertThatThrownBy(() -> load(table, file))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll(message);
    }

    private static TableOptions table(String... features) {
        TableOptions table = with(TableOptions.series(List.of(features)), "id", List.of("id"));
        return with(with(with(table, "time", "at"), "categories", List.of("wind")), "labels", List.of("kind"));
    }

    private static TableOptions with(TableOptions table, String component, Object value) {
        return OptionRecords.with(table, component, value);
    }

    private static Sequence.Series series(Example example) {
        return (Sequence.Series) example.inputs().get(Batch.FEATURES);
    }

    private static ParquetSource source(TableOptions table, String file) {
        return new ParquetSource(new ParquetOptions(List.of(file), table, "cache"));
    }

    private List<Example> load(TableOptions table, String file) throws IOException {
        return source(table, file).load(new Reading(folder, target -> false, report));
    }

    private static MessageType flat(MessageType type) {
        return new MessageType(
                type.getName(),
                type.getFields().stream().filter(field -> field.isPrimitive()).toList());
    }

    private void write(String name, String schema, List<List<Object>> rows) throws IOException {
        MessageType type = MessageTypeParser.parseMessageType(schema);
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        try (ParquetWriter<List<Object>> writer = ParquetWriter.writeFile(type, file.toFile(), (row, to) -> {
            for (int i = 0; i < row.size(); i++) {
                if (row.get(i) != null) {
                    to.write(type.getFieldName(i), row.get(i));
                }
            }
        })) {
            for (List<Object> row : rows) {
                writer.write(row);
            }
        }
    }
}
