package dev.sluice.bench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.bench.measure.Side;
import dev.sluice.core.tensor.Tensors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class LanguageWorkTest {
    private static Tensors results(LanguageWork.Kind kind) {
        try (Side ours = new LanguageWork(kind).ours(1)) {
            ours.run();
            return ours.results();
        }
    }

    /** Of first weights all symbols are about as likely. */
    @ParameterizedTest
    @CsvSource({"WORDS, 10000", "SAMPLED_WORDS, 1001", "TRANSLATION, 6000"})
    void run_anUpdate_beginsWithTheLossOfAGuess(LanguageWork.Kind kind, int choices) {
        assertThat((double) results(kind).get("loss").get()).isCloseTo(Math.log(choices), within(0.3));
    }

    @Test
    void run_aSearch_writesATextForEachRow() {
        float[] scores = results(LanguageWork.Kind.SEARCH).get("scores").array();
        assertThat(scores).hasSize(64);
        for (float score : scores) {
            assertThat(score).isNegative().isFinite();
        }
    }
}
