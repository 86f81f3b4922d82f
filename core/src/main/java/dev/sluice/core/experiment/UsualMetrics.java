package dev.sluice.core.experiment;

import dev.sluice.core.option.Choice;
import dev.sluice.core.train.loss.Loss;
import dev.sluice.core.train.metric.Accuracy;
import dev.sluice.core.train.metric.DistributionMetric;
import dev.sluice.core.train.metric.LabelAccuracy;
import dev.sluice.core.train.metric.Likelihood;
import dev.sluice.core.train.metric.MacroF1;
import dev.sluice.core.train.metric.MeanAbsoluteError;
import dev.sluice.core.train.metric.Metric;
import dev.sluice.core.train.metric.RootMeanSquaredError;
import dev.sluice.core.train.metric.TopK;
import dev.sluice.core.train.metric.text.Bleu;
import dev.sluice.core.train.metric.text.EditRate;
import dev.sluice.core.train.metric.text.TextMetric;
import java.util.ArrayList;
import java.util.List;

/** The figures that are measured where an experiment does not say. */
final class UsualMetrics {
    /** Share of examples whose likeliest label is right. */
    static final String ACCURACY = "accuracy";

    /** Share of examples with a right label among the three likeliest. */
    static final String TOP_3 = "top-3";

    /** The number of classes that count as the likeliest ones. */
    static final int TOP = 3;

    /** Share of right decisions where several classes may hold. */
    static final String LABEL_ACCURACY = "label-accuracy";

    private UsualMetrics() {}

    /** The metrics that are chosen or, if none are, the usual ones for the loss. */
    static List<Choice<Metric>> of(Loss loss, List<Choice<Metric>> chosen) {
        return of(loss, chosen, false);
    }

    /**
     * The same for a target that may be the next symbol of a text.
     *
     * @param next whether it is
     */
    static List<Choice<Metric>> of(Loss loss, List<Choice<Metric>> chosen, boolean next) {
        if (!chosen.isEmpty()) {
            return chosen;
        }
        if (loss.ofTranscripts()) {
            return List.of();
        }
        if (next) {
            return List.of(
                    new Choice<>("perplexity", new Likelihood(Likelihood.Unit.PERPLEXITY)),
                    new Choice<>(ACCURACY, new Accuracy()));
        }
        Choice<Metric> accuracy = new Choice<>(ACCURACY, new Accuracy());
        Choice<Metric> f1 = new Choice<>("f1-macro", new MacroF1());
        return switch (loss.activation()) {
            case SOFTMAX -> List.of(accuracy, new Choice<>(TOP_3, new TopK(new TopK.Options(TOP))), f1);
            case SIGMOID -> List.of(accuracy, new Choice<>(LABEL_ACCURACY, new LabelAccuracy()), f1);
            case NONE -> numbers(loss);
        };
    }

    /**
     * The usual figure of texts that a model writes.
     *
     * @param transcribed whether it reads them off the steps
     */
    static List<Choice<TextMetric>> ofTexts(boolean transcribed) {
        return transcribed
                ? List.of(new Choice<>("character-error-rate", EditRate.ofCharacters()))
                : List.of(new Choice<>("bleu", new Bleu(Bleu.Options.defaults())));
    }

    private static List<Choice<Metric>> numbers(Loss loss) {
        List<Choice<Metric>> metrics = new ArrayList<>();
        metrics.add(new Choice<>("mae", new MeanAbsoluteError()));
        metrics.add(new Choice<>("rmse", new RootMeanSquaredError()));
        if (loss.family().isPresent()) {
            metrics.add(new Choice<>("crps", DistributionMetric.crps()));
            metrics.add(new Choice<>("coverage", DistributionMetric.coverage(new DistributionMetric.Level(0))));
        }
        return metrics;
    }
}
