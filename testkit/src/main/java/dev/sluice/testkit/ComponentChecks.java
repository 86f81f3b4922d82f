package dev.sluice.testkit;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Tokenizer;
import dev.sluice.core.experiment.Components;
import dev.sluice.core.experiment.exchange.Exporter;
import dev.sluice.core.experiment.exchange.Predictor;
import dev.sluice.core.experiment.tracking.Tracker;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.Initializer;
import dev.sluice.core.option.OptionKey;
import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.search.Pruner;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.train.Optimizer;
import dev.sluice.core.train.loss.Loss;
import dev.sluice.core.train.metric.Metric;
import dev.sluice.core.train.metric.text.TextMetric;
import dev.sluice.core.train.schedule.Schedule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** The checks of a component of any kind, with its options as given and with each of them changed. */
public final class ComponentChecks {
    private static final String DEFAULTS = "{}";

    private final Registry registry;
    private final Path folder;

    /**
     * Checks of components.
     *
     * @param registry with the components that others need
     * @param folder start of relative paths of data sources
     */
    public ComponentChecks(Registry registry, Path folder) {
        this.registry = registry;
        this.folder = folder;
    }

    /**
     * All checks of a component.
     *
     * @param options as in an experiment file, in YAML: {@code {reset: before}}; {@code {}} for the defaults
     * @throws dev.sluice.core.experiment.yaml.ConfigException if the options that are given are not right
     */
    public List<Check> of(Component<?, ?> component, String options) {
        return checks(component, options);
    }

    /** The checks of a component's options alone: that each has an effect. */
    public List<Check> ofOptions(Component<?, ?> component, String options) {
        return optionChecks(component, options);
    }

    private <T, O extends Record> List<Check> optionChecks(Component<T, O> component, String yaml) {
        return effects(component, Components.options(component, yaml, registry));
    }

    private <T, O extends Record> List<Check> checks(Component<T, O> component, String yaml) {
        if (yaml.equals(DEFAULTS)) {
            Check defaults = new Check("its defaults are options that it takes", "", () -> requireDefaults(component));
            if (defaults.finding().isPresent()) {
                return List.of(defaults);
            }
        }
        O options;
        try {
            options = Components.options(component, yaml, registry);
        } catch (ConfigException mistake) {
            throw mistake;
        } catch (RuntimeException | LinkageError e) {
            return Check.listed("its options can be read", "", () -> {
                throw e;
            });
        }
        Check made = new Check("it can be made from its options", "", () -> requireMade(component, options));
        if (made.finding().isPresent()) {
            return List.of(made);
        }
        List<Check> checks = new ArrayList<>(List.of(made));
        checks.addAll(ofKind(component, options));
        if (component.kind() == Cell.class) {
            checks.addAll(listed(() -> variations(component, options)));
        }
        if (component.kind() == Optimizer.class) {
            checks.addAll(listed(() -> decayOfVariations(component, options)));
        }
        checks.addAll(Check.listed("each option can be tried", "", () -> effects(component, options)));
        return checks;
    }

    private void requireDefaults(Component<?, ?> component) {
        try {
            Components.options(component, DEFAULTS, registry);
        } catch (ConfigException e) {
            throw new ContractViolation("nothing was checked, because its options cannot be left out: " + e.getMessage()
                    + "\nIf that is as it should be, give an example of options: override options(..) in the contract, or"
                    + " call  sluice plugin check JAR --options '" + component.id() + "={…}'. Otherwise correct a"
                    + " @Default, a @Range or the constructor of "
                    + component.options().getSimpleName() + ".");
        }
    }

    private static <T, O extends Record> void requireMade(Component<T, O> component, O options) {
        Object made = component.factory().apply(options);
        if (!component.kind().isInstance(made)) {
            throw new ContractViolation("the factory that was added for '" + component.id() + "' must give a "
                    + component.kind().getSimpleName() + ", but gave "
                    + (made == null ? "null" : made.getClass().getName()) + ".");
        }
    }

    /** Makes what an experiment is given: of a plugin that was loaded, null among its answers is told as such. */
    private <T, O extends Record> Function<O, T> guarded(Component<T, O> component) {
        return options -> registry.has(component.kind(), component.id())
                ? registry.make(component, options)
                : component.factory().apply(options);
    }

    private static List<Check> listed(Callable<List<Check>> checks) {
        return Check.listed("it can be tried", "", checks);
    }

    private <T, O extends Record> List<Check> ofKind(Component<T, O> component, O options) {
        return listed(() -> checks(component, options));
    }

