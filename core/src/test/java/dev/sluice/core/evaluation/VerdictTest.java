package dev.sluice.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    @Test
    void of_noBaselines_comparesNothing() {
        Verdict verdict = Verdict.of("bleu", 20, true, List.of());

        assertThat(verdict.compares()).isFalse();
        assertThat(verdict.beatsAll()).isFalse();
    }

    @Test
    void compares_anyBaseline_holds() {
        assertThat(new Verdict("bleu", List.of("copy"), List.of()).compares()).isTrue();
        assertThat(new Verdict("bleu", List.of(), List.of("copy")).compares()).isTrue();
    }
}
