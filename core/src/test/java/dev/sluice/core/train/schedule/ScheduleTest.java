package dev.sluice.core.train.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final double EXACT = 1e-12;

    @Test
    void step_epochs_fallEveryFew() {
        Schedule.Run run = new StepSchedule(new StepSchedule.Options(2, 0.1)).start(60, 10);
        assertThat(run.scale(1)).isEqualTo(1);
        assertThat(run.scale(20)).isEqualTo(1);
        assertThat(run.scale(21)).isCloseTo(0.1, within(EXACT));
        assertThat(run.scale(60)).isCloseTo(0.01, within(EXACT));
    }

    @Test
    void exponential_epochs_fallEach() {
        Schedule.Run run = new ExponentialSchedule(new ExponentialSchedule.Options(0.5)).start(30, 10);
        assertThat(run.scale(10)).isEqualTo(1);
        assertThat(run.scale(11)).isEqualTo(0.5);
        assertThat(run.scale(30)).isEqualTo(0.25);
    }

    @Test
    void cosine_half_isHalfWay() {
        Schedule.Run run = new CosineSchedule(new CosineSchedule.Options(0.2)).start(100, 10);
        assertThat(run.scale(1)).isEqualTo(1);
        assertThat(run.scale(51)).isCloseTo(0.6, within(EXACT));
        assertThat(run.scale(101)).isCloseTo(0.2, within(EXACT));
        assertThat(run.scale(500)).isCloseTo(0.2, within(EXACT));
    }

    @Test
    void plateau_noImprovement_fallsAfterPatience() {
        Schedule.Run run = new PlateauSchedule(new PlateauSchedule.Options(0.5, 1, 0.01, 0.3)).start(100, 10);
        run.epochEnded(1.0);
        run.epochEnded(0.999);
        assertThat(run.scale(1))
                .as("within patience, for 0.1 % is no improvement")
                .isEqualTo(1);
        run.epochEnded(1.0);
        assertThat(run.scale(1)).isEqualTo(0.5);
        run.epochEnded(0.5);
        run.epochEnded(0.5);
        run.epochEnded(0.5);
        assertThat(run.scale(1)).as("not below the minimum").isEqualTo(0.3);
    }

    @Test
    void warmUp_rises_thenFollowsTheOther() {
        Schedule.Run run =
                new WarmUpSchedule(new WarmUpSchedule.Options(10, WarmUpSchedule.After.COSINE)).start(110, 10);
        assertThat(run.scale(1)).isEqualTo(0.1);
        assertThat(run.scale(10)).isEqualTo(1);
        assertThat(run.scale(11)).isEqualTo(1);
        assertThat(run.scale(61)).isCloseTo(0.5, within(EXACT));
    }

    @Test
    void warmUp_plateau_stillHearsTheEpochs() {
        Schedule plateau = new PlateauSchedule(new PlateauSchedule.Options(0.5, 0, 0, 0));
        Schedule.Run run = new WarmUpSchedule(2, plateau).start(10, 1);
        run.epochEnded(1);
        run.epochEnded(2);
        assertThat(run.scale(3)).isEqualTo(0.5);
    }

    @Test
    void constant_always_isOne() {
        assertThat(new ConstantSchedule().start(10, 1).scale(7)).isEqualTo(1);
    }

    @Test
    void options_outOfRange_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new StepSchedule(new StepSchedule.Options(0, 0.1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExponentialSchedule(new ExponentialSchedule.Options(1.5)));
        assertThatIllegalArgumentException().isThrownBy(() -> new CosineSchedule(new CosineSchedule.Options(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PlateauSchedule(new PlateauSchedule.Options(1, 1, 0, 0)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WarmUpSchedule(new WarmUpSchedule.Options(0, WarmUpSchedule.After.CONSTANT)))
                .withMessageContaining("at least 1, but was 0");
    }
}
