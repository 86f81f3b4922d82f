package dev.sluice.testkit;

import static dev.sluice.testkit.Findings.assertFound;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.Initializer;
import dev.sluice.core.model.Initializers;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.NoOptions;
import dev.sluice.core.option.Range;
import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.train.loss.Loss;
import dev.sluice.core.train.metric.Metric;
import dev.sluice.core.train.metric.RightClasses;
import dev.sluice.core.train.schedule.Schedule;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Classic bugs of options, and of what is made of them. */
class PlantedOptionBugsTest {
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
}
