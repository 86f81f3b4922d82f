package dev.sluice.core.builtin;

import dev.sluice.core.option.NoOptions;
import dev.sluice.core.plugin.ComponentModule;
import dev.sluice.core.train.metric.Accuracy;
import dev.sluice.core.train.metric.AveragePrecision;
import dev.sluice.core.train.metric.BalancedAccuracy;
import dev.sluice.core.train.metric.BrierScore;
import dev.sluice.core.train.metric.CalibrationError;
import dev.sluice.core.train.metric.Determination;
import dev.sluice.core.train.metric.DistributionMetric;
import dev.sluice.core.train.metric.ExactMatch;
import dev.sluice.core.train.metric.LabelAccuracy;
import dev.sluice.core.train.metric.Likelihood;
import dev.sluice.core.train.metric.MacroF1;
import dev.sluice.core.train.metric.Matthews;
import dev.sluice.core.train.metric.MeanAbsoluteError;
import dev.sluice.core.train.metric.MeanAbsolutePercentageError;
import dev.sluice.core.train.metric.MeanSquaredError;
import dev.sluice.core.train.metric.Metric;
import dev.sluice.core.train.metric.MicroF1;
import dev.sluice.core.train.metric.OverallWeightedAverage;
import dev.sluice.core.train.metric.Recall;
import dev.sluice.core.train.metric.RocArea;
import dev.sluice.core.train.metric.RootMeanSquaredError;
import dev.sluice.core.train.metric.ScaledError;
import dev.sluice.core.train.metric.SpanF1;
import dev.sluice.core.train.metric.SymmetricPercentageError;
import dev.sluice.core.train.metric.TopK;
import dev.sluice.core.train.metric.Within;

/** The built-in metrics. */
final class CoreMetrics extends ComponentModule {
    @Override
    protected void components() {
        ofClasses();
        ofProbabilities();
        ofNumbers();
        ofDistributions();
    }

    private void ofClasses() {
        add(
                Metric.class,
                "accuracy",
                "Share of examples whose likeliest class is correct; with several labels at once, for which all decisions are correct",
                NoOptions.class,
                none -> new Accuracy());
        add(
                Metric.class,
                "label-accuracy",
                "Share of correct decisions with several labels at once, one for each example and class",
                NoOptions.class,
                none -> new LabelAccuracy());
        add(
                Metric.class,
                "top-k",
                "Share of examples with a correct class among the k likeliest",
                TopK.Options.class,
                TopK::new);
        add(
                Metric.class,
                "f1-macro",
                "F1 score averaged over classes with equal weights",
                NoOptions.class,
                none -> new MacroF1());
        add(
                Metric.class,
                "roc-auc",
                "Area under the ROC curve of two classes; with several labels at once, the mean over the classes",
                NoOptions.class,
                none -> new RocArea());
        add(
                Metric.class,
                "span-f1",
                "F1 score of the spans that tags B-… and I-… mark at every step",
                NoOptions.class,
                none -> new SpanF1());
        add(
                Metric.class,
                "balanced-accuracy",
                "Recall of each class, averaged over classes",
                NoOptions.class,
                none -> new BalancedAccuracy());
        add(Metric.class, "f1-micro", "F1 score of all decisions together", NoOptions.class, none -> new MicroF1());
        add(
                Metric.class,
                "exact-match",
                "Share of examples that are entirely correct, at every step and for every class",
                NoOptions.class,
                none -> new ExactMatch());
        add(
                Metric.class,
                "matthews",
                "Correlation of true and predicted classes (Matthews)",
                NoOptions.class,
                none -> new Matthews());
        add(
                Metric.class,
                "recall",
                "Share of correct predictions, without blank targets",
                Recall.Options.class,
                Recall::new);
    }

    private void ofProbabilities() {
        add(
                Metric.class,
                "average-precision",
                "Area under the precision-recall curve: of the second of two classes, otherwise the mean over classes",
                NoOptions.class,
                none -> new AveragePrecision());
        add(
                Metric.class,
                "brier",
                "Squared distance of the probabilities from the targets",
                NoOptions.class,
                none -> new BrierScore());
        add(
                Metric.class,
                "nll",
                "Negative log-likelihood of the targets, in nats; with several labels at once, summed over classes",
                NoOptions.class,
                none -> new Likelihood(Likelihood.Unit.NATS));
        add(
                Metric.class,
                "bits-per-symbol",
                "Negative log-likelihood of the targets, in bits: bits per character of a language model",
                NoOptions.class,
                none -> new Likelihood(Likelihood.Unit.BITS));
        add(
                Metric.class,
                "perplexity",
                "Exponential of the negative log-likelihood: the equivalent number of equally likely choices",
                NoOptions.class,
                none -> new Likelihood(Likelihood.Unit.PERPLEXITY));
        add(
                Metric.class,
                "calibration-error",
                "Calibration error: distance between a model's confidence and its accuracy",
                CalibrationError.Options.class,
                CalibrationError::new);
    }

    private void ofDistributions() {
        add(
                Metric.class,
                "crps",
                "Continuous ranked probability score of predicted distributions, in the targets' unit",
                NoOptions.class,
                none -> DistributionMetric.crps());
        add(
                Metric.class,
                "pinball",
                "Mean pinball loss of quantiles of predicted distributions, in the targets' unit",
                DistributionMetric.Levels.class,
                DistributionMetric::pinball);
        add(
                Metric.class,
                "coverage",
                "Share of targets within the predicted interval, before any calibration",
                DistributionMetric.Level.class,
                DistributionMetric::coverage);
        add(
                Metric.class,
                "width",
                "Mean width of the predicted interval before any calibration, in the targets' unit",
                DistributionMetric.Level.class,
                DistributionMetric::width);
    }

    private void ofNumbers() {
        add(
                Metric.class,
                "mae",
                "Mean absolute error, in the targets' unit",
                NoOptions.class,
                none -> new MeanAbsoluteError());
        add(
                Metric.class,
                "rmse",
                "Root mean squared error, in the targets' unit",
                NoOptions.class,
                none -> new RootMeanSquaredError());
        add(
                Metric.class,
                "within",
                "Share of numbers that are predicted within a tolerance",
                Within.Options.class,
                Within::new);
        add(
                Metric.class,
                "mse",
                "Mean squared error, in the square of the targets' unit",
                NoOptions.class,
                none -> new MeanSquaredError());
        add(
                Metric.class,
                "r2",
                "Coefficient of determination: 1 is perfect, 0 as good as the mean",
                NoOptions.class,
                none -> new Determination());
        add(
                Metric.class,
                "mape",
                "Mean absolute error relative to the true number",
                NoOptions.class,
                none -> new MeanAbsolutePercentageError());
        add(
                Metric.class,
                "smape",
                "Mean absolute error relative to the mean of the true and the predicted number",
                NoOptions.class,
                none -> new SymmetricPercentageError());
        add(
                Metric.class,
                "mase",
                "Mean absolute error of a forecast, relative to the seasonal naive one in training",
                NoOptions.class,
                none -> new ScaledError());
        add(
                Metric.class,
                "owa",
                "Mean of sMAPE and MASE relative to the naive forecast, as in the M4 competition",
                NoOptions.class,
                none -> new OverallWeightedAverage());
    }
}
