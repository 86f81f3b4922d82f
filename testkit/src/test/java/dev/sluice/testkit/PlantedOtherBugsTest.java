package dev.sluice.testkit;

import static dev.sluice.testkit.Findings.assertFound;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.Initializer;
import dev.sluice.core.model.Initializers;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.TargetScaling;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.NoOptions;
import dev.sluice.core.option.Range;
import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.train.loss.Loss;
import dev.sluice.core.train.metric.Metric;
import dev.sluice.core.train.metric.RightClasses;
import dev.sluice.core.train.schedule.Schedule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Classic bugs of losses, metrics, schedules, initializers, sources and options. */
class PlantedOtherBugsTest {
    /** A cell that has an option and forgets it. */
    public record Forgetful(
            @Description("First value of the bias.") @Default("1")
            double bias,

            @Description("Doubles the state.") @Default("false")
            boolean doubled)
            implements Cell {
        @Override
        public void define(CellBuilder cell) {
            Expr h = cell.state("h");
            Expr next = Exprs.tanh(cell.linear("h", cell.input(), h));
            cell.next("h", doubled ? next.mul(2) : next);
        }
    }

    @Test
    void optionIgnored_isNamed() {
        Component<Cell, Forgetful> component =
                new Component<>("forgetful", Cell.class, "Forgets", Forgetful.class, options -> options);
        List<Check> checks = new ComponentChecks(Plugins.of(new CorePlugin()), Path.of("")).of(component, "{}");
        assertFound(
                checks,
                "each option has an effect",
                "the option 'bias' is ignored: with bias=0.5 instead of Forgetful[bias=1.0, doubled=false]");
        assertThat(Findings.of(checks)).hasSize(1);
    }

    /** Nothing of it can be made without being told how many. */
    public record Counted(@Description("How many.") int count) implements Schedule {
        @Override
        public Run start(long total, long perEpoch) {
            return step -> 1.0 / count;
        }
    }

    @Test
    void optionWithoutDefault_isNotGreen() {
        Component<Schedule, Counted> component =
                new Component<>("counted", Schedule.class, "Counts", Counted.class, options -> options);
        ComponentChecks checks = new ComponentChecks(Plugins.of(new CorePlugin()), Path.of(""));
        assertFound(
                checks.of(component, "{}"),
                "its defaults are options that it takes",
                "nothing was checked",
                "count",
                "give an example of options: override options(..) in the contract");
        assertThat(Findings.of(checks.of(component, "{count: 2}"))).isEmpty();
    }

    /** Its default is out of its own range. */
    public record Contradictory(
            @Description("A share.") @Default("2") @Range(max = 1)
            double share) implements Schedule {
        @Override
        public Run start(long total, long perEpoch) {
            return step -> share;
        }
    }

    /** Its constructor fails by itself. */
    public record Fragile(
            @Description("A name.") @Default("x") String name) implements Schedule {
        /** Takes the second letter, which the default has not. */
        public Fragile {
            name = name.substring(1, 2);
        }

        @Override
        public Run start(long total, long perEpoch) {
            return step -> name.length();
        }
    }

    @Test
    void optionsThatRefuseTheirDefaults_areNamed() {
        ComponentChecks checks = new ComponentChecks(Plugins.of(new CorePlugin()), Path.of(""));
        String promise = "its defaults are options that it takes";
        assertFound(
                checks.of(new Component<>("odd", Schedule.class, "Odd", Contradictory.class, options -> options), "{}"),
                promise,
                "share",
                "correct a @Default, a @Range or the constructor of Contradictory");
        assertFound(
                checks.of(new Component<>("odd", Schedule.class, "Odd", Fragile.class, options -> options), "{}"),
                promise,
                "Fragile");
    }

