package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Started by plain {@code java -cp}, without the incubating module that the launcher loads. */
@Tag("slow")
final class WithoutVectorsTest {
    private static final String WARNING =
            "sluice: Results are the same, but training is many times slower than it could be"
                    + " here. Kernels: scalar (vector refused: the Java module jdk.incubator.vector is not loaded; to use it, start"
                    + " java with --add-modules jdk.incubator.vector or use the launcher, which does)";

    @TempDir
    private Path folder;

    @Test
    void command_withoutTheVectorModule_runsAndSaysOnceHowToFixIt() throws Exception {
        Examples.writeTexts(folder.resolve("texts.csv"));
        String experiment = Examples.writeExperiment(folder).toString();
        String runs = folder.resolve("runs").toString();

        ChildJvm run = ChildJvm.run(List.of(), Sluice.class, "run", experiment, "--runs", runs);

        assertThat(run.err().lines()).containsExactly(WARNING);
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("epoch 2/2", "test examples");
    }

    @Test
    void api_withoutTheVectorModule_runsAndSaysOnceHowToFixIt() throws Exception {
        ChildJvm training = ChildJvm.run(List.of(), SmallTraining.class);

        assertThat(training.err().lines()).containsExactly(WARNING);
        assertThat(training.code()).isZero();
        assertThat(training.out()).startsWith("kernels scalar");
    }

    @Test
    void command_thatComputesNothing_doesNotWarn() throws Exception {
        ChildJvm help = ChildJvm.run(List.of(), Sluice.class, "--help");

        assertThat(help.err()).isEmpty();
        assertThat(help.code()).isZero();
    }
}
