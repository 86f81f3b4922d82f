package dev.sluice.core.experiment;

import com.google.inject.Module;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.Exporter;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.NoOptions;
import dev.sluice.core.option.Range;
import dev.sluice.core.plugin.ComponentModule;
import dev.sluice.core.plugin.SluicePlugin;
import dev.sluice.core.search.Pruner;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Optimizer;
import dev.sluice.core.train.Validation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Small components for tests of experiments: a cell, an optimizer and a source of texts. */
public final class ToyPlugin implements SluicePlugin {
    private final String version;
    private final Cell elman;

    /** The plugin as it is. */
    public ToyPlugin() {
        this("1.0", ELMAN);
    }

    /** Another build of it, whose cell may compute something else with the same shapes. */
    ToyPlugin(String version, Cell elman) {
        this.version = version;
        this.elman = elman;
    }

    @Override
    public String id() {
        return "toys";
    }

    @Override
    public String description() {
        return "Components for tests";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Module module() {
        return new ComponentModule() {
            @Override
            protected void components() {
                add(Cell.class, "elman", "Elman's network", ElmanOptions.class, options -> elman);
                add(Optimizer.class, "descent", "Steepest descent", DescentOptions.class, Descent::new);
                add(DataSource.class, "letters", "Texts of one letter", LettersOptions.class, ToyPlugin::letters);
                add(
                        Sampler.class,
                        "first",
                        "The first of all assignments",
                        NoOptions.class,
                        none -> history -> history.space()
                                .fromUnit(
                                        new double[history.space().dimensions().size()]));
                add(Pruner.class, "none", "Lets all go on", NoOptions.class, none -> (history, trial) -> false);
                add(Exporter.class, "onnx", "Stands in for the real one", ToyExport.class, options -> options);
                add(DataSource.class, "sums", "Series and numbers about them", SumsOptions.class, ToyPlugin::sums);
            }
        };
    }

    /** {@code h' = tanh(W x + U h + b)}. */
    static final Cell ELMAN = cell -> cell.next("h", Exprs.tanh(cell.linear("c", cell.input(), cell.state("h"))));

    /** Options of {@code elman}. */
    public record ElmanOptions() {}

    /** Writes nothing, but has the options of one that does. */
    public record ToyExport(
            @Description("Version of the operators") @Default("17") @Range(min = 14, max = 22)
            int opset,

            @Description("Where it runs") @Default("here") String target)
            implements Exporter {
        @Override
        public ExportReport export(TrainedModel model, Validation validation, Path folder) {
            return new ExportReport(List.of(), 0, true);
        }

        @Override
        public boolean isActive() {
            return false;
        }
    }

    /** Options of {@code descent}. */
    public record DescentOptions(
            @Description("Learning rate") @Default("0.1") @Range(above = 0)
            double learningRate,

            @Description("Share of the last update in this one") @Default("0") @Range(min = 0, below = 1)
            double momentum,

            @Description("What the update looks at") @Default("gradient")
            Looks looks) {
        /** Checks that the options fit together. */
        public DescentOptions {
            if (looks == Looks.SIGN && momentum > 0) {
                throw new IllegalArgumentException(
                        "'looks: sign' goes without momentum, but 'momentum' is " + momentum);
            }
        }
    }

    /** The part of a gradient that an update reads. */
    public enum Looks {
        /** The gradient. */
        GRADIENT,
        /** Its sign. */
        SIGN
    }

    /** Options of {@code letters}. */
    public record LettersOptions(
            @Description("Letters to make texts of") String letters,

            @Description("Texts of each letter") @Default("20") @Range(min = 1)
            int count) {}

    /** Options of {@code sums}. */
    public record SumsOptions(
            @Description("Series") @Default("60") @Range(min = 1)
            int count,

            @Description("Whether the running sum is asked at every step, beside the sum") @Default("false")
            boolean perStep) {}

    private record Descent(DescentOptions options) implements Optimizer {
        @Override
        public double learningRate() {
            return options.learningRate();
        }

        @Override
        public Run start(Tensors saved) {
            return new Run() {
                @Override
                public void update(String name, Tensor parameter, Tensor gradient, Optimizer.Step step) {
                    for (int i = 0; i < parameter.array().length; i++) {
                        parameter.array()[i] -= (float) (options.learningRate() * step.rate() * gradient.array()[i]);
                    }
                }

                @Override
                public Tensors state() {
                    return Tensors.of();
                }
            };
        }
    }

    private static DataSource letters(LettersOptions options) {
        return folder -> {
            List<Example> examples = new ArrayList<>();
            for (int i = 0; i < options.count(); i++) {
                for (String letter : options.letters().split("")) {
                    Target target = new Target.Labels(new TreeSet<>(List.of(letter)));
                    examples.add(new Example(new Sequence.Text(letter.repeat(1 + i)), target));
                }
            }
            return examples;
        };
    }

    /** The sum of four numbers of 0 or 1 and minus that, in thousands around 7,000. */
    private static DataSource sums(SumsOptions options) {
        return folder -> {
            List<Example> examples = new ArrayList<>();
            for (int i = 0; i < options.count(); i++) {
                Tensor series = Tensor.zeros(4, 2);
                List<Target> running = new ArrayList<>();
                double sum = 0;
                for (int t = 0; t < 4; t++) {
                    series.array()[2 * t] = i >> t & 1;
                    // A second column that says nothing keeps inputs apart, so that the hash can divide them.
                    series.array()[2 * t + 1] = i;
                    sum += i >> t & 1;
                    running.add(new Target.Numbers(List.of(-500 * sum)));
                }
                Map<String, Target> answers = new LinkedHashMap<>();
                answers.put("sum", new Target.Numbers(List.of(7000 + 1000 * sum, 7 - sum)));
                if (options.perStep()) {
                    answers.put("running", new Target.Steps(running));
                }
                examples.add(new Example(Map.of("features", new Sequence.Series(series)), answers));
            }
            return examples;
        };
    }
}
