package dev.sluice.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProfileTest {
    @Test
    void lines_severalCalls_areSummedAndSortedByTime() {
        Profile profile = new Profile();
        profile.add("tanh", 5);
        profile.add("product", 7);
        profile.add("tanh", 4);

        assertThat(profile.lines()).containsExactly(new Profile.Line("tanh", 2, 9), new Profile.Line("product", 1, 7));
    }
}
