package dev.sluice.core.builtin;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.NoBaseline;
import dev.sluice.core.baseline.classification.LogisticRegression;
import dev.sluice.core.baseline.classification.Majority;
import dev.sluice.core.baseline.classification.NearestNeighbor;
import dev.sluice.core.baseline.classification.NearestSummary;
import dev.sluice.core.baseline.forecast.Autoregression;
import dev.sluice.core.baseline.forecast.Drift;
import dev.sluice.core.baseline.forecast.ExponentialSmoothing;
import dev.sluice.core.baseline.forecast.Naive;
import dev.sluice.core.baseline.forecast.SeasonalNaive;
import dev.sluice.core.baseline.forecast.Theta;
import dev.sluice.core.baseline.forecast.WindowMap;
import dev.sluice.core.baseline.language.KneserNey;
import dev.sluice.core.baseline.language.OnAndOff;
import dev.sluice.core.baseline.regression.LinearRegression;
import dev.sluice.core.baseline.regression.MeanValue;
import dev.sluice.core.baseline.text.MajorityOfSymbol;
import dev.sluice.core.baseline.text.NaiveBayes;
import dev.sluice.core.baseline.translation.CopySource;
import dev.sluice.core.baseline.translation.Dictionary;
import dev.sluice.core.option.NoOptions;
import dev.sluice.core.plugin.ComponentModule;

/** The built-in baselines. */
final class CoreBaselines extends ComponentModule {
    @Override
    protected void components() {
        ofClasses();
        ofNumbers();
        ofForecasts();
        ofWrittenTexts();
    }

    private void ofWrittenTexts() {
        add(
                Baseline.class,
                "copy",
                "The unchanged source, for texts that a model writes",
                NoOptions.class,
                none -> new CopySource());
        add(
                Baseline.class,
                "dictionary",
                "The most probable symbol for each source symbol, by IBM model 1, for texts that a model writes",
                Dictionary.Options.class,
                Dictionary::new);
    }

    private void ofClasses() {
        add(Baseline.class, "none", "No baseline", NoOptions.class, none -> new NoBaseline());
        add(
                Baseline.class,
                "majority",
                "The most frequent class of the training part",
                NoOptions.class,
                none -> new Majority());
        add(
                Baseline.class,
                "majority-of-symbol",
                "The most frequent class of each symbol, for per-step classes",
                NoOptions.class,
                none -> new MajorityOfSymbol());
        add(
                Baseline.class,
                "nearest-neighbor",
                "The target of the nearest training example, by series resampled to one length",
                NearestNeighbor.Options.class,
                NearestNeighbor::new);
        add(
                Baseline.class,
                "nearest-summary",
                "The target of the nearest training example, by summary statistics of each column",
                NearestSummary.Options.class,
                NearestSummary::new);
        add(
                Baseline.class,
                "logistic-regression",
                "Logistic regression on summary statistics of each column, or on the numbers of each step",
                LogisticRegression.Options.class,
                LogisticRegression::new);
        add(
                Baseline.class,
                "kneser-ney",
                "Kneser-Ney model of n-grams, for the next symbol of a text",
                KneserNey.Options.class,
                KneserNey::new);
        add(
                Baseline.class,
                "on-and-off",
                "For each class of the next frame, how often it stays on and how often it turns on",
                NoOptions.class,
                none -> new OnAndOff());
        add(
                Baseline.class,
                "naive-bayes",
                "Naive Bayes over the n-grams of a text",
                NaiveBayes.Options.class,
                NaiveBayes::new);
    }

    private void ofNumbers() {
        add(Baseline.class, "mean", "The mean of the training part", NoOptions.class, none -> new MeanValue());
        add(
                Baseline.class,
                "linear-regression",
                "Linear regression on summary statistics of each column, or on the numbers of each step",
                LinearRegression.Options.class,
                LinearRegression::new);
    }

    private void ofForecasts() {
        add(Baseline.class, "naive", "Repeats the last value", NoOptions.class, none -> new Naive());
        add(
                Baseline.class,
                "seasonal-naive",
                "Repeats the last season",
                SeasonalNaive.Options.class,
                SeasonalNaive::new);
        add(
                Baseline.class,
                "drift",
                "Drift: continues with the mean change over the window",
                NoOptions.class,
                none -> new Drift());
        add(
                Baseline.class,
                "autoregression",
                "Autoregression of each column by least squares",
                Autoregression.Options.class,
                Autoregression::new);
        add(
                Baseline.class,
                "linear-map",
                "One linear map from the window of a column to its forecast, by least squares",
                WindowMap.Options.class,
                WindowMap::new);
        add(
                Baseline.class,
                "exponential-smoothing",
                "Exponential smoothing: level, damped trend and additive season of each window",
                ExponentialSmoothing.Options.class,
                ExponentialSmoothing::new);
        add(
                Baseline.class,
                "theta",
                "The Theta method: the average of a straight line and a smoothed series",
                Theta.Options.class,
                Theta::new);
    }
}
