package dev.sluice.tuning;

import com.google.inject.Module;
import dev.sluice.core.option.NoOptions;
import dev.sluice.core.plugin.ComponentModule;
import dev.sluice.core.plugin.SluicePlugin;
import dev.sluice.core.search.Pruner;
import dev.sluice.core.search.Sampler;
import dev.sluice.tuning.density.TpeSampler;
import dev.sluice.tuning.evolution.CmaEsSampler;
import dev.sluice.tuning.evolution.GeneticSampler;
import dev.sluice.tuning.evolution.Nsga2Sampler;
import dev.sluice.tuning.gaussian.GpSampler;
import dev.sluice.tuning.pruner.AshaPruner;
import dev.sluice.tuning.pruner.HyperbandPruner;
import dev.sluice.tuning.pruner.MedianPruner;
import dev.sluice.tuning.pruner.NoPruner;
import dev.sluice.tuning.pruner.PatiencePruner;
import dev.sluice.tuning.pruner.PercentilePruner;
import dev.sluice.tuning.pruner.SuccessiveHalvingPruner;
import dev.sluice.tuning.pruner.ThresholdPruner;
import dev.sluice.tuning.sampler.GridSampler;
import dev.sluice.tuning.sampler.RandomSampler;
import dev.sluice.tuning.sampler.SobolSampler;
import java.util.function.Function;

/** Contributes the built-in samplers and pruners. */
public final class TuningPlugin implements SluicePlugin {
    @Override
    public String id() {
        return "tuning";
    }

    @Override
    public String description() {
        return "Samplers and pruners for hyperparameter search";
    }

    @Override
    public Module module() {
        return new Tuning();
    }

    private static final class Tuning extends ComponentModule {
        @Override
        protected void components() {
            samplers();
            pruners();
        }

        private void samplers() {
            sampler("random", "Independent draws from the whole space", NoOptions.class, none -> new RandomSampler());
            sampler(
                    "auto",
                    "Chooses a sampler: gp for few trials, tpe for many",
                    NoOptions.class,
                    none -> new AutoSampler());
            sampler("grid", "Every combination of values", GridSampler.Options.class, GridSampler::new);
            sampler(
                    "sobol",
                    "A scrambled Sobol sequence, more evenly distributed than random draws",
                    NoOptions.class,
                    none -> new SobolSampler());
            sampler("gp", "Bayesian optimization with a Gaussian process", GpSampler.Options.class, GpSampler::new);
            sampler(
                    "tpe",
                    "TPE: densities of good and of other trials (Bergstra et al., 2011)",
                    TpeSampler.Options.class,
                    TpeSampler::new);
            sampler(
                    "cma-es",
                    "CMA-ES: a normal distribution that adapts to the best trials (Hansen, 2016)",
                    CmaEsSampler.Options.class,
                    CmaEsSampler::new);
            sampler(
                    "genetic",
                    "Genetic algorithm: children of the best trials, for one objective",
                    GeneticSampler.Options.class,
                    GeneticSampler::new);
            sampler(
                    "nsga-2",
                    "NSGA-II: children along the Pareto front, for several objectives (Deb et al., 2002)",
                    GeneticSampler.Options.class,
                    Nsga2Sampler::new);
        }

        private void pruners() {
            pruner("none", "Runs every trial to its end", NoOptions.class, none -> new NoPruner());
            pruner(
                    "median",
                    "Stops trials below the median at their step (Golovin et al., 2017)",
                    MedianPruner.Options.class,
                    MedianPruner::new);
            pruner(
                    "percentile",
                    "Stops trials below a percentile at their step",
                    PercentilePruner.Options.class,
                    PercentilePruner::new);
            pruner(
                    "successive-halving",
                    "Successive halving: promotes the best of each group to more steps (Jamieson and Talwalkar, 2016)",
                    AshaPruner.Options.class,
                    SuccessiveHalvingPruner::new);
            pruner(
                    "asha",
                    "Asynchronous successive halving (Li et al., 2020)",
                    AshaPruner.Options.class,
                    AshaPruner::new);
            pruner(
                    "hyperband",
                    "Hyperband: successive halving with several initial budgets (Li et al., 2018)",
                    HyperbandPruner.Options.class,
                    HyperbandPruner::new);
            pruner(
                    "patience",
                    "Stops trials without improvement for some steps",
                    PatiencePruner.Options.class,
                    PatiencePruner::new);
            pruner(
                    "threshold",
                    "Stops trials whose value is outside an interval",
                    ThresholdPruner.Options.class,
                    ThresholdPruner::new);
        }

        private <O extends Record> void sampler(
                String id, String description, Class<O> options, Function<O, ? extends Sampler> factory) {
            add(Sampler.class, id, description, options, factory);
        }

        private <O extends Record> void pruner(
                String id, String description, Class<O> options, Function<O, ? extends Pruner> factory) {
            add(Pruner.class, id, description, options, factory);
        }
    }
}
