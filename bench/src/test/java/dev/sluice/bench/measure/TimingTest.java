package dev.sluice.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TimingTest {
    @Test
    void median_oddNumberOfRounds_isTheMiddle() {
        assertThat(new Timing(List.of(9.0, 1.0, 2.0)).median()).isEqualTo(2);
    }

    @Test
    void median_evenNumberOfRounds_isBetweenTheTwoInTheMiddle() {
        assertThat(new Timing(List.of(1.0, 9.0, 2.0, 4.0)).median()).isEqualTo(3);
    }

    @Test
    void timesAsFastAs_roundThatDisturbedBoth_doesNotMatter() {
        Timing ours = new Timing(List.of(1.0, 10.0, 1.0));
        Timing theirs = new Timing(List.of(3.0, 30.0, 3.0));

        assertThat(ours.timesAsFastAs(theirs)).isEqualTo(3);
        assertThat(theirs.timesAsFastAs(ours)).isEqualTo(1 / 3.0);
    }

    @Test
    void timesAsFastAs_otherNumberOfRounds_isRefused() {
        Timing one = new Timing(List.of(1.0));
        Timing two = new Timing(List.of(1.0, 2.0));

        assertThatThrownBy(() -> one.timesAsFastAs(two)).hasMessageContaining("1 and 2");
    }

    @Test
    void timing_withoutRounds_isRefused() {
        assertThatThrownBy(() -> new Timing(List.of())).hasMessageContaining("at least one round");
    }
}
