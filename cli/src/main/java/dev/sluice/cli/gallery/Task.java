package dev.sluice.cli.gallery;

import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.ExperimentConfig;
import dev.sluice.core.experiment.ResolvedExperiment;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.train.Scores;
import dev.sluice.core.train.TrainingDivergedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An experiment that every cell is put into; everything else stays as its file says. */
public final class Task {
    private final Path file;
    private final String words;
    private final Experiment experiment;
    private final ExperimentConfig config;

    private Task(Path file, String words, Experiment experiment, ExperimentConfig config) {
        this.file = file;
        this.words = words;
        this.experiment = experiment;
        this.config = config;
    }

    /**
     * The task of an experiment file.
     *
     * @param overrides changes of the experiment, {@code path=YAML}
     * @param jars plugins beside those of the experiment
     * @throws dev.sluice.core.experiment.yaml.ConfigException if the experiment is not right
     * @throws IOException if the file cannot be read
     */
    public static Task of(Path file, List<String> overrides, List<Path> jars) throws IOException {
        Experiment experiment = Experiment.load(file);
        for (String override : overrides) {
            experiment = experiment.option(override);
        }
        // Trainings run side by side, each on its own thread; the number of threads changes no result.
        experiment = experiment.set("train.threads", 1).set("export", "none");
        if (!jars.isEmpty()) {
            List<String> all = new ArrayList<>(experiment.resolve().config().plugins());
            jars.forEach(jar -> all.add(jar.toAbsolutePath().toString()));
            experiment = experiment.set("plugins", all);
        }
        ResolvedExperiment resolved = experiment.resolve();
        return new Task(file, words(file), experiment.withRegistry(resolved.registry()), resolved.config());
    }

    /** The file's first comment, up to an empty line. */
    private static String words(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .takeWhile(line -> line.startsWith("# "))
                .map(line -> line.substring(2).strip())
                .collect(Collectors.joining(" "));
    }

    /** The experiment file. */
    public Path file() {
        return file;
    }

    /** The experiment's name. */
    public String name() {
        return config.name();
    }

    /** The description in the file. */
    public String words() {
        return words;
    }

    /** The experiment with all defaults, but for its cell. */
    public ExperimentConfig config() {
        return config;
    }

    /** The main figure: the experiment's first metric, the loss without any. */
    public String figure() {
        return config.train().metrics().isEmpty()
                ? Scores.LOSS
                : config.train().metrics().getFirst().name();
    }

    /** Trains a cell, tests it, and leaves the run in a folder. */
    Outcome train(CellEntry cell, Path runs) {
        try {
            Scores test = experiment
                    .set("model.encoder.cell={name: " + cell.id() + ", options: " + cell.options() + "}")
                    .withRuns(runs)
                    .run()
                    .test();
            return new Outcome.Learned(test.figure(figure()), test.loss());
        } catch (TrainingDivergedException e) {
            return new Outcome.Diverged();
        } catch (ConfigException e) {
            if (cell.extraInputs().isEmpty()) {
                throw e;
            }
            return new Outcome.NotGiven();
        }
    }
}
