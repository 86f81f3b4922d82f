package dev.sluice.core.experiment;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.PreparedData;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.experiment.exchange.Digits;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.record.ThresholdRecord;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.train.Evaluator;
import dev.sluice.core.train.Threshold;
import dev.sluice.core.train.ThresholdConfig;
import dev.sluice.core.train.Thresholds;
import dev.sluice.core.train.TrainingConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The thresholds of labels that an experiment asks for. */
final class ChosenThresholds {
    private static final String PLACE = "train.thresholds.";

    private ChosenThresholds() {}

    /**
     * Refuses a choice that cannot be made.
     *
     * @throws ConfigException if there is nothing to choose on or by, or no target takes thresholds
     */
    static void check(TrainingConfig train, PreparedData data) {
        ThresholdConfig config = train.thresholds();
        if (!config.choose()) {
            return;
        }
        if (data.validation().isEmpty()) {
            throw new ConfigException(
                    PLACE + "choose: thresholds are chosen on the validation part, but it has no example;"
                            + " keep some for it in data.split");
        }
        if (!config.by().component().judgesDecisions()) {
            throw new ConfigException(PLACE + "by: thresholds are chosen by a metric of decisions, but "
                    + config.by().name()
                    + " judges probabilities or numbers; take f1-macro, balanced-accuracy, matthews or accuracy");
        }
        Map<String, TargetEncoding> taking = taking(train, data.contract());
        if (taking.isEmpty()) {
            throw new ConfigException(
                    PLACE + "choose: a threshold decides where several labels may hold or there are two classes,"
                            + " but no target is like that; leave it out, or take a loss such as binary-cross-entropy");
        }
        taking.forEach((name, target) -> {
            try {
                config.by().component().forTarget(target.columns());
            } catch (IllegalArgumentException e) {
                throw new ConfigException(PLACE + "by: " + e.getMessage());
            }
        });
    }

    /** Targets whose labels are predicted one by one, or are two; a loss of whole sequences decides by itself. */
    private static Map<String, TargetEncoding> taking(TrainingConfig train, DataContract contract) {
        Map<String, TargetEncoding> taking = new LinkedHashMap<>(contract.targets());
        taking.entrySet()
                .removeIf(target ->
                        train.objective(target.getKey()).loss().sequences().isPresent()
                                || !(target.getValue().columns() instanceof ClassEncoding classes)
                                || !classes.takesThresholds());
        return taking;
    }

    /** Chooses the thresholds of a trained model on the validation part; none unless the experiment asks for them. */
    static Map<String, ThresholdRecord> choose(PreparedTraining prepared, TrainedModel model, Evaluator evaluator) {
        ThresholdConfig config = prepared.config().train().thresholds();
        Map<String, ThresholdRecord> records = new LinkedHashMap<>();
        if (config.choose()) {
            PreparedData data = prepared.data();
            new Thresholds(config.by().component())
                    .choose(
                            evaluator,
                            model.parameters(),
                            data.validation(),
                            prepared.config().train().batchSize(),
                            taking(prepared.config().train(), data.contract()))
                    .forEach((name, labels) -> records.put(
                            name,
                            new ThresholdRecord(
                                    config.by().name(), data.validation().size(), labels)));
        }
        return records;
    }

    /** A contract whose targets are decided by thresholds. */
    static DataContract with(DataContract contract, Map<String, ThresholdRecord> chosen) {
        Map<String, List<Double>> thresholds = new LinkedHashMap<>();
        chosen.forEach((name, record) -> {
            TargetEncoding target = contract.targets().get(name);
            if (target != null && target.columns() instanceof ClassEncoding classes) {
                thresholds.put(name, Thresholds.probabilities(record.labels(), classes));
            }
        });
        return contract.withThresholds(thresholds);
    }

    /** Lines for people. */
    static List<String> report(Map<String, ThresholdRecord> chosen) {
        List<String> lines = new ArrayList<>();
        chosen.forEach((name, record) -> {
            lines.add(String.format(
                    Locale.ROOT,
                    "Thresholds%s, chosen by %s on %,d examples of the validation part:",
                    chosen.size() > 1 ? " of " + name : "",
                    record.by(),
                    record.examples()));
            record.labels().forEach(label -> lines.add("  " + line(label)));
        });
        return lines;
    }

    private static String line(Threshold label) {
        return label.holding() == 0
                ? label.label() + ": 0.5, since it never holds there"
                : String.format(
                        Locale.ROOT,
                        "%s: %s (%.4f, at 0.5 %.4f)",
                        label.label(),
                        Digits.of(Math.round(label.probability() * 1e4) / 1e4),
                        label.after(),
                        label.before());
    }
}
