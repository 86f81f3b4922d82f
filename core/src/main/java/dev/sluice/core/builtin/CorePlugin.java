package dev.sluice.core.builtin;

import com.google.inject.Module;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.GivenExamples;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.Tokenizer;
import dev.sluice.core.data.csv.CsvOptions;
import dev.sluice.core.data.csv.CsvSource;
import dev.sluice.core.data.generator.AddingProblem;
import dev.sluice.core.data.generator.CopyMemory;
import dev.sluice.core.data.generator.Joined;
import dev.sluice.core.data.generator.Lorenz;
import dev.sluice.core.data.generator.MackeyGlass;
import dev.sluice.core.data.generator.Parity;
import dev.sluice.core.data.generator.SineMixture;
import dev.sluice.core.data.generator.TemporalOrder;
import dev.sluice.core.data.jsonl.JsonLinesOptions;
import dev.sluice.core.data.jsonl.JsonLinesSource;
import dev.sluice.core.data.measurement.MeasurementsOptions;
import dev.sluice.core.data.measurement.MeasurementsSource;
import dev.sluice.core.data.numpy.NumpyOptions;
import dev.sluice.core.data.numpy.NumpySource;
import dev.sluice.core.data.recording.RecordingsOptions;
import dev.sluice.core.data.recording.RecordingsSource;
import dev.sluice.core.data.text.ConllOptions;
import dev.sluice.core.data.text.ConllSource;
import dev.sluice.core.data.text.FramesOptions;
import dev.sluice.core.data.text.FramesSource;
import dev.sluice.core.data.text.ParallelOptions;
import dev.sluice.core.data.text.ParallelSource;
import dev.sluice.core.data.text.StreamOptions;
import dev.sluice.core.data.text.StreamSource;
import dev.sluice.core.data.text.TextOptions;
import dev.sluice.core.data.text.TextSource;
import dev.sluice.core.data.ts.TsOptions;
import dev.sluice.core.data.ts.TsSource;
import dev.sluice.core.experiment.exchange.Exporter;
import dev.sluice.core.experiment.exchange.NoExporter;
import dev.sluice.core.model.Initializer;
import dev.sluice.core.model.Initializers;
import dev.sluice.core.option.NoOptions;
import dev.sluice.core.plugin.ComponentModule;
import dev.sluice.core.plugin.SluicePlugin;
import dev.sluice.core.train.loss.AbsoluteError;
import dev.sluice.core.train.loss.BinaryCrossEntropy;
import dev.sluice.core.train.loss.Crf;
import dev.sluice.core.train.loss.CrossEntropy;
import dev.sluice.core.train.loss.Ctc;
import dev.sluice.core.train.loss.Focal;
import dev.sluice.core.train.loss.GaussianLoss;
import dev.sluice.core.train.loss.GaussianMixtureLoss;
import dev.sluice.core.train.loss.Huber;
import dev.sluice.core.train.loss.Loss;
import dev.sluice.core.train.loss.MeanSquaredError;
import dev.sluice.core.train.loss.NegativeBinomialLoss;
import dev.sluice.core.train.loss.QuantileLoss;
import dev.sluice.core.train.loss.StudentTLoss;
import dev.sluice.core.train.schedule.ConstantSchedule;
import dev.sluice.core.train.schedule.CosineSchedule;
import dev.sluice.core.train.schedule.ExponentialSchedule;
import dev.sluice.core.train.schedule.PlateauSchedule;
import dev.sluice.core.train.schedule.Schedule;
import dev.sluice.core.train.schedule.StepSchedule;
import dev.sluice.core.train.schedule.WarmUpSchedule;

/** Contributes the components of core, in the same way as any other plugin. */
public final class CorePlugin implements SluicePlugin {
    @Override
    public String id() {
        return "core";
    }

    @Override
    public String description() {
        return "Losses, metrics, learning-rate schedules, initializers, baselines, tokenizers and data sources";
    }

    @Override
    public Module module() {
        return new Core();
    }

    private static final class Core extends ComponentModule {
        @Override
        protected void components() {
            sources();
            generators();
            losses();
            install(new CoreMetrics());
            install(new CoreBaselines());
            install(new CoreTextMetrics());
            tokenizers();
            schedules();
            initializers();
            add(Exporter.class, "none", "No export", NoOptions.class, none -> new NoExporter());
        }

