package dev.sluice.cluster.trial;

import dev.sluice.cluster.connection.ClusterException;
import dev.sluice.cluster.connection.SparkConnection;
import dev.sluice.cluster.connection.SparkFailure;
import dev.sluice.cluster.site.Shipment;
import dev.sluice.core.search.Measurement;
import dev.sluice.core.search.Outcome;
import dev.sluice.tuning.experiment.ExperimentStudy;
import dev.sluice.tuning.experiment.TrialFolders;
import dev.sluice.tuning.journal.JsonFields;
import dev.sluice.tuning.journal.SearchJson;
import dev.sluice.tuning.trial.StepJudge;
import dev.sluice.tuning.trial.TrialRunner;
import dev.sluice.tuning.trial.TrialTask;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.slf4j.LoggerFactory;

/**
 * Runs trials on a Spark cluster, a slice at a time: a slice is a Spark job of one task, and the trial's files come back with
 * its result into the study's folder. Results are those of {@link dev.sluice.tuning.experiment.ExperimentTrials}.
 *
 * <p>The pruner judges a slice's steps once the slice is back, in their order. Where it stops the trial before the last of
 * them, the slice is run again as far as that step, from the files before it.
 */
public final class SparkTrials implements TrialRunner {
    private static final int MOST_LOSSES = 3;
    /** The seconds of a slice that ends with a step. */
    private static final double ENDLESS = 1e9;

    private static final double LEAST = 0.05;

    private final SparkConnection connection;
    private final Shipment shipment;
    private final TrialFolders folders;
    private final SearchJson json;
    private final int repeats;
    private final double seconds;
    private final Jobs jobs = new Jobs();

    /**
     * Creates a runner, which closes the connection when it is closed.
     *
     * @param seconds length of a slice
     * @throws IOException if the experiment's files cannot be read
     */
    SparkTrials(SparkConnection connection, ExperimentStudy study, double seconds) throws IOException {
        this.connection = connection;
        this.shipment = Shipment.of(
                connection.context(), study.experiment(), study.folder().path());
        this.folders = new TrialFolders(study.folder().trials());
        this.json = new SearchJson(study.experiment().space());
        this.repeats = study.experiment().tune().repeats();
        this.seconds = Math.max(LEAST, seconds);
    }

    @Override
    public Outcome run(TrialTask task, StepJudge judge) throws IOException, InterruptedException {
        TrialFiles files = new TrialFiles(folders, task.trial(), repeats);
        int heard = task.from();
        int losses = 0;
        double length = seconds;
        while (true) {
            Optional<SliceResult> done = slice(task, heard, SliceTask.NEVER, length, files);
            if (done.isEmpty()) {
                losses++;
                if (losses >= MOST_LOSSES) {
                    return new Outcome.Failed("its executors were lost " + MOST_LOSSES
                            + " times in the same slice; was there enough memory (spark.executor.memory)?");
                }
                LoggerFactory.getLogger(SparkTrials.class)
                        .warn("The executors of trial {} were lost; another one continues the trial", task.trial());
                continue;
            }
            SliceResult slice = done.get();
            losses = 0;
            List<Measurement> measured = slice.measurements().stream()
                    .map(line -> json.measurement(JsonFields.parse(line)))
                    .toList();
            for (Measurement measurement : measured) {
                if (judge.stops(measurement)) {
                    if (measurement.equals(measured.getLast())) {
                        files.replace(slice.files());
                    }
                    return stopped(task, measurement.step(), files);
                }
                heard = measurement.step();
            }
            files.replace(slice.files());
            // A slice in which no step ends may have been too short to get anywhere.
            length = measured.isEmpty() ? 2 * length : seconds;
            if (slice.ending() == SliceResult.Ending.ENDED) {
                return json.outcome(JsonFields.parse(slice.words()));
            }
        }
    }

    /** Ends a trial after a step, with the files that it has there. */
    private Outcome stopped(TrialTask task, int step, TrialFiles files) throws IOException, InterruptedException {
        Optional<SliceResult> last = slice(task, step - 1, step, ENDLESS, files);
        if (last.isEmpty()) {
            // Its outcome is known; its files stay those of an earlier step.
            return new Outcome.Pruned();
        }
        files.replace(last.get().files());
        return json.outcome(JsonFields.parse(last.get().words()));
    }

    /** Runs a slice; empty if executors were lost each time that Spark tried. */
    private Optional<SliceResult> slice(TrialTask task, int heard, int stopAt, double length, TrialFiles files)
            throws IOException, InterruptedException {
        JavaSparkContext context = connection.context();
        SliceTask slice = SliceTask.of(shipment, task, heard, stopAt, length, connection.threads());
        SliceResult result;
        Broadcast<byte[]> before = context.broadcast(files.pack());
        try {
            result = jobs.await(() -> context.parallelize(List.of(slice), 1)
                            .map(new TrialSlice(before))
                            .collectAsync())
                    .getFirst();
        } catch (ExecutionException e) {
            if (SparkFailure.isLoss(e)) {
                return Optional.empty();
            }
            throw SparkFailure.of(e);
        } finally {
            SparkConnection.takeBack(before);
        }
        if (result.ending() == SliceResult.Ending.REFUSED) {
            throw new ClusterException("on " + result.host() + ": " + result.words());
        }
        return Optional.of(result);
    }

    @Override
    public void stop() {
        jobs.cancel();
    }

    @Override
    public void close() {
        connection.close();
    }
}
