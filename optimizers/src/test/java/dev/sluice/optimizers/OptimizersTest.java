package dev.sluice.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Optimizer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws that hold for every optimizer. */
class OptimizersTest {
    private static final int STEPS = 12;

    static Stream<Arguments> all() {
        return Stream.of(
                Arguments.of("sgd", new Sgd(new Sgd.Options(0.05, 0, false, 0.01)), 0),
                Arguments.of("sgd momentum", new Sgd(new Sgd.Options(0.05, 0.9, true, 0.01)), 1),
                Arguments.of("rmsprop", new RmsProp(new RmsProp.Options(0.01, 0.9, 1e-8, false, 0, 0)), 1),
                Arguments.of("rmsprop centered", new RmsProp(new RmsProp.Options(0.01, 0.9, 1e-8, true, 0.5, 0)), 3),
                Arguments.of("adagrad", new Adagrad(new Adagrad.Options(0.5, 0.001, 0.1, 1e-10, 0)), 1),
                Arguments.of("adam", new Adam(new Adam.Options(0.01, 0.9, 0.999, 1e-8, 0.01, false)), 2),
                Arguments.of("adam amsgrad", new Adam(new Adam.Options(0.01, 0.9, 0.999, 1e-8, 0, true)), 3),
                Arguments.of("adamw", new AdamW(new AdamW.Options(0.01, 0.9, 0.999, 1e-8, 0.1, false)), 2),
                Arguments.of("adadelta", new Adadelta(new Adadelta.Options(1, 0.9, 1e-4, 0)), 2),
                Arguments.of("nadam", new NAdam(new NAdam.Options(0.01, 0.9, 0.999, 1e-8, 0, 0.004)), 2),
                Arguments.of("radam", new RAdam(new RAdam.Options(0.01, 0.9, 0.999, 1e-8, 0)), 2),
                Arguments.of("lion", new Lion(new Lion.Options(0.01, 0.9, 0.99, 0)), 1),
                Arguments.of("lamb", new Lamb(new Lamb.Options(0.01, 0.9, 0.999, 1e-6, 0)), 2),
                Arguments.of("adafactor", new Adafactor(new Adafactor.Options(0.1, 0.8, 1, 1e-30, 1e-3, 0)), 2),
                Arguments.of("lookahead", new Lookahead(new Lookahead.Options(momentum(), 3, 0.5)), 2),
                Arguments.of("ema", new Ema(new Ema.Options(momentum(), 0.9, true)), 2),
                Arguments.of("swa", new Swa(new Swa.Options(momentum(), 0.25, 2)), 2),
                Arguments.of("swa in lookahead", nested(), 3));
    }

    private static Optimizer momentum() {
        return new Sgd(new Sgd.Options(0.05, 0.9, false, 0));
    }

    private static Optimizer nested() {
        return new Lookahead(new Lookahead.Options(new Swa(new Swa.Options(momentum(), 0, 1)), 2, 0.5));
    }

    private static Tensor start() {
        return Tensor.copyOf(Shape.of(2, 2), 1, -2, 0.5f, 3);
    }

    /** Of half the squared distance to (1, 1, 1, 1), with a wobble that differs from step to step. */
    private static Tensor gradient(Tensor at, long step) {
        Tensor gradient = at.copy();
        for (int i = 0; i < gradient.array().length; i++) {
            gradient.array()[i] += -1 + 0.1f * ((step * 7 + i * 3) % 5 - 2);
        }
        return gradient;
    }