    private <T, O extends Record> List<Check> checks(Component<T, O> component, O options) {
        Function<O, ? extends T> factory = guarded(component);
        return switch (factory.apply(options)) {
            case Cell cell -> CellChecks.of(() -> (Cell) factory.apply(options));
            case Optimizer optimizer -> OptimizerChecks.of(() -> (Optimizer) factory.apply(options));
            case Loss loss -> madeAgain(LossChecks.of(loss), component, options);
            case Baseline baseline -> BaselineChecks.of(baseline);
            case Metric metric -> madeAgain(MetricChecks.of(metric), component, options);
            case TextMetric metric -> madeAgain(TextMetricChecks.of(metric), component, options);
            case Schedule schedule -> madeAgain(ScheduleChecks.of(schedule), component, options);
            case Initializer initializer -> madeAgain(InitializerChecks.of(initializer), component, options);
            case DataSource source -> DataSourceChecks.of(source, folder);
            case Exporter exporter -> ExporterChecks.of(exporter);
            case Predictor predictor -> ofPredictor(predictor, component.id());
            case Sampler sampler -> SamplerChecks.of(() -> (Sampler) factory.apply(options));
            case Tracker tracker -> TrackerChecks.of(tracker);
            case Pruner pruner -> PrunerChecks.of(() -> (Pruner) factory.apply(options));
            case Tokenizer tokenizer -> TokenizerChecks.of(tokenizer, folder);
            default -> List.of();
        };
    }

    /** With the check that nothing is kept in the object that is not an option. */
    private <T, O extends Record> List<Check> madeAgain(List<Check> checks, Component<T, O> component, O options) {
        List<Check> all = new ArrayList<>(List.of(new Check("made again from its options it is the same", "", () -> {
            Function<O, List<Double>> behavior = behavior(component);
            if (!behavior.apply(options).equals(behavior.apply(options))) {
                throw new ContractViolation(
                        "made again with the same options it does something else. It must be a function"
                                + " of its options alone: no Random, no clock, no static field.");
            }
        })));
        all.addAll(checks);
        return all;
    }

    private List<Check> ofPredictor(Predictor predictor, String id) {
        if (!registry.has(Exporter.class, id)) {
            return List.of(new Check("there is an exporter of the same id", "", () -> {
                throw new ContractViolation(registry.unknown(Exporter.class, id)
                        + "; a predictor reads the files of the exporter of its own id");
            }));
        }
        return ExporterChecks.of(predictor, Components.withDefaults(registry.lookup(Exporter.class, id), registry));
    }

    /** The same checks for each other value of an enum or boolean, one option at a time. */
    private <T, O extends Record> List<Check> variations(Component<T, O> component, O options) {
        List<Check> checks = new ArrayList<>();
        for (OptionKey key : OptionKey.of(component.options())) {
            for (OptionVariations.Variation variation : OptionVariations.of(options, key)) {
                if (!(variation.value() instanceof Number)) {
                    OptionVariations.with(options, List.of(variation))
                            .ifPresent(changed -> checks(component, changed)
                                    .forEach(check -> checks.add(with(variation.words(), check))));
                }
            }
        }
        return checks;
    }

    private static Check with(String words, Check check) {
        return new Check(
                check.promise(), check.variant().isEmpty() ? words : words + ", " + check.variant(), check.body());
    }

    /** Weight decay is often off by default, so each number is moved in turn. */
    private <T, O extends Record> List<Check> decayOfVariations(Component<T, O> component, O options) {
        List<Check> checks = new ArrayList<>();
        for (OptionKey key : OptionKey.of(component.options())) {
            for (OptionVariations.Variation variation : OptionVariations.of(options, key)) {
                OptionVariations.with(options, List.of(variation))
                        .ifPresent(changed -> checks.add(OptimizerChecks.ofDecay(variation.words(), () ->
                                (Optimizer) guarded(component).apply(changed))));
            }
        }
        return checks;
    }

    private <T, O extends Record> List<Check> effects(Component<T, O> component, O options) {
        Function<O, List<Double>> behavior = behavior(component);
        // Of a source or an exporter there is no saying what an option should change.
        return behavior.apply(options).isEmpty() ? List.of() : new OptionEffects<>(options, behavior).checks();
    }

    private <T, O extends Record> Function<O, List<Double>> behavior(Component<T, O> component) {
        Function<O, ? extends T> factory = guarded(component);
        return options -> switch (factory.apply(options)) {
            case Cell cell -> Behavior.of(cell);
            case Optimizer optimizer -> Behavior.of(optimizer);
            case Loss loss -> Behavior.of(loss);
            case Metric metric -> Behavior.of(metric);
            case TextMetric metric -> TextMetricChecks.behavior(metric);
            case Schedule schedule -> Behavior.of(schedule);
            case Initializer initializer -> Behavior.of(initializer);
            case Sampler sampler -> Behavior.ofSampler(sampler);
            case Pruner pruner -> Behavior.ofPruner(pruner);
            // Of one that reads a file there is no saying what another file would change.
            case Tokenizer tokenizer when tokenizer.files().isEmpty() -> TokenizerChecks.behavior(tokenizer);
            default -> List.of();
        };
    }
}
