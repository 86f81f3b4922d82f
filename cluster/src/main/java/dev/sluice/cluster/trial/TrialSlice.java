package dev.sluice.cluster.trial;

import dev.sluice.cluster.connection.SparkFailure;
import dev.sluice.cluster.site.Site;
import dev.sluice.core.error.SluiceException;
import dev.sluice.core.experiment.record.Json;
import dev.sluice.core.search.Measurement;
import dev.sluice.core.search.Outcome;
import dev.sluice.tuning.experiment.ExperimentTrials;
import dev.sluice.tuning.experiment.TrialFolders;
import dev.sluice.tuning.journal.SearchJson;
import dev.sluice.tuning.trial.StepJudge;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.slf4j.LoggerFactory;

/**
 * Runs a slice of a trial on an executor: from the files of the trial to its files some seconds later. A slice ends with the
 * trial, at the end of a step once a third of its time has passed, or between two updates when all of it has.
 */
final class TrialSlice implements Function<SliceTask, SliceResult> {
    private static final long serialVersionUID = 1L;
    private static final double EARLY = 1.0 / 3;
    private static final double NANOSECONDS = 1e-9;
    private static final long MILLIS = 1000;

    private final Broadcast<byte[]> files;

    /**
     * Creates the function.
     *
     * @param files of the trial before the slice
     */
    TrialSlice(Broadcast<byte[]> files) {
        this.files = files;
    }

    @Override
    public SliceResult call(SliceTask slice) throws IOException {
        String host = InetAddress.getLocalHost().getHostName();
        try {
            Site site = Site.of(slice.shipment());
            Path trials = site.place().resolve("trials");
            TrialFiles folder = new TrialFiles(
                    new TrialFolders(trials), slice.trial(), site.open().tune().repeats());
            folder.replace(files.value());
            read(site, slice);
            List<String> measured = new ArrayList<>();
            ExperimentTrials runner = new ExperimentTrials(site.open(), trials, site.data(), slice.threads());
            try {
                Outcome outcome = run(runner, slice, measured);
                String words = Json.line(SearchJson.of(outcome));
                return new SliceResult(SliceResult.Ending.ENDED, words, measured, folder.pack(), host);
            } catch (InterruptedException e) {
                return new SliceResult(SliceResult.Ending.UNFINISHED, "", measured, folder.pack(), host);
            }
        } catch (SluiceException e) {
            return new SliceResult(SliceResult.Ending.REFUSED, SparkFailure.words(e), List.of(), new byte[0], host);
        }
    }

    /** Reads the data, which is no part of a slice's time: the first one of an executor would otherwise come to nothing else. */
    private static void read(Site site, SliceTask slice) throws IOException {
        try {
            site.data().fingerprint(site.open().at(slice.task().assignment()));
        } catch (SluiceException e) {
            // The trial fails with the same words, as it would anywhere.
            LoggerFactory.getLogger(TrialSlice.class).debug("trial {}", slice.trial(), e);
        }
    }

    private static Outcome run(ExperimentTrials runner, SliceTask slice, List<String> measured)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        StepJudge judge = measurement -> {
            measured.add(line(measurement));
            if ((System.nanoTime() - start) * NANOSECONDS >= slice.seconds() * EARLY) {
                runner.stop();
            }
            return measurement.step() == slice.stopAt();
        };
        try (ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1)) {
            ScheduledFuture<?> end =
                    clock.schedule(runner::stop, (long) (slice.seconds() * MILLIS), TimeUnit.MILLISECONDS);
            try {
                return runner.run(slice.task(), judge);
            } finally {
                end.cancel(false);
            }
        }
    }

    private static String line(Measurement measurement) {
        return Json.line(SearchJson.of(measurement));
    }
}
