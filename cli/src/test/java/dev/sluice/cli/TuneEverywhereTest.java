package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.record.Runs;
import dev.sluice.core.search.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies that are the same whoever works on them. */
final class TuneEverywhereTest {
    @TempDir
    private Path folder;

    private SmallStudies small;

    @BeforeEach
    void write() throws IOException {
        small = new SmallStudies(folder);
    }

    @Test
    void tune_bestFile_runAgainGivesTheSameBits() throws IOException {
        small.tune("bits", "--set", "export=none");
        Path winner = small.trial("bits", small.study("bits").best().getFirst().number());

        String best = folder.resolve("studies/bits/best.yaml").toString();
        Answer run = Answer.of("run", best, "--runs", folder.resolve("runs").toString());

        assertThat(run.err()).isEmpty();
        Path again = new Runs(folder.resolve("runs")).find("latest").path();
        for (String name : List.of("best.safetensors", "metrics.jsonl", "results.json", "model.json")) {
            assertThat(again.resolve(name)).as(name).hasSameBinaryContentAs(winner.resolve(name));
        }
    }

    @Test
    void tune_withWorkersOrProcesses_isTheSameStudy() throws IOException {
        String asha = "tune.pruner={name: asha}";
        small.tune("w1", "--workers", "1", "--set", asha, "--set", "export=none");
        small.tune("w4", "--workers", "4", "--set", asha, "--set", "export=none");
        Answer processes = small.tune(
                "p2", "--workers", "2", "--set", asha, "--set", "export=none", "--set", "tune.where=processes");

        assertThat(processes.err()).isEmpty();
        assertThat(small.study("w1").trials()).anyMatch(trial -> trial.outcome() instanceof Outcome.Paused);
        for (String other : List.of("w4", "p2")) {
            assertThat(small.study(other).trials()).isEqualTo(small.study("w1").trials());
            for (int i = 0; i < 6; i++) {
                assertThat(small.trial(other, i).resolve("best.safetensors"))
                        .hasSameBinaryContentAs(small.trial("w1", i).resolve("best.safetensors"));
            }
        }
    }
}
