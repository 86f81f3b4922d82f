package dev.sluice.testkit;

import dev.sluice.core.data.DataSource;
import dev.sluice.core.experiment.Components;
import dev.sluice.core.experiment.exchange.Exporter;
import dev.sluice.core.experiment.exchange.Predictor;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.Initializer;
import dev.sluice.core.option.OptionKey;
import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.train.Optimizer;
import dev.sluice.core.train.loss.Loss;
import dev.sluice.core.train.metric.Metric;
import dev.sluice.core.train.schedule.Schedule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The checks of a component of any kind, with its options as given and with each of them changed. */
public final class ComponentChecks {
    private final Registry registry;
    private final Path folder;

    /**
     * Checks of components.
     *
     * @param registry with the components that others need
     * @param folder what relative paths of data sources are relative to
     */
    public ComponentChecks(Registry registry, Path folder) {
        this.registry = registry;
        this.folder = folder;
    }

    /**
     * All checks of a component.
     *
     * @param options as in an experiment file, in YAML: {@code {reset: before}}; {@code {}} for the defaults
     * @throws dev.sluice.core.experiment.yaml.ConfigException if the options are not right, or one without default is missing
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
        O options = Components.options(component, yaml, registry);
        List<Check> checks = new ArrayList<>(checks(component, options));
        if (component.kind() == Cell.class) {
            checks.addAll(variations(component, options));
        }
        checks.addAll(effects(component, options));
        return checks;
    }

    private <T, O extends Record> List<Check> checks(Component<T, O> component, O options) {
        Function<O, ? extends T> factory = chosen -> registry.make(component, chosen);
        return switch (factory.apply(options)) {
            case Cell cell -> CellChecks.of(() -> (Cell) factory.apply(options));
            case Optimizer optimizer -> OptimizerChecks.of(() -> (Optimizer) factory.apply(options));
            case Loss loss -> LossChecks.of(loss);
            case Metric metric -> MetricChecks.of(metric);
            case Schedule schedule -> ScheduleChecks.of(schedule);
            case Initializer initializer -> InitializerChecks.of(initializer);
            case DataSource source -> DataSourceChecks.of(source, folder);
            case Exporter exporter -> ExporterChecks.of(exporter);
            case Predictor predictor -> ofPredictor(predictor, component.id());
            default -> List.of();
        };
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

    private <T, O extends Record> List<Check> effects(Component<T, O> component, O options) {
        Function<O, ? extends T> factory = chosen -> registry.make(component, chosen);
        Function<O, List<Double>> behavior = changed -> switch (factory.apply(changed)) {
            case Cell cell -> Behavior.of(cell);
            case Optimizer optimizer -> Behavior.of(optimizer);
            case Loss loss -> Behavior.of(loss);
            case Metric metric -> Behavior.of(metric);
            case Schedule schedule -> Behavior.of(schedule);
            case Initializer initializer -> Behavior.of(initializer);
            default -> List.of();
        };
        // Of a source or an exporter there is no saying what an option should change.
        return behavior.apply(options).isEmpty() ? List.of() : new OptionEffects<>(options, behavior).checks();
    }
}
