package dev.sluice.core.data.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Padding;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.Times;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arrays that NumPy wrote; {@code generate_numpy_arrays.py} beside them made them. */
class NumpySourceTest {
    @TempDir
    private Path folder;

    private static Path arrays() {
        URL url = Objects.requireNonNull(NumpySourceTest.class.getResource("arrays.npz"));
        try {
            return Objects.requireNonNull(Path.of(url.toURI()).getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static NumpyArray array(String name) throws IOException {
        return NumpyFiles.array(arrays(), "arrays.npz", name);
    }

    /** Features and labels of the archive, and what else is given. */
    private static NumpyOptions options(String features, Padding.Side side, String value, String lengths) {
        return new NumpyOptions(
                "arrays.npz",
                "",
                "",
                features,
                "",
                "",
                side,
                value,
                lengths,
                "ascii",
                "",
                false,
                Map.of(),
                Map.of(),
                "",
                "",
                "");
    }

    private static List<Example> load(NumpyOptions options) throws IOException {
        return new NumpySource(options).load(Reading.of(arrays()));
    }

    private static double[] values(Example example) {
        return ((Sequence.Series) example.sequence()).values().array();
    }

    private static List<Double> numbers(NumpyArray array) {
        Double[] numbers = new Double[array.elements()];
        Arrays.setAll(numbers, array::number);
        return List.of(numbers);
    }

    private static List<String> words(NumpyArray array) {
        String[] words = new String[array.elements()];
        Arrays.setAll(words, array::word);
        return List.of(words);
    }

    @Test
    void array_everyKindOfNumber_isReadExactly() throws IOException {
        assertThat(numbers(array("half"))).containsExactly(1.5, -2.0, Double.NaN);
        assertThat(numbers(array("bytes1"))).containsExactly(-1.0, 0.0, 127.0);
        assertThat(numbers(array("short"))).containsExactly(-300.0, 0.0, 300.0);
        assertThat(numbers(array("unsigned"))).containsExactly(0.0, 1.0, 0x1p64);
        assertThat(words(array("unsigned"))).containsExactly("0", "1", "18446744073709551615");
        assertThat(numbers(array("unsigned1"))).containsExactly(0.0, 200.0, 255.0);
        assertThat(numbers(array("unsigned4"))).containsExactly(0.0, 1.0, 4294967295.0);
        assertThat(numbers(array("truth"))).containsExactly(1.0, 0.0, 1.0);
        assertThat(words(array("truth"))).containsExactly("true", "false", "true");
        assertThat(words(array("whole"))).containsExactly("0", "0", "7", "0", "-5", "7", "1", "2", "3");
        assertThat(numbers(NumpyFiles.array(arrays(), "", "version2.npy"))).containsExactly(1.5, 2.5);
    }

    @Test
    void array_texts_areReadWithAndWithoutWideCharacters() throws IOException {
        assertThat(words(array("texts"))).containsExactly("grün", "😀 b", "");
        assertThat(words(array("ascii"))).containsExactly("up", "down", "up");
        assertThat(words(array("symbols"))).containsExactly("", "a", "b", "", "", "c", "d", "e", "f");
        assertThatThrownBy(() -> array("ascii").number(0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("must hold numbers, but holds texts");
        assertThatThrownBy(() -> array("half").word(0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("its element 0 is 1.5");
    }

    /** One is float64 in rows, the other float32, big endian, in columns. */
    @Test
    void array_otherOrderOfBytesAndAxes_isTheSame() throws IOException {
        assertThat(numbers(array("series32")))
                .isEqualTo(numbers(array("series")))
                .hasSize(24);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, '', '', 8, 8",
        "LEFT, '', '', 4, 6",
        "BOTH, 0, '', 4, 6",
        "RIGHT, '', '', 8, 8",
        "LEFT, '', lengths, 4, 6",
        "RIGHT, '', lengths, 4, 6",
        "LEFT, nan, '', 8, 8"
    })
    void load_paddedSeries_keepsWhatIsNoPadding(Padding.Side side, String value, String lengths, int first, int second)
            throws IOException {
        List<Example> examples = load(options("series", side, value, lengths));

        assertThat(examples).hasSize(3);
        assertThat(values(examples.get(0))).hasSize(first);
        assertThat(values(examples.get(1))).hasSize(second);
        assertThat(values(examples.get(2))).hasSize(8);
        if (side == Padding.Side.LEFT && value.isEmpty()) {
            assertThat(values(examples.get(0))).containsExactly(1.5, -2, 3, 0);
            assertThat(values(examples.get(1))).containsExactly(4, 5, 0, 0, 6, 7);
        }
        assertThat(examples.get(1).origin().toString()).endsWith("arrays.npz, array 'series', row 1");
    }

    @Test
    void load_severalInputsAndAnswers_cutsAllAtTheSameSteps() throws IOException {
        NumpyOptions options = new NumpyOptions(
                "arrays.npz",
                "texts",
                "",
                "series",
                "half",
                "times",
                Padding.Side.LEFT,
                "",
                "",
                "",
                "",
                false,
                Map.of("words", new NumpyInput("", "symbols", "", "", "")),
                Map.of("tag", new NumpyTarget("steps", "", true), "amount", new NumpyTarget("", "short", false)),
                "part",
                "",
                "");

        List<Example> examples = load(options);

        Example first = examples.getFirst();
        assertThat(first.inputs().keySet()).containsExactly("tokens", "features", "static", "words");
        assertThat(first.inputs()).containsEntry("tokens", new Sequence.Text("grün"));
        assertThat(first.inputs()).containsEntry("words", new Sequence.Symbols(List.of("a", "b")));
        assertThat(((Sequence.Series) Objects.requireNonNull(first.inputs().get("features"))).times())
                .isEqualTo(Times.of(1, 2));
        assertThat(((Target.Steps) Objects.requireNonNull(first.targets().get("tag"))).steps())
                .extracting(step -> ((Target.Labels) step).labels().first())
                .containsExactly("0", "1");
        assertThat(first.targets()).containsEntry("amount", new Target.Numbers(List.of(-300.0)));
        assertThat(examples)
                .extracting(Example::part)
                .containsExactly(Example.Part.TRAINING, Example.Part.BY_HASH, Example.Part.TEST);
    }

    @Test
    void load_mistakes_nameArrayShapeAndRemedy() {
        assertThatThrownBy(() -> load(options("sereis", Padding.Side.NONE, "", "")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("has no array 'sereis'; did you mean 'series'?")
                .hasMessageContaining("series32");
        assertThatThrownBy(() -> load(options("ascii", Padding.Side.NONE, "", "")))
                .hasMessageContaining("[3] of texts must have shape [N, T] or [N, T, F]");
        assertThatThrownBy(() -> load(options("single", Padding.Side.NONE, "", "")))
                .hasMessageContaining("is a single value");
        assertThatThrownBy(() -> load(options("complex", Padding.Side.NONE, "", "")))
                .hasMessageContaining("its type is 'c16'");
        assertThatThrownBy(() -> load(options("pickled.npy", Padding.Side.NONE, "", "")))
                .hasMessageContaining("Python objects")
                .hasMessageContaining("pad them to one array");
        assertThatThrownBy(() -> load(options("none.npy", Padding.Side.NONE, "", "")))
                .hasMessageContaining("none.npy does not exist");
        assertThatThrownBy(() -> load(options("series", Padding.Side.LEFT, "", "short")))
                .hasMessageContaining("a length must be a whole number from 0 to the 4 steps")
                .hasMessageContaining("-300");
        assertThatThrownBy(() -> load(options("series", Padding.Side.LEFT, "zero", "")))
                .hasMessageContaining("padding_value must be a number or nan");
        assertThatThrownBy(() -> load(options("series", Padding.Side.LEFT, "", "bytes1")))
                .hasMessageContaining("in row 0 it is -1.0");
        assertThatThrownBy(() -> load(options("version2.npy", Padding.Side.NONE, "", "")))
                .hasMessageContaining("must have shape [N, T]");
    }

    @Test
    void load_rowOfPaddingAlone_namesIt() {
        NumpyOptions lengths = options("series", Padding.Side.RIGHT, "", "unsigned1");
        assertThatThrownBy(() -> load(lengths))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("row 0 must have a step that is no padding, but its length is 0");
    }

    @Test
    void load_damagedFiles_areRefused() throws IOException {
        byte[] whole = Files.readAllBytes(arrays().resolve("version2.npy"));
        Files.write(folder.resolve("cut.npy"), Arrays.copyOf(whole, whole.length - 1));
        Files.writeString(folder.resolve("text.npy"), "1,2,3");
        Files.writeString(folder.resolve("text.npz"), "1,2,3");
        assertThatThrownBy(() -> NumpyFiles.array(folder, "", "cut.npy")).hasMessageContaining("cut off");
        assertThatThrownBy(() -> NumpyFiles.array(folder, "", "text.npy")).hasMessageContaining("cut off");
        assertThatThrownBy(() -> NumpyFiles.array(folder, "text.npz", "x")).hasMessageContaining("is not an .npz file");
        assertThatThrownBy(() -> NumpyFiles.array(folder, "", "x"))
                .hasMessageContaining("file must name the .npz file");
    }

    @Test
    void options_thatDoNotFit_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options("series", Padding.Side.NONE, "", "lengths"))
                .withMessageContaining("left or right, but is none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options("series", Padding.Side.NONE, "0", ""))
                .withMessageContaining("padding is none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options("", Padding.Side.NONE, "", ""))
                .withMessageContaining("there must be an input");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NumpyInput("a", "b", "", "", ""))
                .withMessageContaining("a and b");
    }

    /** A few bytes that would unpack to gigabytes: said before anything is unpacked. */
    @Test
    void load_arrayThatUnpacksToMoreThanTheMemory_isRefusedAtOnce(@TempDir Path folder) throws IOException {
        long rows = Runtime.getRuntime().maxMemory() / 100 / 6;
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + rows + ", 100), }\n";
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("bomb.npz")))) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
            zip.write(header.getBytes(StandardCharsets.US_ASCII));
            zip.write(new byte[1 << 16]);
        }
        assertThatThrownBy(() -> NumpyFiles.array(folder, "bomb.npz", "x"))
                .isInstanceOf(DataException.class)
                .hasMessageMatching("(?s).*array 'x'.*(MB of memory|must be below 2 GB).*");
    }

    @Test
    void array_halfOfASurrogatePair_isTheReplacementCharacter(@TempDir Path folder) throws IOException {
        String header = "{'descr': '<U1', 'fortran_order': False, 'shape': (2,), }\n";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
        bytes.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(new byte[] {0, (byte) 0xd8, 0, 0, 'a', 0, 0, 0});
        Files.write(folder.resolve("half.npy"), bytes.toByteArray());
        assertThat(words(NumpyFiles.array(folder, "", "half.npy"))).containsExactly("\uFFFD", "a");
    }

    @Test
    void load_zerosAndOnesWhereSeveralMayHold_areLabels(@TempDir Path folder) throws IOException {
        write(folder.resolve("y.npy"), "|i1", "(2, 3)", new byte[] {1, 0, 1, 0, 0, 0});
        NumpyTargets targets =
                new NumpyTargets(new NumpyTarget("", "y.npy", false), NumpyFiles.array(folder, "", "y.npy"), true);
        assertThat(targets.target(0, null, 1)).isEqualTo(new Target.Labels(new TreeSet<>(Set.of("1", "3"))));
        assertThat(targets.target(1, null, 1)).isEqualTo(new Target.Labels(new TreeSet<>()));
    }

    @Test
    void inputs_archiveWithTheSameNames_givesTheRowsWithoutTargets() throws IOException {
        NumpyOptions options = options("series", Padding.Side.LEFT, "", "");
        List<Example> given = new NumpySource(options).inputs(arrays().resolve("arrays.npz"), Reading.of(folder));

        assertThat(given)
                .extracting(Example::inputs)
                .isEqualTo(load(options).stream().map(Example::inputs).toList());
        assertThat(given).allSatisfy(example -> assertThat(example.targets()).isEmpty());
    }

    @Test
    void inputs_singleArray_standsForTheOnlyOneAndNoMore() throws IOException {
        Path one = folder.resolve("one.npy");
        write(one, "|i1", "(2, 3, 1)", new byte[] {1, 2, 3, 4, 5, 6});

        List<Example> given =
                new NumpySource(options("series", Padding.Side.NONE, "", "")).inputs(one, Reading.of(folder));

        assertThat(given).hasSize(2);
        assertThat(values(given.get(1))).containsExactly(4, 5, 6);
        assertThatThrownBy(() -> new NumpySource(options("series", Padding.Side.LEFT, "", "unsigned1"))
                        .inputs(one, Reading.of(folder)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("reads the arrays series, unsigned1")
                .hasMessageContaining("give an .npz file");
    }

    @Test
    void load_arraysOfOtherNumbersOfRows_areNamedWithBoth() throws IOException {
        write(folder.resolve("x.npy"), "|i1", "(2, 3, 1)", new byte[6]);
        write(folder.resolve("label.npy"), "|S10", "(2,)", words("a", "b"));
        write(folder.resolve("part.npy"), "|S10", "(3,)", new byte[30]);
        assertThatThrownBy(() -> new NumpySource(parts()).load(Reading.of(folder)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("x.npy")
                .hasMessageContaining("has 2 and")
                .hasMessageContaining("has 3");
    }

    @Test
    void load_parts_areThoseOfTheArrayAndNoOthers() throws IOException {
        write(folder.resolve("x.npy"), "|i1", "(2, 3, 1)", new byte[6]);
        write(folder.resolve("label.npy"), "|S10", "(2,)", words("a", "b"));
        write(folder.resolve("part.npy"), "|S10", "(2,)", words("validation", ""));
        assertThat(new NumpySource(parts()).load(Reading.of(folder)))
                .extracting(Example::part)
                .containsExactly(Example.Part.VALIDATION, Example.Part.BY_HASH);

        write(folder.resolve("part.npy"), "|S10", "(2,)", words("test", "traning"));
        assertThatThrownBy(() -> new NumpySource(parts()).load(Reading.of(folder)))
                .hasMessageContaining("row 1: must be one of training, validation, test or empty")
                .hasMessageContaining("did you mean 'training'?");
    }

    /** A series, its labels and its parts. */
    private static NumpyOptions parts() {
        return new NumpyOptions(
                "",
                "",
                "",
                "x.npy",
                "",
                "",
                Padding.Side.NONE,
                "",
                "",
                "label.npy",
                "",
                false,
                Map.of(),
                Map.of(),
                "part.npy",
                "",
                "");
    }

    private static byte[] words(String first, String second) {
        byte[] words = new byte[20];
        System.arraycopy(first.getBytes(StandardCharsets.US_ASCII), 0, words, 0, first.length());
        System.arraycopy(second.getBytes(StandardCharsets.US_ASCII), 0, words, 10, second.length());
        return words;
    }

    private static void write(Path file, String type, String shape, byte[] elements) throws IOException {
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
        bytes.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(elements);
        Files.write(file, bytes.toByteArray());
    }
}
