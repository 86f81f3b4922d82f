package dev.sluice.core.experiment;

import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.model.LowRank;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes smaller models of trained runs. The result is an ordinary experiment that starts from the run's weights, so that it
 * can be changed, run, tested beside the run it came from, and exported:
 *
 * <pre>{@code
 * Run run = new Runs(Path.of("runs")).find("latest");
 * RunResult smaller = Compression.of(run).set("model.encoder.rank", Compression.rankFor(run, 0.9)).run();
 * }</pre>
 */
public final class Compression {
    private Compression() {}

    /** The run's experiment, starting from the run's best weights, without further training. */
    public static Experiment of(Run run) {
        Experiment experiment = Experiment.load(run.file(RunFile.EXPERIMENT));
        ResolvedExperiment resolved = experiment.resolve();
        Path folder = resolved.folder().toAbsolutePath().normalize();
        Path from = run.path().toAbsolutePath().normalize();
        Path start = Objects.equals(folder.getRoot(), from.getRoot()) ? folder.relativize(from) : from;
        return experiment
                .set("name", resolved.config().name() + "-smaller")
                .set("train.start_from", start.toString())
                .set("train.epochs", 0);
    }

    /**
     * The smallest rank at which each of the encoder's weight matrices keeps a share of the sum of its squared singular
     * values.
     *
     * @param energy above 0, at most 1
     * @throws RunException if the run has no trained weights
     */
    public static int rankFor(Run run, double energy) throws IOException {
        return rankFor(TrainedModels.load(run), energy);
    }

    /** The same with components that are already loaded. */
    public static int rankFor(Run run, double energy, Registry registry) throws IOException {
        return rankFor(TrainedModels.load(run, registry), energy);
    }

    /**
     * Checks that factors of a rank have fewer weights than the matrices in whose place they stand.
     *
     * @throws RunException if they have not, or the run has no trained weights
     */
    public static void requireSmaller(Run run, int rank) throws IOException {
        TrainedModel model = TrainedModels.load(run);
        long now = model.parameters().elements();
        long then = network(model, rank).parameters().stream()
                .mapToLong(parameter -> parameter.shape().elements())
                .sum();
        if (then >= now) {
            throw new RunException(String.format(
                    Locale.ROOT,
                    "factors must have fewer weights than the matrices of the model, but with those of rank %d the model of %s"
                            + " has %,d parameters, and without them %,d; take a lower rank, or a smaller share of the energy",
                    rank,
                    run.id(),
                    then,
                    now));
        }
    }

    private static int rankFor(TrainedModel model, double energy) {
        if (!(energy > 0 && energy <= 1)) {
            throw new IllegalArgumentException("the energy must be above 0 and at most 1, but was " + energy);
        }
        Set<String> factorized = factorized(model);
        List<Tensor> matrices = new ArrayList<>();
        model.parameters().forEach((name, value) -> {
            if (factorized.contains(LowRank.whole(name))) {
                matrices.add(value);
            }
        });
        return LowRank.rankFor(matrices, energy);
    }

    /** The names of the matrices in whose place a rank puts two factors: those that have them at the lowest rank. */
    private static Set<String> factorized(TrainedModel model) {
        return network(model, 1).parameters().stream()
                .map(ParameterSpec::name)
                .filter(name -> name.endsWith(LowRank.OUT))
                .map(LowRank::whole)
                .collect(Collectors.toSet());
    }

    private static Network network(TrainedModel model, int rank) {
        ModelConfig config = model.config().withEncoder(model.config().encoder().withRank(rank));
        return TrainedModel.network(
                config, model.imported(), model.contract(), model.activations(), model.forms(), Network.Mode.INFERENCE);
    }
}
