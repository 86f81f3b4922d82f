package dev.sluice.cells;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.ImportProof;
import dev.sluice.core.experiment.exchange.ImportedFile;
import dev.sluice.core.train.Validation;
import dev.sluice.export.OnnxExporter;
import dev.sluice.export.importer.OnnxImporter;
import dev.sluice.export.proof.ProofGrid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Architectures drawn by chance, exported and proven. More of them, or others: {@code -Dsluice.architectures=500}, {@code
 * -Dsluice.architectures.from=1000}.
 */
@Tag("slow")
class RandomArchitecturesTest {
    private static final ProofGrid GRID = new ProofGrid(List.of(1, 3), List.of(1, 6), 5);
    private static final long FROM = Long.getLong("sluice.architectures.from", 0);
    private static final long COUNT = Long.getLong("sluice.architectures", 40);

    @TempDir
    private Path folder;

    static LongStream seeds() {
        return LongStream.range(FROM, FROM + COUNT);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void export_anyArchitecture_isProven(long seed) throws IOException {
        RandomArchitecture drawn = RandomArchitecture.of(seed);

        ExportReport report = new OnnxExporter(drawn.export(), GRID).export(drawn.model(), Validation.none(), folder);

        assertThat(report.passed())
                .as(() -> "seed " + seed + ": " + String.join("\n", report.summary()) + "\n" + drawn.description())
                .isTrue();
        comesBack(folder.resolve(OnnxExporter.MODEL), drawn);
        if (drawn.export().streaming()) {
            comesBack(folder.resolve("model.step.onnx"), drawn);
        }
    }

    private static void comesBack(Path file, RandomArchitecture drawn) throws IOException {
        ImportedFile again = new OnnxImporter().read(file);
        ImportProof proof = again.prove();
        assertThat(proof.passed())
                .as(() -> file + ": " + proof.summary() + "\n" + drawn.description())
                .isTrue();
        assertThat(again.model().inputs()).isNotEmpty();
    }

    @Test
    void draw_theseSeeds_coverMostOfTheCatalogue() {
        Set<String> cells = new LinkedHashSet<>();
        seeds().forEach(seed -> cells.addAll(RandomArchitecture.of(seed).cells()));

        assertThat(cells).hasSizeGreaterThan(RandomCell.ids().size() * 2 / 3);
    }
}
