package dev.sluice.export.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProofGridTest {
    @Test
    void upTo_shorterThanTheLongest_shortensWithoutRepeating() {
        assertThat(ProofGrid.standard().upTo(64).times()).isEqualTo(List.of(1, 2, 17, 64));
        assertThat(ProofGrid.standard().upTo(10).times()).isEqualTo(List.of(1, 2, 10));
        assertThat(ProofGrid.standard().upTo(1).times()).isEqualTo(List.of(1));
    }

    @Test
    void upTo_longerThanTheLongest_changesNothing() {
        assertThat(ProofGrid.standard().upTo(1000)).isEqualTo(ProofGrid.standard());
    }
}
