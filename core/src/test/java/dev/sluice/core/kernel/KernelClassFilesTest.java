package dev.sluice.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * HotSpot never compiles a method above 8,000 bytecodes; a kernel, or the loop of the engine that calls it, that grows past
 * this would be a thousand times slower.
 */
class KernelClassFilesTest {

    private static final int LIMIT = 8_000;

    @Test
    void methods_ofKernelsAndEngine_areSmallEnoughToBeCompiled() throws IOException, URISyntaxException {
        Map<String, Integer> lengths = new TreeMap<>();
        for (Path file : classFiles()) {
            try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
                codeLengths(in).forEach((name, length) -> lengths.put(file.getFileName() + " " + name, length));
            }
        }
        assertThat(lengths).hasSizeGreaterThan(100);
        assertThat(lengths.keySet()).anyMatch(name -> name.startsWith("LargeTiles.class rows12"));
        assertThat(lengths.keySet()).anyMatch(name -> name.startsWith("PlanRuns.class compute"));
        assertThat(lengths)
                .allSatisfy((name, length) -> assertThat(length).as(name).isLessThan(LIMIT));
    }

    /** A second shape of vectors of floats anywhere would cost the products most of their speed: see the overview of the package. */
    @Test
    void vectors_ofAnElementType_haveOneShape() throws IOException, URISyntaxException, ClassNotFoundException {
        assertThat(Class.forName("dev.sluice.core.kernel.vector.Lanes").getDeclaredFields())
                .filteredOn(field -> field.getType().getSimpleName().equals("VectorSpecies"))
                .extracting(Field::getName)
                .containsExactlyInAnyOrder("FLOATS", "INTS");
        List<String> others = new ArrayList<>();
        List<Path> files = classFiles(Kernels.class.getResource("vector/Lanes.class"));
        for (Path file : files) {
            try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
                in.skipNBytes(8);
                for (String name : constants(in)) {
                    if (!file.endsWith("Lanes.class")
                            && (name.startsWith("SPECIES_") || name.endsWith("vector/VectorShape"))) {
                        others.add(file.getFileName() + " names " + name);
                    }
                }
            }
        }
        assertThat(files).hasSizeGreaterThan(15);
        assertThat(others).isEmpty();
    }

    private static List<Path> classFiles() throws IOException, URISyntaxException {
        List<Path> files = new ArrayList<>(classFiles(Kernels.class.getResource("Kernels.class")));
        // The engine is a room above: named as a file, not as a class.
        files.addAll(classFiles(Kernels.class.getResource("/dev/sluice/core/engine/Plan.class")));
        return files;
    }

    private static List<Path> classFiles(URL oneOfThem) throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.walk(Path.of(oneOfThem.toURI()).getParent())) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.toString().contains("Test"))
                    .toList();
        }
    }

    /** Reads a class file (JVM specification, chapter 4) as far as the lengths of its methods' code. */
    private static Map<String, Integer> codeLengths(DataInputStream in) throws IOException {
        in.skipNBytes(8);
        List<String> names = constants(in);
        in.skipNBytes(6);
        in.skipNBytes(2L * in.readUnsignedShort());
        Map<String, Integer> lengths = new TreeMap<>();
        members(in, names, new TreeMap<>());
        members(in, names, lengths);
        return lengths;
    }

    private static void members(DataInputStream in, List<String> names, Map<String, Integer> lengths)
            throws IOException {
        int count = in.readUnsignedShort();
        for (int i = 0; i < count; i++) {
            in.skipNBytes(2);
            String name = names.get(in.readUnsignedShort()) + names.get(in.readUnsignedShort());
            int attributes = in.readUnsignedShort();
            for (int j = 0; j < attributes; j++) {
                String attribute = names.get(in.readUnsignedShort());
                int size = in.readInt();
                if (attribute.equals("Code")) {
                    in.skipNBytes(4);
                    lengths.put(name, in.readInt());
                    in.skipNBytes(size - 8L);
                } else {
                    in.skipNBytes(size);
                }
            }
        }
    }

    /** Texts of the constant pool by index; other constants are empty. */
    private static List<String> constants(DataInputStream in) throws IOException {
        int count = in.readUnsignedShort();
        List<String> texts = new ArrayList<>(List.of(""));
        while (texts.size() < count) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts.add(in.readUTF());
                case 5, 6 -> {
                    in.skipNBytes(8);
                    texts.add("");
                    texts.add("");
                }
                case 7, 8, 16, 19, 20 -> {
                    in.skipNBytes(2);
                    texts.add("");
                }
                case 15 -> {
                    in.skipNBytes(3);
                    texts.add("");
                }
                default -> {
                    in.skipNBytes(4);
                    texts.add("");
                }
            }
        }
        return texts;
    }
}
