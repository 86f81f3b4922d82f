package dev.sluice.testkit;

import static dev.sluice.testkit.Findings.assertFound;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Optimizer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Classic bugs of optimizers: the kit must catch each and say what is wrong. */
class PlantedOptimizerBugsTest {
    private static final double RATE = 0.05;

    private static List<Check> checks(Supplier<Optimizer.Run> runs) {
        return OptimizerChecks.of(() -> optimizer(saved -> runs.get()));
    }

    /** The beginning of a training. */
    private interface Start {
        Optimizer.Run start(Tensors saved);
    }

    private static Optimizer optimizer(Start start) {
        return new Optimizer() {
            @Override
            public double learningRate() {
                return RATE;
            }

            @Override
            public Run start(Tensors saved) {
                return start.start(saved);
            }
        };
    }

    private static Optimizer.Step at(double rate, Optimizer.Step step) {
        return new Optimizer.Step(step.number(), step.planned(), rate, step.decay());
    }

    /** Gradient descent with momentum, right in all respects that a test does not override. */
    private static class Momentum implements Optimizer.Run {
        final Tensors.Builder slots;

        Momentum(Tensors saved) {
            slots = saved.copy().toBuilder();
        }

        @Override
        public void update(String name, Tensor parameter, Tensor gradient, Optimizer.Step step) {
            Tensor momentum = slots.computeIfAbsent(slot(name), key -> Tensor.zeros(parameter.shape()));
            for (int i = 0; i < parameter.array().length; i++) {
                momentum.array()[i] = 0.5f * momentum.array()[i] + gradient.array()[i];
                parameter.array()[i] -= (float) (RATE * step.rate()) * momentum.array()[i];
            }
        }

        String slot(String name) {
            return name + ".momentum";
        }

        @Override
        public Tensors state() {
            return slots.build();
        }
    }

    @Test
    void rightOptimizer_passes() {
        assertThat(Findings.of(OptimizerChecks.of(() -> optimizer(Momentum::new))))
                .isEmpty();
    }

    @Test
    void stateKeptInTheInstance_isNamed() {
        assertFound(
                OptimizerChecks.of(() -> {
                    Optimizer.Run shared = new Momentum(Tensors.of());
                    return optimizer(saved -> shared);
                }),
                "one recipe serves many trainings",
                "in a second training by the same object element",
                "keep it in what start() makes");
    }

    @Test
    void updateThatCountsCalls_isNamed() {
        assertFound(
                checks(() -> new Momentum(Tensors.of()) {
                    private int calls;

                    @Override
                    public void update(String name, Tensor parameter, Tensor gradient, Optimizer.Step step) {
                        calls++;
                        super.update(name, parameter, gradient, at(step.rate() / calls, step));
                    }
                }),
                "the order of the parameters makes no difference",
                "with the parameters updated in another order",
                "the step taken from the argument, not counted by calls");
    }

    @Test
    void gradientsChanged_areNamed() {
        assertFound(
                checks(() -> new Momentum(Tensors.of()) {
                    @Override
                    public void update(String name, Tensor parameter, Tensor gradient, Optimizer.Step step) {
                        gradient.array()[0] += 0.01f * parameter.array()[0];
                        super.update(name, parameter, gradient, step);
                    }
                }),
                "gradients are only read",
                "element 0 of the gradient of encoder.W was");
    }

    @Test
    void stateNotSaved_isNamed() {
        assertFound(
                checks(() -> new Momentum(Tensors.of()) {
                    @Override
                    public Tensors state() {
                        return Tensors.of();
                    }
                }),
                "saved and continued is the same as uninterrupted",
                "saved after step 5 and continued from []",
                "is not among state()");
        assertFound(
                OptimizerChecks.of(() -> optimizer(saved -> new Momentum(saved) {
                    @Override
                    String slot(String name) {
                        return "m_" + name;
                    }
                })),
                "saved and continued is the same as uninterrupted",
                "the state is called 'm_encoder.W', but must be called <parameter>.<slot>");
    }

    /** Its updates need no state of their own, but what is validated does. */
    @Test
    void averageNotSaved_isNamed() {
        assertFound(
                checks(() -> new Momentum(Tensors.of()) {
                    private Tensors first = Tensors.of();

                    @Override
                    public void update(String name, Tensor parameter, Tensor gradient, Optimizer.Step step) {
                        for (int i = 0; i < parameter.array().length; i++) {
                            parameter.array()[i] -= (float) (0.01 * step.rate()) * gradient.array()[i];
                        }
                        first = first.contains(name) ? first : first.with(name, parameter.copy());
                    }

                    @Override
                    public Tensor evaluated(String name, Tensor parameter) {
                        return first.find(name).orElse(parameter);
                    }
                }),
                "saved and continued is the same as uninterrupted",
                "what is validated",
                "is not among state()");
    }

