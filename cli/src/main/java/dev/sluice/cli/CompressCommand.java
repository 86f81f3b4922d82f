package dev.sluice.cli;

import dev.sluice.core.experiment.Compression;
import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.GroupResult;
import dev.sluice.core.experiment.record.Run;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice compress}. */
@Command(
        name = "compress",
        description =
                "Make a smaller model from a trained run. It becomes a new run, which is compared with the original and exported.",
        mixinStandardHelpOptions = true)
final class CompressCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RunArgument chosen = new RunArgument();

    @Option(
            names = "--rank",
            paramLabel = "R",
            description = "Factorize each weight matrix of the encoder with this rank, where that is smaller.")
    private @Nullable Integer rank;

    @Option(
            names = "--energy",
            paramLabel = "SHARE",
            description =
                    "Like --rank, but with the smallest rank that keeps this share of the squared singular values of each"
                            + " matrix, for example 0.9.")
    private @Nullable Double energy;

    @Option(
            names = "--sparsity",
            paramLabel = "SHARE",
            description = "Set this share of the weights to zero during further training; needs --epochs.")
    private @Nullable Double sparsity;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Train the smaller model for this many more epochs (default: 0).")
    private int epochs;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Change a value of the experiment; may be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        check();
        PrintWriter out = spec.commandLine().getOut();
        Run run = chosen.run();
        Experiment experiment = Compression.of(run).withRuns(chosen.folder()).option("train.epochs=" + epochs);
        if (rank != null || energy != null) {
            int factors = rank != null ? rank : Compression.rankFor(run, energy == null ? 1 : energy);
            if (sparsity == null) {
                Compression.requireSmaller(run, factors);
            }
            out.println("Factors of rank " + factors);
            experiment = experiment.option("model.encoder.rank=" + factors);
        }
        if (sparsity != null) {
            experiment = experiment.option("train.pruning.sparsity=" + sparsity).set("train.pruning.begin", 0);
        }
        for (String override : overrides) {
            experiment = experiment.option(override);
        }
        Experiment smaller = experiment;
        ObservedRun.of(
                spec,
                false,
                (observer, command) ->
                        GroupResult.of(smaller.withObserver(observer).run(command)));
        return 0;
    }

    private void check() {
        if (rank == null && energy == null && sparsity == null) {
            throw wrong("choose how to compress: --rank R, --energy SHARE or --sparsity SHARE");
        }
        if (rank != null && energy != null) {
            throw wrong("--rank and --energy both choose the rank; give one of them");
        }
        if (rank != null && rank < 1) {
            throw wrong("--rank must be at least 1, but was " + rank);
        }
        if (energy != null && !(energy > 0 && energy <= 1)) {
            throw wrong("--energy must be above 0 and at most 1, but was " + energy);
        }
        if (sparsity != null && epochs < 1) {
            throw wrong("--sparsity removes weights during training and needs --epochs of at least 1");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
