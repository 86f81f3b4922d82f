package dev.sluice.core.data.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.kernel.CounterRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColumnsTest {
    /** More than two segments, the last of them not full. */
    private static final int ROWS = 10_000;

    @TempDir
    private Path folder;

    private static NumberSegment packed(int count, IntToDoubleFunction number) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = number.applyAsDouble(i);
        }
        NumberSegment segment = NumberSegment.pack(numbers, count);
        for (int i = 0; i < count; i++) {
            assertThat(Double.doubleToLongBits(segment.get(i)))
                    .as("%s as %s", numbers[i], segment.layout())
                    .isEqualTo(Double.doubleToLongBits(numbers[i]));
        }
        return segment;
    }

    private static NumberSegment.Form form(IntToDoubleFunction number) {
        return packed(1000, number).layout().form();
    }

    @Test
    void pack_numbersOfEachForm_comeBackBitByBit() {
        CounterRandom random = CounterRandom.of(1, "test", 0);
        assertThat(form(i -> 1_700_000_000_000.0 + 3_600_000.0 * i)).isEqualTo(NumberSegment.Form.STEPS);
        assertThat(form(i -> 7.25)).isEqualTo(NumberSegment.Form.STEPS);
        assertThat(form(i -> i % 5 == 0 ? Double.NaN : 5_333_741 + i % 200)).isEqualTo(NumberSegment.Form.INT8);
        assertThat(form(i -> Math.rint(random.normal(i) * 1000) / 100)).isEqualTo(NumberSegment.Form.INT16);
        assertThat(form(i -> Math.rint(random.normal(i) * 1e8) / 1e5)).isEqualTo(NumberSegment.Form.INT32);
        assertThat(form(i -> i == 7 ? Double.NaN : random.normal(i))).isEqualTo(NumberSegment.Form.FLOAT32);
        assertThat(form(i -> i == 500 ? -0.0 : i % 2)).isEqualTo(NumberSegment.Form.INT8);
        assertThat(form(i -> -0.0)).isEqualTo(NumberSegment.Form.INT8);
        assertThat(form(i -> Math.sin(i))).isEqualTo(NumberSegment.Form.FLOAT64);
        assertThat(form(i -> i == 3 ? 1e300 : i == 4 ? Double.MIN_VALUE : 0.1 * i))
                .isEqualTo(NumberSegment.Form.FLOAT64);
        assertThat(form(i -> Double.NaN)).isEqualTo(NumberSegment.Form.INT8);
        packed(0, i -> 0);
        packed(1, i -> Double.NaN);
        packed(2, i -> i * 0x1p52);
    }

    @Test
    void pack_decimalsAtTheEdgesOfAForm_comeBack() {
        for (int range : new int[] {0xfd, 0xfe, 0xff, 0xfffd, 0xfffe, 0xffff}) {
            packed(3, i -> i == 0 ? -17 : i == 1 ? -17 + range : Double.NaN);
            packed(3, i -> (i == 0 ? 0 : i == 1 ? range : 5) / 100.0);
        }
        packed(3, i -> i == 0 ? Integer.MIN_VALUE : i == 1 ? Integer.MAX_VALUE - 1 : 0);
        packed(3, i -> i == 0 ? Integer.MIN_VALUE : i == 1 ? Integer.MAX_VALUE : 0);
    }

    private static void write(ColumnsWriter writer) {
        for (int row = 0; row < ROWS; row++) {
            writer.number(0, row % 7 == 0 ? Double.NaN : Math.sin(row));
            writer.number(1, row / 4.0);
            char[] text = ("  " + word(row)).toCharArray();
            writer.text(2, text, 2, text.length - 2);
            writer.endRow();
        }
    }

    private static String word(int row) {
        return row % 3 == 0 ? "" : row % 3 == 1 ? "Zürich 😀" : "series " + row / 40;
    }

    private static Columns columns(ColumnCache cache) throws IOException {
        try (ColumnsWriter writer = new ColumnsWriter(
                List.of(Columns.Kind.NUMBERS, Columns.Kind.NUMBERS, Columns.Kind.TEXTS), cache, "key")) {
            write(writer);
            return writer.finish(List.of("a", "b"));
        }
    }

    private static void check(Columns columns) {
        assertThat(columns.rows()).isEqualTo(ROWS);
        assertThat(columns.words()).containsExactly("a", "b");
        int[] lengths = columns.texts(2).numbers(ROWS, String::length);
        for (int row = 0; row < ROWS; row++) {
            assertThat(columns.numbers(0).get(row)).isEqualTo((Double) (row % 7 == 0 ? Double.NaN : Math.sin(row)));
            assertThat(columns.numbers(1).get(row)).isEqualTo(row / 4.0);
            assertThat(columns.texts(2).get(row)).isEqualTo(word(row));
            assertThat(lengths[row]).isEqualTo(word(row).length());
        }
    }

    @Test
    void rows_acrossSegments_areTheNumbersOfEachRow() throws IOException {
        Columns columns = columns(new ColumnCache(folder, Long.MAX_VALUE));
        List<NumberColumn> both = List.of(columns.numbers(0), columns.numbers(1));
        double[] numbers = NumberColumn.rows(both, 1000, 9000).rows(5, 8000).array();
        for (int i = 0; i < numbers.length; i++) {
            assertThat(numbers[i]).isEqualTo((Double) both.get(i % 2).get(1005 + i / 2));
        }
        for (NumberSegment.Form form : NumberSegment.Form.values()) {
            NumberSegment segment = packed(100, number(form));
            assertThat(segment.layout().form()).isEqualTo(form);
            double[] copy = new double[200];
            segment.copy(10, 90, copy, 1, 2);
            for (int at = 10; at < 90; at++) {
                assertThat(copy[1 + 2 * (at - 10)]).isEqualTo((Double) segment.get(at));
            }
        }
    }

    private static IntToDoubleFunction number(NumberSegment.Form form) {
        return switch (form) {
            case STEPS -> i -> 3 * i;
            case INT8 -> i -> i % 3 == 0 ? Double.NaN : i % 5;
            case INT16 -> i -> i * i / 10.0;
            case INT32 -> i -> 12345.0 * i * i;
            case FLOAT32 -> i -> (float) Math.sin(i);
            case FLOAT64 -> Math::sin;
        };
    }

    @Test
    void write_inMemoryAndInAFile_isTheSame() throws IOException {
        Columns held = columns(new ColumnCache(folder, Long.MAX_VALUE));
        check(held);
        assertThat(folder).isEmptyDirectory();
        Columns mapped = columns(new ColumnCache(folder, 50_000));
        check(mapped);
        assertThat(mapped.bytes()).isEqualTo(held.bytes());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void find_keptFile_isOpenedUnlessItIsDamagedOrOfAnotherKey() throws IOException {
        ColumnCache cache = new ColumnCache(folder, 0);
        assertThat(cache.find("key")).isEmpty();
        Columns first = columns(cache);
        check(cache.find("key").orElseThrow());
        Path file = cache.file("key");
        Files.copy(file, cache.file("other"));
        assertThat(cache.find("other")).as("made from something else").isEmpty();

        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2]++;
        Files.delete(file);
        check(first);
        assertThat(cache.find("key")).as("deleted").isEmpty();
        Files.write(file, bytes);
        assertThat(cache.find("key")).as("damaged").isEmpty();
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(cache.find("key")).as("cut off").isEmpty();
        check(columns(cache));
        check(cache.find("key").orElseThrow());
    }

    @Test
    void write_folderThatCannotBe_saysWhatToDo() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> columns(new ColumnCache(file, 0)))
                .isInstanceOf(CacheException.class)
                .hasMessageContainingAll(file.toString(), "SLUICE_CACHE", "-Xmx");
    }

    @Test
    void close_unfinished_leavesNothing() throws IOException {
        try (ColumnsWriter writer = new ColumnsWriter(
                List.of(Columns.Kind.NUMBERS, Columns.Kind.NUMBERS, Columns.Kind.TEXTS),
                new ColumnCache(folder, 0),
                "key")) {
            write(writer);
        }
        assertThat(folder).isEmptyDirectory();
    }
}
