package dev.sluice.core.experiment;

import dev.sluice.core.experiment.space.ConstraintExpression;
import dev.sluice.core.experiment.space.DomainForm;
import dev.sluice.core.experiment.space.SpaceTemplate;
import dev.sluice.core.experiment.space.TuneConfig;
import dev.sluice.core.experiment.yaml.BoundValue;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.experiment.yaml.Problems;
import dev.sluice.core.experiment.yaml.YamlNode;
import dev.sluice.core.experiment.yaml.YamlWriter;
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.SearchSpace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * An experiment some of whose values are open: a space of experiments, and how it is to be searched. Immutable.
 *
 * <pre>{@code
 * OpenExperiment open = Experiment.load(Path.of("experiment.yaml"))
 *         .set("model.encoder.hidden", IntDomain.log(32, 256))
 *         .set("tune.objective", "validation.accuracy")
 *         .open();
 * }</pre>
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class OpenExperiment {
    private final ExperimentLoader.Parsed parsed;
    private final SpaceTemplate template;
    private final SearchSpace space;
    private final BoundValue<TuneConfig> tune;
    private final Search search;

    /**
     * The block {@code tune}, resolved for this experiment.
     *
     * @param objectives with their directions
     * @param constraints as they are to be evaluated
     * @param start first assignments
     * @param epochs of the longest trial
     * @param sample an experiment of the space, for all that is not open
     */
    record Search(
            List<Objective> objectives,
            List<ConstraintExpression> constraints,
            List<Assignment> start,
            int epochs,
            ResolvedExperiment sample) {}

    OpenExperiment(ExperimentLoader.Parsed parsed, SpaceTemplate template, BoundValue<TuneConfig> tune, Search search) {
        this.parsed = parsed;
        this.template = template;
        this.space = template.space();
        this.tune = tune;
        this.search = search;
    }

    /** The space of its open values. */
    public SearchSpace space() {
        return space;
    }

    /** The block {@code tune}: how the space is searched. */
    @API(status = API.Status.INTERNAL)
    public TuneConfig tune() {
        return tune.value();
    }

    /** The figures that are optimized, with their directions. */
    public List<Objective> objectives() {
        return search.objectives();
    }

    /** Constraints on the assignments that are tried. */
    @API(status = API.Status.INTERNAL)
    public List<ConstraintExpression> constraints() {
        return search.constraints();
    }

    /** The assignments of the first trials. */
    public List<Assignment> start() {
        return search.start();
    }

    /** Most epochs of a trial, at least 1. */
    public int epochs() {
        return search.epochs();
    }

    /** The experiment's name. */
    public String name() {
        return search.sample().config().name();
    }

    /** The seed of the search, and of all that the trials draw. */
    public long seed() {
        return search.sample().config().seed();
    }

    /** The components of the plugins that it uses. */
    public Registry registry() {
        return parsed.registry();
    }

    /** The folder that relative paths start from. */
    public Path folder() {
        return parsed.folder();
    }

    /** Returns whether nothing at a path or below it is open, nor a block that it is in. */
    public boolean isSettled(String path) {
        return template.holes().stream()
                .noneMatch(hole -> hole.name().equals(path)
                        || hole.name().startsWith(path + ".")
                        || path.startsWith(hole.name() + "."));
    }

    /** Some experiment of the space, for all that is not open. */
    @API(status = API.Status.INTERNAL)
    public ResolvedExperiment sample() {
        return search.sample();
    }

    /**
     * The experiment with a value for all that is open.
     *
     * @throws ConfigException if these values do not go together
     */
    @API(status = API.Status.INTERNAL)
    public ResolvedExperiment at(Assignment assignment) {
        return ExperimentLoader.bind(template.at(assignment), parsed.folder(), parsed.registry(), new Problems());
    }

    /** The same with another seed. */
    @API(status = API.Status.INTERNAL)
    public ResolvedExperiment at(Assignment assignment, long seed) {
        YamlNode.Fields tree = template.at(assignment);
        YamlNode written = new YamlNode.Scalar(Long.toString(seed), false, tree.place());
        return ExperimentLoader.bind(
                tree.with("seed", new YamlNode.Field(tree.place(), written)),
                parsed.folder(),
                parsed.registry(),
                new Problems());
    }

    /** All that was written but where relative paths begin, by path, with domains as they were written. */
    public Map<String, String> written() {
        Map<String, String> written = new LinkedHashMap<>();
        flatten("", parsed.tree(), written);
        written.remove("folder");
        return written;
    }

    private static void flatten(String path, YamlNode node, Map<String, String> into) {
        if (node instanceof YamlNode.Fields fields && !fields.values().isEmpty() && !DomainForm.isDomain(node)) {
            fields.values()
                    .forEach((key, field) -> flatten(path.isEmpty() ? key : path + "." + key, field.value(), into));
        } else {
            into.put(path, YamlWriter.inline(node));
        }
    }

    /**
     * All single values as they are written, the options of domains among them, but where relative paths begin: some are names
     * of files.
     */
    @API(status = API.Status.INTERNAL)
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        YamlNode tree = parsed.tree();
        (tree instanceof YamlNode.Fields fields ? fields.without("folder") : tree).texts(texts::add);
        return texts;
    }

    /** One value of the block {@code tune} with all its defaults, in one line. */
    public String searched(String key) {
        YamlNode value = tune.node() instanceof YamlNode.Fields fields ? fields.get(key) : null;
        return value == null ? "" : YamlWriter.inline(value);
    }

    /** The same as a file that will stand in another folder. */
    public String yamlFor(Path place) {
        YamlNode.Fields tree = (YamlNode.Fields) parsed.tree();
        return YamlWriter.write(ResolvedExperiment.moved(
                tree.with(ExperimentLoader.TUNE, new YamlNode.Field(tree.place(), tune.node())),
                parsed.folder(),
                place));
    }
}
