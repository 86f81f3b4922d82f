package dev.sluice.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StridesTest {
    private static List<Integer> places(int[] small, int... large) {
        List<Integer> places = new ArrayList<>();
        Strides.forEach(large, Strides.broadcast(small, large), (i, s) -> {
            assertThat(i).isEqualTo(places.size());
            places.add(s);
        });
        return places;
    }

    @Test
    void forEach_sameShape_isEachElementOnce() {
        assertThat(places(new int[] {2, 3}, 2, 3)).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void forEach_missingAndSingleAxes_repeatElements() {
        assertThat(places(new int[] {3}, 2, 3)).containsExactly(0, 1, 2, 0, 1, 2);
        assertThat(places(new int[] {2, 1}, 2, 3)).containsExactly(0, 0, 0, 1, 1, 1);
        assertThat(places(new int[] {2, 1, 2}, 2, 2, 2)).containsExactly(0, 1, 0, 1, 2, 3, 2, 3);
        assertThat(places(new int[0], 2, 2)).containsExactly(0, 0, 0, 0);
    }

    @Test
    void forEach_emptyAxis_visitsNothing() {
        assertThat(places(new int[] {3}, 0, 3)).isEmpty();
    }
}
