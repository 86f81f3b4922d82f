package dev.sluice.bench.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bench.measure.Side;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProductWorkTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ours_smallProduct_isTheProduct(boolean packedOnce) {
        ProductWork work = new ProductWork(3, 5, 7, packedOnce);
        float[] a = work.left().array();
        float[] b = work.right().array();
        try (Side side = work.ours(1)) {
            side.run();
            float[] c = side.results().get("product").array();

            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 7; j++) {
                    float sum = 0;
                    for (int p = 0; p < 5; p++) {
                        sum += a[i * 5 + p] * b[p * 7 + j];
                    }
                    assertThat(c[i * 7 + j]).isCloseTo(sum, Offset.offset(1e-6f));
                }
            }
        }
    }
}