    private static void steps(Optimizer.Run run, Tensor parameter, long from, long to) {
        for (long step = from; step <= to; step++) {
            run.update("w", parameter, gradient(parameter, step), new Optimizer.Step(step, STEPS, 1.0 / step, 1));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void start_savedState_continuesToTheSameBits(String name, Optimizer optimizer, int slots) {
        Tensor straight = start();
        Optimizer.Run straightRun = optimizer.start();
        steps(straightRun, straight, 1, STEPS);

        Tensor resumed = start();
        Optimizer.Run before = optimizer.start();
        steps(before, resumed, 1, 5);
        Tensors saved = before.state().copy();
        steps(before, resumed.copy(), 6, 7);
        Optimizer.Run after = optimizer.start(saved);
        steps(after, resumed, 6, STEPS);

        assertThat(resumed.array()).containsExactly(straight.array());
        assertThat(after.evaluated("w", resumed).array())
                .containsExactly(straightRun.evaluated("w", straight).array());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void state_afterASpell_hasItsSlots(String name, Optimizer optimizer, int slots) {
        Optimizer.Run run = optimizer.start();
        steps(run, start(), 1, STEPS);
        assertThat(run.state().size()).isEqualTo(slots);
        run.state().forEach((key, tensor) -> {
            assertThat(key).startsWith("w.");
            assertThat(tensor.shape()).isEqualTo(name.equals("adafactor") ? Shape.of(2) : Shape.of(2, 2));
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void update_gradient_isNotModified(String name, Optimizer optimizer, int slots) {
        Tensor gradient = Tensor.copyOf(Shape.of(3), 1, -2, 3);
        optimizer.start().update("w", Tensor.zeros(3), gradient, 1, 1);
        assertThat(gradient.array()).containsExactly(1, -2, 3);
        Tensor matrix = Tensor.copyOf(Shape.of(2, 2), 1, -2, 3, 5);
        optimizer.start().update("v", Tensor.zeros(2, 2), matrix, 1, 1);
        assertThat(matrix.array()).containsExactly(1, -2, 3, 5);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void update_scaleZero_leavesTheParameter(String name, Optimizer optimizer, int slots) {
        Tensor parameter = start();
        optimizer.start().update("w", parameter, gradient(parameter, 1), 0, 1);
        assertThat(parameter.array()).containsExactly(start().array());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void update_manySteps_comesNearTheMinimum(String name, Optimizer optimizer, int slots) {
        Tensor parameter = start();
        Optimizer.Run run = optimizer.start();
        for (long step = 1; step <= 2000; step++) {
            run.update("w", parameter, gradient(parameter, step), 1, step);
        }
        for (float value : parameter.array()) {
            assertThat((double) value).isCloseTo(1, within(0.15));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void update_twoParameters_haveStatesOfTheirOwn(String name, Optimizer optimizer, int slots) {
        Tensor alone = start();
        steps(optimizer.start(), alone, 1, STEPS);
        Tensor accompanied = start();
        Tensor other = Tensor.copyOf(Shape.of(1), 9);
        Optimizer.Run run = optimizer.start();
        for (long step = 1; step <= STEPS; step++) {
            run.update("other", other, Tensor.scalar(-5).reshape(1), 1, step);
            steps(run, accompanied, step, step);
        }
        assertThat(accompanied.array()).containsExactly(alone.array());
    }

    @Test
    void update_decayZero_isTheSameAsWithoutWeightDecay() {
        for (Optimizer[] pair : new Optimizer[][] {
            {new Sgd(new Sgd.Options(0.1, 0, false, 0.5)), new Sgd(new Sgd.Options(0.1, 0, false, 0))},
            {new Adam(new Adam.Options(0.1, 0.9, 0.9, 1e-8, 0.5, false)), adam(0)},
            {new AdamW(new AdamW.Options(0.1, 0.9, 0.9, 1e-8, 0.5, false)), adam(0)},
            {
                new NAdam(new NAdam.Options(0.1, 0.9, 0.9, 1e-8, 0.5, 0)),
                new NAdam(new NAdam.Options(0.1, 0.9, 0.9, 1e-8, 0, 0))
            },
            {
                new RAdam(new RAdam.Options(0.1, 0.9, 0.9, 1e-8, 0.5)),
                new RAdam(new RAdam.Options(0.1, 0.9, 0.9, 1e-8, 0))
            },
            {new Lion(new Lion.Options(0.1, 0.9, 0.9, 0.5)), new Lion(new Lion.Options(0.1, 0.9, 0.9, 0))},
            {new Lamb(new Lamb.Options(0.1, 0.9, 0.9, 1e-8, 0.5)), new Lamb(new Lamb.Options(0.1, 0.9, 0.9, 1e-8, 0))},
            {
                new Adafactor(new Adafactor.Options(0.1, 0.8, 1, 1e-30, 1, 0.5)),
                new Adafactor(new Adafactor.Options(0.1, 0.8, 1, 1e-30, 1, 0))
            },
            {new Adadelta(new Adadelta.Options(1, 0.9, 1e-3, 0.5)), new Adadelta(new Adadelta.Options(1, 0.9, 1e-3, 0))
            },
            {
                new Adagrad(new Adagrad.Options(0.1, 0, 0, 1e-3, 0.5)),
                new Adagrad(new Adagrad.Options(0.1, 0, 0, 1e-3, 0))
            },
            {
                new RmsProp(new RmsProp.Options(0.1, 0.9, 1e-3, true, 0.5, 0.5)),
                new RmsProp(new RmsProp.Options(0.1, 0.9, 1e-3, true, 0.5, 0))
            }
        }) {
            Tensor undecayed = start();
            Tensor never = start();
            Tensor decayed = start();
            Optimizer.Run first = pair[0].start();
            Optimizer.Run second = pair[1].start();
            Optimizer.Run third = pair[0].start();
            for (long step = 1; step <= 3; step++) {
                first.update("w", undecayed, gradient(undecayed, step), new Optimizer.Step(step, 3, 1, 0));
                second.update("w", never, gradient(never, step), Optimizer.Step.of(step));
                third.update("w", decayed, gradient(decayed, step), Optimizer.Step.of(step));
            }
            assertThat(undecayed.array()).as(pair[0].getClass().getName()).containsExactly(never.array());
            assertThat(decayed.array()).as(pair[0].getClass().getName()).isNotEqualTo(never.array());
        }
    }

    private static Optimizer adam(double decay) {
        return new Adam(new Adam.Options(0.1, 0.9, 0.9, 1e-8, decay, false));
    }

    @Test
    void start_stateOfAnotherModel_saysWhichTensor() {
        Optimizer.Run run =
                new Sgd(new Sgd.Options(0.1, 0.9, false, 0)).start(Tensors.of("w.momentum", Tensor.zeros(3)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.update("w", Tensor.zeros(2), Tensor.zeros(2), 1, 1))
                .withMessageContaining("'w.momentum' must be shaped like its parameter, [2], but is [3]");
    }

    @Test
    void adamw_noGradient_stillDecays() {
        Tensor parameter = Tensor.copyOf(Shape.of(1), 2);
        new AdamW(new AdamW.Options(0.1, 0.9, 0.999, 1e-8, 0.5, false))
                .start()
                .update("w", parameter, Tensor.zeros(1), 1, 1);
        assertThat(parameter.array()[0]).isEqualTo(2 * (1 - 0.1f * 0.5f));
    }

    @Test
    void adam_firstStep_movesByTheLearningRateWhateverTheGradient() {
        for (float gradient : new float[] {1e-3f, 1, 1e3f}) {
            Tensor parameter = Tensor.zeros(1);
            new Adam(new Adam.Options(0.01, 0.9, 0.999, 1e-8, 0, false))
                    .start()
                    .update("w", parameter, Tensor.copyOf(Shape.of(1), gradient), 1, 1);
            assertThat((double) parameter.array()[0]).isCloseTo(-0.01, within(1e-6));
        }
    }

    @Test
    void options_outOfRange_sayTheRuleAndTheValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Adam(new Adam.Options(0.001, 1, 0.999, 1e-8, 0, false)))
                .withMessage("beta1 must be at least 0 and below 1, but was 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sgd(new Sgd.Options(-0.1, 0, false, -1)))
                .withMessage(
                        "learning_rate must be above 0, but was -0.1; weight_decay must be at least 0, but was -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sgd(new Sgd.Options(Double.NaN, 0, false, 0)))
                .withMessageContaining("was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sgd.Options(0.1, 0, true, 0))
                .withMessageContaining("0.9 is usual");
    }
}
