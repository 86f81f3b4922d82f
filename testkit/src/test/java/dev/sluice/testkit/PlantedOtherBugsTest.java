package dev.sluice.testkit;

import static dev.sluice.testkit.Findings.assertFound;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.train.metric.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Classic bugs of metrics, schedules, initializers and sources. */
class PlantedOtherBugsTest {
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
    void metricThatIsNoNumber_isNamedAsSuchAndNothingElse() {
        Metric metric = metric(() -> new Metric.Count() {
            @Override
            public void add(Matrix outputs, Matrix targets) {}

            @Override
            public double value() {
                return Double.NaN;
            }
        });

        assertThat(Findings.of(MetricChecks.of(metric)))
                .containsOnlyKeys("the figure of any outputs is a number", "right outputs are better than wrong ones")
                .allSatisfy((promise, finding) -> assertThat(finding).contains("must be a number, but is NaN"));
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

    @Test
    void scheduleThatCountsCalls_isNamed() {
        assertFound(
                ScheduleChecks.of((total, perEpoch) -> {
                    AtomicInteger calls = new AtomicInteger();
                    return step -> 1.0 / calls.incrementAndGet();
                }),
                "asked twice it says the same",
                "asked again, the scale of step 7 is 0.333333333",
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
}
