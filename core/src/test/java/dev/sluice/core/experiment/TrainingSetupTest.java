package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.train.TrainingConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The usual figures of texts, which may be watched without being named. */
final class TrainingSetupTest {
    @TempDir
    private Path folder;

    @Test
    void of_watchesTheUsualFigureOfTexts_isMeasuredWithoutANameOfItsOwn() {
        Experiment watching = new StoppedRuns(folder).experiment().set("train.early_stopping.metric", "bleu");

        TrainingConfig training = TrainingSetup.of(watching.resolve().config());

        assertThat(training.largerIsBetter("bleu")).isTrue();
    }

    @Test
    void run_watchesAFigureOfTextsWhereNoTargetIsOne_isRefused() {
        Experiment watching = new StoppedRuns(folder).experiment().set("train.early_stopping.metric", "bleu");

        assertThatThrownBy(() -> watching.run())
                .hasMessageContaining("early stopping watches 'bleu', which is not measured")
                .hasMessageNotContaining("accuracy, bleu");
    }
}
