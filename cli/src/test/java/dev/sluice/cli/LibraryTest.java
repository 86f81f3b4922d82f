package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cells.Gru;
import dev.sluice.core.tensor.Tensor;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** Holds {@code docs/library.md}: the layers need no library of those that experiments need. */
final class LibraryTest {
    @Test
    void layer_withCoreAndCellsAlone_trains() throws Exception {
        ChildJvm program = ChildJvm.run(
                List.of("--add-modules", "jdk.incubator.vector"),
                classPath(Set.of(LayerFromJava.class, Tensor.class, Gru.class, Logger.class, NullMarked.class)),
                LayerFromJava.class);

        assertThat(program.code()).as(program.err()).isZero();
        double[] losses = program.out()
                .lines()
                .mapToDouble(line -> Double.parseDouble(line.substring("loss ".length())))
                .toArray();
        assertThat(losses).hasSize(2);
        assertThat(losses[1]).isLessThan(losses[0] / 4);
    }

    private static String classPath(Set<Class<?>> of) {
        return of.stream().flatMap(LibraryTest::home).distinct().collect(Collectors.joining(File.pathSeparator));
    }

    private static Stream<String> home(Class<?> type) {
        try {
            return Stream.of(Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