        private void sources() {
            add(DataSource.class, "csv", "Files of comma-separated values", CsvOptions.class, CsvSource::new);
            add(
                    DataSource.class,
                    "numpy",
                    "NumPy arrays, padded at the beginning, at the end or not at all",
                    NumpyOptions.class,
                    NumpySource::new);
            add(
                    DataSource.class,
                    GivenExamples.ID,
                    "Examples from a Java program (Experiment.withExamples)",
                    NoOptions.class,
                    none -> new GivenExamples());
            add(
                    DataSource.class,
                    "json-lines",
                    "A file with a JSON object in each line",
                    JsonLinesOptions.class,
                    JsonLinesSource::new);
            add(
                    DataSource.class,
                    "conll",
                    "Files with a token and its tags in each line, and an empty line after each sentence",
                    ConllOptions.class,
                    ConllSource::new);
            add(
                    DataSource.class,
                    "frames",
                    "Sequences of frames in JSON, each a list of the numbers that are on; the next frame is predicted",
                    FramesOptions.class,
                    FramesSource::new);
            add(
                    DataSource.class,
                    "measurements",
                    "Files with one measurement per row, combined into series",
                    MeasurementsOptions.class,
                    MeasurementsSource::new);
            add(
                    DataSource.class,
                    "parallel",
                    "Files whose lines correspond: texts, their translations, tags or classes",
                    ParallelOptions.class,
                    ParallelSource::new);
            add(
                    DataSource.class,
                    "recordings",
                    "A folder or zip with a file for each series, and tables of facts about the series",
                    RecordingsOptions.class,
                    RecordingsSource::new);
            add(
                    DataSource.class,
                    "text",
                    "Text files with an example in each line, or in each file",
                    TextOptions.class,
                    TextSource::new);
            add(
                    DataSource.class,
                    "text-stream",
                    "Long texts, each file one stream of symbols",
                    StreamOptions.class,
                    StreamSource::new);
            add(
                    DataSource.class,
                    "ts",
                    "Files of the UCR and UEA archives of time series",
                    TsOptions.class,
                    TsSource::new);
        }

        private void generators() {
            add(
                    DataSource.class,
                    "adding-problem",
                    "Series with two marked numbers and their sum (Hochreiter and Schmidhuber, 1997)",
                    AddingProblem.Options.class,
                    AddingProblem::new);
            add(
                    DataSource.class,
                    "copy-memory",
                    "Copy memory: symbols to recall after many blanks (Arjovsky et al., 2016)",
                    CopyMemory.Options.class,
                    CopyMemory::new);
            add(
                    DataSource.class,
                    "temporal-order",
                    "Texts whose class is the order of two letters far apart (Hochreiter and Schmidhuber, 1997)",
                    TemporalOrder.Options.class,
                    TemporalOrder::new);
            add(
                    DataSource.class,
                    "parity",
                    "Series of bits, whose parity is the target",
                    Parity.Options.class,
                    Parity::new);
            add(
                    DataSource.class,
                    "joined",
                    "Single-class series, joined into longer series whose text is the sequence of class names",
                    Joined.Options.class,
                    Joined::new);
            add(
                    DataSource.class,
                    "sine-mixture",
                    "Sums of sine waves with noise, for forecasting",
                    SineMixture.class,
                    SineMixture::source);
            add(
                    DataSource.class,
                    "mackey-glass",
                    "The chaotic series of Mackey and Glass (1977), for forecasting",
                    MackeyGlass.class,
                    MackeyGlass::source);
            add(
                    DataSource.class,
                    "lorenz",
                    "The chaotic series of Lorenz (1963), for forecasting",
                    Lorenz.class,
                    Lorenz::source);
        }

