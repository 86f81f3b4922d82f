package dev.sluice.core.experiment;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.PreparedData;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.experiment.exchange.Digits;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.record.IntervalRecord;
import dev.sluice.core.experiment.record.Json;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.model.Network;
import dev.sluice.core.train.Calibration;
import dev.sluice.core.train.IntervalConfig;
import dev.sluice.core.train.IntervalFigures;
import dev.sluice.core.train.TrainingConfig;
import dev.sluice.core.train.distribution.Interval;
import dev.sluice.core.train.loss.Loss;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** The intervals that an experiment's models give with predicted numbers. */
final class Intervals {
    private static final String PLACE = "train.interval";

    private Intervals() {}

    /**
     * Those of a model before calibration, by target: what the losses give exactly, and what is to be calibrated, with margins of 0.
     */
    static Map<String, Interval> of(TrainingConfig train, DataContract contract) {
        IntervalConfig config = train.interval();
        Map<String, Interval> intervals = new LinkedHashMap<>();
        contract.targets().forEach((name, target) -> {
            Loss loss = train.objective(name).loss();
            if (target.columns() instanceof TargetEncoding.Numeric && (config.calibrate() || config.isExact(loss))) {
                List<Double> margins = config.calibrate() ? Collections.nCopies(target.size(), 0.0) : List.of();
                intervals.put(name, new Interval(config.level(loss), margins));
            }
        });
        return intervals;
    }

    /** Those of a run's model, calibrated if the run has come so far. */
    static Map<String, Interval> ofRun(Run run, TrainingConfig train, DataContract contract) throws IOException {
        Map<String, Interval> intervals = of(train, contract);
        if (!train.interval().calibrate() || !Files.exists(run.file(RunFile.INTERVALS))) {
            return intervals;
        }
        try {
            Map<String, Object> read = Json.parse(Files.readString(run.verified(RunFile.INTERVALS)));
            Map<String, IntervalRecord> calibrated = new LinkedHashMap<>();
            read.forEach((name, record) -> calibrated.put(name, Json.read(Json.pretty(record), IntervalRecord.class)));
            return with(intervals, calibrated);
        } catch (JacksonException e) {
            throw new RunException(RunFile.INTERVALS.fileName() + " of " + run.id() + " does not hold intervals: "
                    + e.getOriginalMessage() + "; was it changed by hand?");
        }
    }

    /** Intervals with the margins of a calibration. */
    static Map<String, Interval> with(Map<String, Interval> intervals, Map<String, IntervalRecord> calibrated) {
        Map<String, Interval> all = new LinkedHashMap<>(intervals);
        calibrated.forEach((name, record) -> all.put(name, new Interval(record.level(), record.margins())));
        return all;
    }

    /**
     * Refuses intervals that a loss does not give, or that the validation part is too small for.
     *
     * @throws ConfigException if there are such
     */
    static void check(TrainingConfig train, PreparedData data) {
        IntervalConfig config = train.interval();
        data.contract().targets().forEach((name, target) -> {
            if (!(target.columns() instanceof TargetEncoding.Numeric)) {
                return;
            }
            Loss loss = train.objective(name).loss();
            double level = config.level(loss);
            if (config.calibrate() && !target.everyStep() && data.validation().size() < Calibration.fewest(level)) {
                throw new ConfigException(PLACE + ".calibrate: "
                        + Calibration.tooFew(data.validation().size(), level));
            }
            if (config.level() > 0 && !config.calibrate() && !config.isExact(loss)) {
                throw new ConfigException(PLACE + ".level: " + missing(loss, config.level()));
            }
        });
    }

    private static String missing(Loss loss, double level) {
        return loss.family()
                .map(family -> String.format(
                        Locale.ROOT,
                        "an interval at level %s reaches from the quantile at %s to that at %s, which the loss does not"
                                + " give (it gives %s); add these levels to the loss, or set train.interval.calibrate: true",
                        level,
                        rounded((1 - level) / 2),
                        rounded((1 + level) / 2),
                        family.title()))
                .orElse("the loss predicts points, which have no interval; set train.interval.calibrate: true, or take"
                        + " a loss such as quantile or gaussian");
    }

    private static String rounded(double level) {
        return String.valueOf(Math.round(level * 1e9) / 1e9);
    }

    /** Calibrates a trained model on the validation part, and measures its intervals on the test part. */
    static Map<String, IntervalRecord> calibrate(PreparedTraining prepared, TrainedModel model, EngineOptions engine) {
        if (!prepared.config().train().interval().calibrate()
                || model.intervals().isEmpty()) {
            return Map.of();
        }
        PreparedData data = prepared.data();
        Calibration calibration = new Calibration(
                model.network(Network.Mode.INFERENCE),
                model.contract(),
                model.families(),
                prepared.config().train().batchSize(),
                engine);
        try {
            Map<String, Interval> fitted = calibration.fit(model.parameters(), data.validation(), model.intervals());
            Map<String, IntervalFigures> test =
                    data.test().isEmpty() ? Map.of() : calibration.judge(model.parameters(), data.test(), fitted);
            Map<String, IntervalRecord> records = new LinkedHashMap<>();
            fitted.forEach((name, interval) -> records.put(
                    name,
                    new IntervalRecord(
                            interval.level(), data.validation().size(), interval.margins(), test.get(name))));
            return records;
        } catch (IllegalArgumentException e) {
            throw new ConfigException(PLACE + ".calibrate: " + e.getMessage());
        }
    }

    /** Lines for people about calibrated intervals. */
    static List<String> report(Map<String, IntervalRecord> calibrated) {
        List<String> lines = new ArrayList<>();
        calibrated.forEach((name, record) -> Optional.ofNullable(record.test())
                .ifPresent(test -> lines.add(String.format(
                        Locale.ROOT,
                        "Intervals%s that should hold %s %% of the numbers hold %.1f %% of the test part%s, with a mean width of"
                                + " %.4g%s.",
                        calibrated.size() > 1 ? " of " + name : "",
                        Digits.of(100 * record.level()),
                        100 * test.after().coverage(),
                        test.before().width() > 0
                                ? String.format(
                                        Locale.ROOT,
                                        ", before calibration %.1f %%",
                                        100 * test.before().coverage())
                                : "",
                        test.after().width(),
                        test.before().width() > 0
                                ? String.format(
                                        Locale.ROOT,
                                        " and %.4g before",
                                        test.before().width())
                                : ""))));
        return lines;
    }
}
