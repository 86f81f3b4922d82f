package dev.sluice.testkit;

import static dev.sluice.testkit.Findings.assertFound;
import static org.assertj.core.api.Assertions.assertThat;

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
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.CorePlugin;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.train.loss.Loss;
import dev.sluice.core.train.metric.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
            public Activation activation() {
                return Activation.NONE;
            }
        };
        assertFound(
                LossChecks.of(loss),
                "the losses of single answers are those of the batch",
                "must be loss(...)",
                "A head that answers at every step would be trained on another loss");
    }

    /** Where it turns from a square into a line is in the unit of the data. */
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
            public Activation activation() {
                return Activation.NONE;
            }

            @Override
            public boolean standardizes() {
                return true;
            }
        };
        assertFound(
                LossChecks.of(huber),
                "standardized targets do nothing but scale it",
                "The loss has a scale of its own: standardizes() must be false");
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
            public Activation activation() {
                return Activation.NONE;
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
