package dev.sluice.bench.search;

import dev.sluice.core.search.Direction;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Sampler;
import dev.sluice.tuning.AutoSampler;
import dev.sluice.tuning.density.TpeSampler;
import dev.sluice.tuning.evolution.CmaEsSampler;
import dev.sluice.tuning.evolution.GeneticSampler;
import dev.sluice.tuning.evolution.Nsga2Sampler;
import dev.sluice.tuning.gaussian.GpSampler;
import dev.sluice.tuning.sampler.RandomSampler;
import dev.sluice.tuning.sampler.SobolSampler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Our side of the comparison. */
final class Quality {
    /** Trials of a study; each number is a study of its own, as a sampler may know how many there will be. */
    static final List<Integer> BUDGETS = List.of(20, 50, 100);

    private static final Map<String, Sampler> SAMPLERS = new LinkedHashMap<>();

    static {
        SAMPLERS.put("random", new RandomSampler());
        SAMPLERS.put("sobol", new SobolSampler());
        SAMPLERS.put("gp", new GpSampler(GpSampler.Options.defaults()));
        SAMPLERS.put("tpe", new TpeSampler(TpeSampler.Options.defaults()));
        SAMPLERS.put("cma-es", new CmaEsSampler(CmaEsSampler.Options.defaults()));
        SAMPLERS.put("genetic", new GeneticSampler(GeneticSampler.Options.defaults()));
        SAMPLERS.put("nsga-2", new Nsga2Sampler(GeneticSampler.Options.defaults()));
        SAMPLERS.put("auto", new AutoSampler());
    }

    private Quality() {}

    /** All samplers. */
    static List<String> samplers() {
        return List.copyOf(SAMPLERS.keySet());
    }

    /** All samplers but {@code auto}, which is one of the others in each of the studies. */
    static List<String> distinctSamplers() {
        return samplers().stream().filter(name -> !name.equals("auto")).toList();
    }

    /**
     * Runs studies.
     *
     * @param functions names of those wanted
     * @param samplers names of those wanted
     * @param seeds how many, from 0
     * @param lag 1 if each trial sees all before it
     * @param progress hears of each function and sampler that is done
     */
    static List<Regret> run(
            List<String> functions, List<String> samplers, int seeds, int lag, int threads, Consumer<String> progress)
            throws InterruptedException {
        List<Regret> regrets = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (TestFunction function : TestFunctions.all()) {
                for (String name : samplers) {
                    if (functions.contains(function.name()) && takes(sampler(name), function)) {
                        List<Future<Regret>> running = new ArrayList<>();
                        for (int trials : BUDGETS) {
                            SimpleStudy study = new SimpleStudy(function, sampler(name), trials, lag);
                            for (long seed = 0; seed < seeds; seed++) {
                                long own = seed;
                                running.add(pool.submit(
                                        () -> new Regret(function.name(), name, trials, own, study.regret(own))));
                            }
                        }
                        for (Future<Regret> each : running) {
                            regrets.add(get(each));
                        }
                        progress.accept(function.name() + " " + name);
                    }
                }
            }
        }
        return regrets;
    }

    /** The sampler of a name that is one of {@link #samplers}. */
    static Sampler sampler(String name) {
        return Objects.requireNonNull(SAMPLERS.get(name), name);
    }

    private static boolean takes(Sampler sampler, TestFunction function) {
        Objective any = new Objective("objective", Direction.MINIMIZE);
        return sampler.problems(function.space(), Collections.nCopies(function.objectives(), any))
                .isEmpty();
    }

    private static Regret get(Future<Regret> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a study of the comparison must not fail", e);
        }
    }
}
