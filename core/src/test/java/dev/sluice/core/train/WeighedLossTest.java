package dev.sluice.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.train.loss.Loss;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WeighedLossTest {
    @Test
    void weighedLoss_hasEveryMethodOfALoss_soThatNoneIsTheDefault() {
        assertThat(Arrays.stream(Loss.class.getMethods()).map(WeighedLossTest::signature))
                .isSubsetOf(Arrays.stream(WeighedLoss.class.getDeclaredMethods())
                        .map(WeighedLossTest::signature)
                        .toList());
    }

    private static String signature(Method method) {
        return method.getName() + Arrays.toString(method.getParameterTypes());
    }
}
