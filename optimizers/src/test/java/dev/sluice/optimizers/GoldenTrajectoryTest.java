package dev.sluice.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.train.Optimizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every optimizer follows trajectories that were recorded elsewhere from the same start with the same gradients: by
 * PyTorch where it has the algorithm, by the paper's equations in float64 where it has not. To make the files anew:
 * {@code generate_optimizer_goldens.py} and {@code generate_paper_goldens.py} beside them.
 */
class GoldenTrajectoryTest {
    /** Rounding of float32 in another order of operations, over 25 steps. */
    private static final double RELATIVE = 2e-5;

    private static final double ABSOLUTE = 2e-6;

    private static final int STEPS = 25;

    private static final Map<String, Function<GoldenOptions, Optimizer>> OPTIMIZERS = optimizers();

    private static Map<String, Function<GoldenOptions, Optimizer>> optimizers() {
        Map<String, Function<GoldenOptions, Optimizer>> all = new TreeMap<>();
        all.put(
                "torch-sgd",
                o -> new Sgd(new Sgd.Options(
                        o.number("lr"),
                        o.number("momentum") + o.zero("dampening"),
                        o.flag("nesterov"),
                        o.number("weight_decay"))));
        all.put(
                "torch-rmsprop",
                o -> new RmsProp(new RmsProp.Options(
                        o.number("lr"),
                        o.number("alpha"),
                        o.number("eps"),
                        o.flag("centered"),
                        o.number("momentum"),
                        o.number("weight_decay"))));
        all.put(
                "torch-adagrad",
                o -> new Adagrad(new Adagrad.Options(
                        o.number("lr"),
                        o.number("lr_decay"),
                        o.number("initial_accumulator_value"),
                        o.number("eps"),
                        o.number("weight_decay"))));
        all.put(
                "torch-adadelta",
                o -> new Adadelta(new Adadelta.Options(
                        o.number("lr"), o.number("rho"), o.number("eps"), o.number("weight_decay"))));
        all.put(
                "torch-adam",
                o -> new Adam(new Adam.Options(
                        o.number("lr"),
                        o.number("betas", 0),
                        o.number("betas", 1),
                        o.number("eps"),
                        o.number("weight_decay"),
                        o.flag("amsgrad"))));
        all.put(
                "torch-adamw",
                o -> new AdamW(new AdamW.Options(
                        o.number("lr"),
                        o.number("betas", 0),
                        o.number("betas", 1),
                        o.number("eps"),
                        o.number("weight_decay"),
                        o.flag("amsgrad"))));
        all.put(
                "torch-nadam",
                o -> new NAdam(new NAdam.Options(
                        o.number("lr"),
                        o.number("betas", 0),
                        o.number("betas", 1),
                        o.number("eps"),
                        o.number("weight_decay"),
                        o.number("momentum_decay"))));
        all.put(
                "torch-radam",
                o -> new RAdam(new RAdam.Options(
                        o.number("lr"),
                        o.number("betas", 0),
                        o.number("betas", 1),
                        o.number("eps"),
                        o.number("weight_decay"))));
        all.put("torch-ema", o -> {
            assertThat(o.number("interval")).isOne();
            return new Ema(new Ema.Options(descent(o.number("lr") + o.zero("after")), o.number("decay"), false));
        });
        all.put("torch-swa", o -> {
            assertThat(o.options().get("decay").isNull() && o.read().add("decay"))
                    .isTrue();
            return new Swa(
                    new Swa.Options(descent(o.number("lr")), o.number("after") / STEPS, (int) o.number("interval")));
        });
        all.put(
                "paper-lion",
                o -> new Lion(
                        new Lion.Options(o.number("lr"), o.number("beta1"), o.number("beta2"), o.number("decay"))));
        all.put(
                "paper-lamb",
                o -> new Lamb(new Lamb.Options(
                        o.number("lr"), o.number("beta1"), o.number("beta2"), o.number("eps"), o.number("decay"))));
        all.put(
                "paper-adafactor",
                o -> new Adafactor(new Adafactor.Options(
                        o.number("lr"),
                        o.number("kappa"),
                        o.number("clip"),
                        o.number("eps1"),
                        o.number("eps2"),
                        o.number("decay"))));
        all.put(
                "paper-lookahead",
                o -> new Lookahead(
                        new Lookahead.Options(descent(o.number("lr")), (int) o.number("steps"), o.number("share"))));
        all.put("paper-centralized", o -> new Centralized(new Centralized.Options(descent(o.number("lr")))));
        return all;
    }

