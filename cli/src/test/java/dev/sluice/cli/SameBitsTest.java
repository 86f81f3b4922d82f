package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.kernel.Kernels;
import dev.sluice.core.kernel.choice.KernelChoice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same experiment gives the same weights, bit for bit, whatever computes it. */
@Tag("slow")
class SameBitsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void training_anyNumberOfThreads_givesTheGoldenWeights(int threads) {
        check(threads + " threads", SmallTraining.hashes(new EngineOptions(threads, KernelChoice.best())));
    }

    @Test
    void training_scalarKernels_givesTheGoldenWeights() {
        check("scalar kernels", SmallTraining.hashes(new EngineOptions(2, Kernels.scalar())));
    }

    /** The kernels' name is one of several: where a flag allows more than the processor has, HotSpot takes less. */
    @ParameterizedTest
    @CsvSource({
        "-XX:UseAVX=3, vector-(128|256|512)",
        "-XX:UseAVX=2, vector-(128|256)",
        "-XX:UseAVX=1, vector-(128|256)",
        "-XX:MaxVectorSize=64, vector-(128|256|512)",
        "-XX:MaxVectorSize=32, vector-(128|256)",
        "-XX:MaxVectorSize=16, vector-128"
    })
    void training_otherVectors_givesTheGoldenWeights(String flag, String kernels) throws Exception {
        // UseAVX is a flag of x86 alone.
        List<String> flags = List.of("-XX:+IgnoreUnrecognizedVMOptions", flag, "--add-modules", "jdk.incubator.vector");
        Map<String, String> printed = ChildJvm.lines(flags, SmallTraining.class);
        assertThat(printed.remove("kernels")).as("kernels with %s", flag).matches(kernels);
        check(flag, printed);
    }

    @Test
    void training_withoutTheVectorModule_givesTheGoldenWeights() throws Exception {
        Map<String, String> printed = ChildJvm.lines(List.of(), SmallTraining.class);
        assertThat(printed.remove("kernels")).isEqualTo("scalar");
        check("no incubator module", printed);
    }

    private static void check(String how, Map<String, String> hashes) {
        assertThat(new TreeMap<>(hashes)).as("""
                        SHA-256 of the weights trained with %s. If all cases of this test fail in the same way, the arithmetic \
                        changed: where that was meant (another order of a sum, another polynomial, another default), put the \
                        new hashes into golden-weights.txt and say why in the commit; old runs then no longer repeat to the \
                        bit. If only some fail, results depend on threads or vectors, which is a fault.""", how).isEqualTo(golden());
    }

    private static Map<String, String> golden() {
        try (InputStream in = SameBitsTest.class.getResourceAsStream("golden-weights.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> hashes = new TreeMap<>();
            text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] words = line.split(" ", 2);
                hashes.put(words[0], words[1]);
            });
            return hashes;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
