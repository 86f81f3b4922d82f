package dev.sluice.cli;

import dev.sluice.core.experiment.TrainingCluster;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --on}: the cluster that a training uses. */
final class ClusterOption {
    @Option(
            names = "--on",
            paramLabel = "MASTER",
            description = "Compute the shards of batches (train.parallel.shards) on a Spark cluster, such as"
                    + " spark://host:7077. Does not affect results.")
    private @Nullable String master;

    /** Works with a connection to the cluster, if one is named. */
    <T> T use(Function<Optional<TrainingCluster.Connection>, T> work) {
        if (master == null) {
            return work.apply(Optional.empty());
        }
        try (TrainingCluster.Connection connection = TrainingCluster.installed().connect(master)) {
            return work.apply(Optional.of(connection));
        }
    }
}