    private static Optimizer descent(double rate) {
        return new Sgd(new Sgd.Options(rate, 0, false, 0));
    }

    static Set<String> files() {
        return OPTIMIZERS.keySet();
    }

    @ParameterizedTest
    @MethodSource("files")
    void update_goldenGradients_followsTheRecord(String name) throws IOException {
        JsonNode golden;
        try (InputStream file = getClass().getResourceAsStream(name + "-v1.json")) {
            golden = JsonMapper.shared().readTree(Objects.requireNonNull(file, "run the generators"));
        }
        assertThat(golden.get("cases").size()).isPositive();
        assertThat(golden.get("gradients").size()).isEqualTo(STEPS);
        for (JsonNode goldenCase : golden.get("cases")) {
            GoldenOptions options = new GoldenOptions(goldenCase.get("options"), new TreeSet<>());
            Optimizer optimizer = Objects.requireNonNull(OPTIMIZERS.get(name)).apply(options);
            assertThat(options.unread())
                    .as("options of %s that no field of ours takes", name)
                    .isEmpty();
            follow(optimizer, golden, goldenCase);
        }
    }

    private static void follow(Optimizer optimizer, JsonNode golden, JsonNode goldenCase) {
        Optimizer.Run run = optimizer.start();
        List<Tensor> parameters = new ArrayList<>();
        for (int p = 0; p < golden.get("initial").size(); p++) {
            parameters.add(
                    tensor(golden.get("shapes").get(p), golden.get("initial").get(p)));
        }
        for (int step = 1; step <= golden.get("gradients").size(); step++) {
            for (int p = 0; p < parameters.size(); p++) {
                Tensor parameter = parameters.get(p);
                Tensor gradient = tensor(
                        golden.get("shapes").get(p),
                        golden.get("gradients").get(step - 1).get(p));
                run.update("p" + p, parameter, gradient, new Optimizer.Step(step, STEPS, 1, 1));
                float[] shown = run.evaluated("p" + p, parameter).array();
                JsonNode expected = goldenCase.get("trajectory").get(step - 1).get(p);
                for (int i = 0; i < expected.size(); i++) {
                    double value = expected.get(i).asDouble();
                    assertThat((double) shown[i])
                            .as("case %s, step %d, parameter %d, element %d", goldenCase.get("name"), step, p, i)
                            .isCloseTo(value, within(ABSOLUTE + RELATIVE * Math.abs(value)));
                }
            }
        }
    }

    private static Tensor tensor(JsonNode shape, JsonNode values) {
        int[] sizes = new int[shape.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = shape.get(i).asInt();
        }
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = (float) values.get(i).asDouble();
        }
        return Tensor.wrap(Shape.of(sizes), array);
    }

    /** The recorded arguments, and which of them were asked for. */
    private record GoldenOptions(JsonNode options, TreeSet<String> read) {
        double number(String name) {
            return required(name).asDouble();
        }

        double number(String name, int index) {
            return required(name).get(index).asDouble();
        }

        /** An argument that Sluice does not have, at the value that makes no difference. */
        double zero(String name) {
            assertThat(number(name)).as(name).isZero();
            return 0;
        }

        boolean flag(String name) {
            return required(name).asBoolean();
        }

        private JsonNode required(String name) {
            read.add(name);
            return Objects.requireNonNull(options.get(name), () -> "the golden file does not tell " + name);
        }

        List<String> unread() {
            return options.propertyNames().stream()
                    .filter(name -> !read.contains(name))
                    .toList();
        }
    }
}