    @Test
    void factoryThatFails_isNamed() {
        ComponentChecks checks = new ComponentChecks(Plugins.of(new CorePlugin()), Path.of(""));
        String promise = "it can be made from its options";
        assertFound(
                checks.of(
                        new Component<Loss, NoOptions>("odd", Loss.class, "Odd", NoOptions.class, none -> {
                            throw new IllegalStateException("no licence");
                        }),
                        "{}"),
                promise,
                "IllegalStateException: no licence");
        assertFound(
                checks.of(
                        new Component<Loss, NoOptions>("odd", Loss.class, "Odd", NoOptions.class, none -> nothing()),
                        "{}"),
                promise,
                "must give a Loss, but gave null");
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what an author gives who does not check for it
    private static <T> T nothing() {
        return null;
    }

    /** Two of one seed differ: the number is drawn when it is made. */
    @Test
    void initializerThatDrawsWhenItIsMade_isNamed() {
        Random random = new Random(1);
        Component<Initializer, NoOptions> component = new Component<>(
                "drawn",
                Initializer.class,
                "Draws",
                NoOptions.class,
                none -> new Initializers.Constant(random.nextDouble()));
        assertFound(
                new ComponentChecks(Plugins.of(new CorePlugin()), Path.of("")).of(component, "{}"),
                "made again from its options it is the same",
                "a function of its options alone");
    }

    /** An F-measure has one class to look for where there are two, and none where there are more. */
    public record Weighed(
            @Description("Weight of the second class.") @Default("2")
            double beta) implements Metric {
        @Override
        public Count start() {
            return new Count() {
                private double right;
                private double all;

                @Override
                public void add(Matrix outputs, Matrix targets) {
                    int columns = outputs.columns();
                    for (int i = 0; i < outputs.array().length; i++) {
                        double weight = columns == 2 && i % 2 == 1 ? beta : 1;
                        double wanted = RightClasses.of(outputs, targets).share(i / columns, i % columns);
                        right -= weight * Math.abs(outputs.array()[i] - wanted);
                        all += weight;
                    }
                }

                @Override
                public double value() {
                    return right / all;
                }
            };
        }

        @Override
        public boolean largerIsBetter() {
            return true;
        }
    }

    @Test
    void metricWhoseOptionActsOnTwoClassesAlone_isNoBug() {
        Component<Metric, Weighed> component =
                new Component<>("weighed", Metric.class, "Weighs", Weighed.class, options -> options);
        assertThat(Findings.of(new ComponentChecks(Plugins.of(new CorePlugin()), Path.of("")).of(component, "{}")))
                .isEmpty();
    }

    @Test
    void lossWithoutASlopeAtItsTarget_isNamed() {
        Loss quotient = loss((outputs, targets) -> {
            Expr distance = Exprs.abs(outputs.sub(targets));
            return mean(Exprs.exp(Exprs.log(distance)));
        });
        assertFound(
                LossChecks.of(quotient),
                "outputs that equal their targets have a gradient",
                "where outputs equal their targets the gradient of",
                "is not finite");
    }

    @Test
    void lossSummedInsteadOfAveraged_isNamed() {
        Loss sum = loss((outputs, targets) -> {
            Expr difference = outputs.sub(targets);
            return Expr.of(new SumTo(Dims.SCALAR), difference.mul(difference));
        });
        assertFound(LossChecks.of(sum), "it is the mean over the batch", "depend on the size of the batch");
    }

    @Test
    void lossWithTheWrongSign_isNamed() {
        Loss negative = loss((outputs, targets) -> {
            Expr difference = outputs.sub(targets);
            return mean(difference.mul(difference)).neg();
        });
        assertFound(LossChecks.of(negative), "right outputs cost less than wrong ones", "is its sign wrong?");
    }

    @Test
    void lossThatSumsSingleAnswers_isNamed() {
        Loss loss = new Loss() {
            @Override
            public Expr loss(Expr outputs, Expr targets) {
                Expr difference = outputs.sub(targets);
                return mean(difference.mul(difference));
            }

            @Override
            public Expr each(Expr outputs, Expr targets) {
                Expr difference = outputs.sub(targets);
                return difference.mul(difference).sum(-1).mul(2);
            }

            @Override
            public OutputActivation activation() {
                return OutputActivation.NONE;
            }
        };
        assertFound(
                LossChecks.of(loss),
                "the losses of single answers are those of the batch",
                "must be loss(...)",
                "A head that answers at every step would be trained on another loss");
    }

    /** A loss whose bend between square and line is a constant in the unit of the data. */
    @Test
    void lossWithAScaleOfItsOwn_isNamed() {
        Loss huber = new Loss() {
            @Override
            public Expr loss(Expr outputs, Expr targets) {
                Expr distance = Exprs.abs(outputs.sub(targets));
                return mean(Exprs.select(
                        Exprs.less(distance, Exprs.constant(1)),
                        distance.mul(distance).mul(0.5),
                        distance.sub(Exprs.constant(0.5))));
            }

            @Override
            public OutputActivation activation() {
                return OutputActivation.NONE;
            }

            @Override
            public TargetScaling scaling() {
                return TargetScaling.STANDARDIZE;
            }
        };
        assertFound(
                LossChecks.of(huber),
                "targets in another unit do nothing but scale it or add a constant",
                "The loss has a scale of its own: scaling() must be NONE");
    }

    @Test
    void metricThatForgetsWhenAsked_isNamed() {
        Metric metric = metric(() -> new Metric.Count() {
            private double sum;
            private int rows;

            @Override
            public void add(Matrix outputs, Matrix targets) {
                for (int i = 0; i < outputs.array().length; i++) {
                    sum += Math.abs(outputs.array()[i] - targets.array()[i]);
                }
                rows += outputs.rows();
            }

            @Override
            public double value() {
                double value = sum / rows;
                sum = 0;
                rows = 0;
                return value;
            }
        });
        assertFound(MetricChecks.of(metric), "asked twice it says the same", "value() must change nothing");
    }

    /** The examples differ while they are read, and are all the last one afterwards. */
    @Test
    void sourceThatFillsOneArrayAgain_isNamed() {
        DataSource source = folder -> {
            Matrix buffer = Matrix.zeros(3, 2);
            List<Example> examples = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                buffer.array()[0] = i;
                examples.add(new Example(
                        new Sequence.Series(buffer), new Target.Labels(new TreeSet<>(Set.of("label " + i % 2)))));
            }
            return examples;
        };
        assertFound(
                DataSourceChecks.of(source, Path.of("")),
                "each example has numbers of its own",
                "examples 1 and 2 hold the same array",
                "must be copied");
    }