    @Test
    void averageWrittenIntoTheParameter_isNamed() {
        List<Check> checks = checks(() -> new Momentum(Tensors.of()) {
            @Override
            public Tensor evaluated(String name, Tensor parameter) {
                for (int i = 0; i < parameter.array().length; i++) {
                    parameter.array()[i] *= 0.99f;
                }
                return parameter;
            }
        });
        assertFound(
                checks,
                "asking for averages changes nothing",
                "with evaluated() asked after each step",
                "must leave the parameter and the state as they are");
    }

    @Test
    void savedStateChanged_isNamed() {
        assertFound(
                OptimizerChecks.of(() -> optimizer(saved -> {
                    Momentum run = new Momentum(Tensors.of());
                    run.slots.putAll(saved);
                    return run;
                })),
                "saved state is copied, not kept",
                "'encoder.W.momentum' was changed",
                "must copy the tensors");
    }

    @Test
    void scaleIgnored_isNamed() {
        assertFound(
                checks(() -> new Momentum(Tensors.of()) {
                    @Override
                    public void update(String name, Tensor parameter, Tensor gradient, Optimizer.Step step) {
                        super.update(name, parameter, gradient, at(1, step));
                    }
                }),
                "a schedule's scale of 0 stops everything",
                "must be multiplied by the scale");
    }

    @Test
    void wrongSign_isNamed() {
        assertFound(
                checks(() -> new Momentum(Tensors.of()) {
                    @Override
                    public void update(String name, Tensor parameter, Tensor gradient, Optimizer.Step step) {
                        super.update(name, parameter, gradient, at(-step.rate(), step));
                    }
                }),
                "it goes downhill",
                "200 steps must bring the loss down",
                "wrong sign");
    }

    @Test
    void divisionByTheGradient_isNamed() {
        assertFound(
                checks(() -> new Momentum(Tensors.of()) {
                    @Override
                    public void update(String name, Tensor parameter, Tensor gradient, Optimizer.Step step) {
                        for (int i = 0; i < parameter.array().length; i++) {
                            float g = gradient.array()[i];
                            parameter.array()[i] -= (float) (RATE * step.rate()) * g / Math.abs(g);
                        }
                    }
                }),
                "gradients of 0 keep parameters finite",
                "the parameter encoder.W becomes NaN",
                "add epsilon");
    }

    @Test
    void decayIgnored_isNamed() {
        assertFound(
                checks(() -> new Momentum(Tensors.of()) {
                    @Override
                    public void update(String name, Tensor parameter, Tensor gradient, Optimizer.Step step) {
                        super.update(name, parameter, gradient, step);
                        for (int i = 0; i < parameter.array().length; i++) {
                            parameter.array()[i] -= (float) (RATE * step.rate() * 0.1)
                                    * parameter.array()[i];
                        }
                    }
                }),
                "a decay of 0 leaves a parameter alone",
                "shrinks as much with step.decay() 0 as with 1",
                "Multiply the weight decay by step.decay()");
    }

    /** Off by default, as weight decay often is. */
    public record Decaying(
            @Description("Weight decay.") @Default("0") double weightDecay) implements Optimizer {
        @Override
        public double learningRate() {
            return RATE;
        }

        @Override
        public Run start(Tensors saved) {
            return new Momentum(saved) {
                @Override
                public void update(String name, Tensor parameter, Tensor gradient, Optimizer.Step step) {
                    super.update(name, parameter, gradient, step);
                    for (int i = 0; i < parameter.array().length; i++) {
                        parameter.array()[i] -= (float) (RATE * step.rate() * weightDecay)
                                * parameter.array()[i];
                    }
                }
            };
        }
    }

    @Test
    void decayIgnoredByAnOptionThatIsOff_isNamed() {
        Component<Optimizer, Decaying> component =
                new Component<>("decaying", Optimizer.class, "Decays", Decaying.class, options -> options);
        assertFound(
                new ComponentChecks(Plugins.of(new CorePlugin()), Path.of("")).of(component, "{}"),
                "a decay of 0 leaves a parameter alone",
                "shrinks as much with step.decay() 0 as with 1");
    }

    /** Noise moves parameters without a gradient, too. */
    @Test
    void noise_isNoDecay() {
        assertThat(Findings.of(checks(() -> new Momentum(Tensors.of()) {
                    @Override
                    public void update(String name, Tensor parameter, Tensor gradient, Optimizer.Step step) {
                        super.update(name, parameter, gradient, step);
                        CounterRandom random = CounterRandom.of(1, name, step.number());
                        for (int i = 0; i < parameter.array().length; i++) {
                            parameter.array()[i] += (float) (1e-3 * step.rate()) * random.normal(i);
                        }
                    }
                })))
                .doesNotContainKey("a decay of 0 leaves a parameter alone");
    }
}
