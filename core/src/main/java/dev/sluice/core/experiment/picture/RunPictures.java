package dev.sluice.core.experiment.picture;

import dev.sluice.core.chart.Picture;
import dev.sluice.core.evaluation.TestSamples;
import dev.sluice.core.experiment.record.Results;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.train.EpochReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pictures of a run, drawn from what its folder records: training, test, forecasts. */
public final class RunPictures {
    private RunPictures() {}

    /** All pictures of a run for which there is something to show. */
    public static List<Picture> of(Run run) throws IOException {
        return of(run.metrics(), run.results(), run.samples());
    }

    /**
     * The pictures of what is known of a run.
     *
     * @param history of its training
     * @param results of its test; empty if it was not tested
     * @param samples of its answers
     */
    public static List<Picture> of(List<EpochReport> history, Optional<Results> results, TestSamples samples) {
        List<Picture> pictures = new ArrayList<>();
        LearningCurve.of(history).ifPresent(pictures::add);
        results.ifPresent(known -> {
            known.details()
                    .confusion()
                    .forEach((target, matrix) -> pictures.add(ConfusionPicture.of(
                            named(
                                    "confusion",
                                    target,
                                    known.details().confusion().size()),
                            matrix)));
            known.details()
                    .calibration()
                    .forEach((target, bins) -> pictures.add(CalibrationPicture.of(
                            named(
                                    "calibration",
                                    target,
                                    known.details().calibration().size()),
                            bins)));
            StepErrors.of(known).ifPresent(pictures::add);
        });
        samples.forecasts()
                .forEach((target, forecasts) -> pictures.add(ForecastPicture.of(
                        named("forecasts", target, samples.forecasts().size()), forecasts)));
        samples.numbers()
                .forEach((target, columns) -> pictures.add(PredictionPicture.of(
                        named("predictions", target, samples.numbers().size()), columns)));
        return pictures;
    }

    private static String named(String name, String target, int targets) {
        return targets == 1 ? name : name + "-" + target.replaceAll("[^A-Za-z0-9_-]+", "-");
    }

    /**
     * Draws all pictures into the run's folder.
     *
     * @return the files
     * @throws RunException if there is nothing to show
     */
    public static List<Path> write(Run run) throws IOException {
        List<Picture> pictures = of(run);
        if (pictures.isEmpty()) {
            throw new RunException("a picture shows a training or a test, but the run " + run.id()
                    + " has recorded neither; take one that has trained for an epoch");
        }
        return write(pictures, run.file(RunFile.PICTURES));
    }

    /** Writes pictures into a folder, made if it is missing. */
    public static List<Path> write(List<Picture> pictures, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        for (Picture picture : pictures) {
            files.add(picture.write(folder));
        }
        return files;
    }
}