    @Test
    void metricThatAveragesBatches_isNamed() {
        Metric metric = metric(() -> new Metric.Count() {
            private double sum;
            private int batches;

            @Override
            public void add(Matrix outputs, Matrix targets) {
                double distance = 0;
                for (int i = 0; i < outputs.array().length; i++) {
                    distance += Math.abs(outputs.array()[i] - targets.array()[i]);
                }
                sum += distance / outputs.array().length;
                batches++;
            }

            @Override
            public double value() {
                return sum / batches;
            }
        });
        assertFound(
                MetricChecks.of(metric),
                "how the rows are cut into batches makes no difference",
                "in batches of 5, 1 and 6 rows",
                "Count rows, not batches");
    }

    @Test
    void scheduleThatCountsCalls_isNamed() {
        assertFound(
                ScheduleChecks.of((total, perEpoch) -> {
                    AtomicInteger calls = new AtomicInteger();
                    return step -> 1.0 / calls.incrementAndGet();
                }),
                "asked twice it says the same",
                "not from how often it is asked");
    }

    @Test
    void scheduleThatRemembersSteps_isNamed() {
        assertFound(
                ScheduleChecks.of((total, perEpoch) -> {
                    AtomicInteger early = new AtomicInteger();
                    return step -> {
                        if (step <= 20) {
                            early.set(1);
                        }
                        return step > 20 && early.get() == 0 ? 0.5 : 1;
                    };
                }),
                "told the losses of past epochs again it goes on the same",
                "in a training that goes on after step");
    }

    @Test
    void initializerThatForgetsTheName_isNamed() {
        assertFound(
                InitializerChecks.of((shape, seed, name) -> {
                    Tensor tensor = Tensor.zeros(shape);
                    for (int i = 0; i < tensor.array().length; i++) {
                        tensor.array()[i] = (float) Math.sin(seed * 31.0 + i);
                    }
                    return tensor;
                }),
                "each parameter has random numbers of its own",
                "gates begin as copies of each other");
    }

    @Test
    void sourceInAnotherOrderEachTime_isNamed() {
        AtomicInteger calls = new AtomicInteger();
        assertFound(
                DataSourceChecks.of(
                        folder -> {
                            List<Example> examples = new ArrayList<>();
                            for (int i = 0; i < 4; i++) {
                                int turned = (i + calls.get()) % 4;
                                examples.add(new Example(
                                        new Sequence.Text("text " + turned),
                                        new Target.Labels(new TreeSet<>(Set.of("label " + turned % 2)))));
                            }
                            calls.incrementAndGet();
                            return examples;
                        },
                        Path.of("")),
                "read twice it is the same, in the same order",
                "example 1 is",
                "sort what comes out");
    }

    /** A loss without an activation. */
    private interface Formula {
        Expr of(Expr outputs, Expr targets);
    }

    private static Loss loss(Formula formula) {
        return new Loss() {
            @Override
            public Expr loss(Expr outputs, Expr targets) {
                return formula.of(outputs, targets);
            }

            @Override
            public OutputActivation activation() {
                return OutputActivation.NONE;
            }
        };
    }

    private static Metric metric(Supplier<Metric.Count> counts) {
        return new Metric() {
            @Override
            public Count start() {
                return counts.get();
            }

            @Override
            public boolean largerIsBetter() {
                return false;
            }
        };
    }

    private static Expr mean(Expr rows) {
        return rows.sum(-1).mean(-2).reshape(Dims.SCALAR);
    }
}