        private void losses() {
            add(
                    Loss.class,
                    "cross-entropy",
                    "For exclusive classes; a target may accept several of them",
                    CrossEntropy.Options.class,
                    CrossEntropy::new);
            add(
                    Loss.class,
                    "binary-cross-entropy",
                    "For several labels at once, each a separate binary decision",
                    BinaryCrossEntropy.Options.class,
                    BinaryCrossEntropy::new);
            add(
                    Loss.class,
                    "crf",
                    "For labels at every step that depend on each other: a conditional random field (Lafferty et al., 2001)",
                    Crf.Options.class,
                    Crf::new);
            add(
                    Loss.class,
                    "ctc",
                    "CTC: for texts that are read from the steps, without a known alignment (Graves et al., 2006)",
                    NoOptions.class,
                    none -> new Ctc());
            add(
                    Loss.class,
                    "focal",
                    "Focal loss: for classes or labels of which most are easy, so that correct predictions count less (Lin et al., 2017)",
                    Focal.Options.class,
                    Focal::new);
            add(Loss.class, "mean-squared-error", "For numbers", NoOptions.class, none -> new MeanSquaredError());
            add(
                    Loss.class,
                    "mean-absolute-error",
                    "For numbers; the median is predicted",
                    NoOptions.class,
                    none -> new AbsoluteError());
            add(
                    Loss.class,
                    "huber",
                    "For numbers with outliers: quadratic for small errors, linear for large ones",
                    Huber.Options.class,
                    Huber::new);
            distributions();
        }

        private void distributions() {
            add(
                    Loss.class,
                    "quantile",
                    "Quantiles of numbers, which never cross",
                    QuantileLoss.Options.class,
                    QuantileLoss::new);
            add(
                    Loss.class,
                    "gaussian",
                    "Normal distributions of numbers: mean and standard deviation",
                    NoOptions.class,
                    none -> new GaussianLoss());
            add(
                    Loss.class,
                    "student-t",
                    "Student-t distributions of numbers with outliers",
                    NoOptions.class,
                    none -> new StudentTLoss());
            add(
                    Loss.class,
                    "negative-binomial",
                    "Negative binomial distributions of counts",
                    NoOptions.class,
                    none -> new NegativeBinomialLoss());
            add(
                    Loss.class,
                    "gaussian-mixture",
                    "Mixtures of normal distributions, for numbers with several likely values",
                    GaussianMixtureLoss.Options.class,
                    GaussianMixtureLoss::new);
        }

        private void tokenizers() {
            for (TextConfig.Unit unit : TextConfig.Unit.values()) {
                add(Tokenizer.class, unit.id(), unit.description(), NoOptions.class, none -> unit);
            }
        }

        private void schedules() {
            add(Schedule.class, "constant", "Constant learning rate", NoOptions.class, none -> new ConstantSchedule());
            add(
                    Schedule.class,
                    "step",
                    "Step decay: falls by a factor every few epochs",
                    StepSchedule.Options.class,
                    StepSchedule::new);
            add(
                    Schedule.class,
                    "exponential",
                    "Exponential decay: falls by a factor after every epoch",
                    ExponentialSchedule.Options.class,
                    ExponentialSchedule::new);
            add(
                    Schedule.class,
                    "cosine",
                    "Cosine decay over the whole training",
                    CosineSchedule.Options.class,
                    CosineSchedule::new);
            add(
                    Schedule.class,
                    "plateau",
                    "Falls when the validation loss stops improving",
                    PlateauSchedule.Options.class,
                    PlateauSchedule::new);
            add(
                    Schedule.class,
                    "warm-up",
                    "Warm-up: rises to the full rate, then follows another schedule",
                    WarmUpSchedule.Options.class,
                    WarmUpSchedule::new);
        }

        private void initializers() {
            initializer("glorot-uniform", Initializers.GlorotUniform.class);
            initializer("glorot-normal", Initializers.GlorotNormal.class);
            initializer("he-uniform", Initializers.HeUniform.class);
            initializer("he-normal", Initializers.HeNormal.class);
            initializer("normal", Initializers.Normal.class);
            initializer("uniform-pytorch", Initializers.UniformPyTorch.class);
            initializer("orthogonal", Initializers.Orthogonal.class);
            initializer("zeros", Initializers.Zeros.class);
            initializer("constant", Initializers.Constant.class);
            initializer("identity", Initializers.Identity.class);
        }

        /** An initializer is its own options record and describes itself. */
        private <T extends Record & Initializer> void initializer(String id, Class<T> type) {
            add(Initializer.class, id, type, options -> options);
        }
    }
}
