package dev.sluice.bench.search;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.search.*;
import dev.sluice.tuning.gaussian.GpSampler;
import dev.sluice.tuning.sampler.*;
import java.util.*;
import java.util.stream.*;

public final class Dev {
    static Sampler sampler(String name) {
        return switch (name) {
            case "random" -> new RandomSampler();
            case "sobol" -> new SobolSampler();
            case "gp" -> new GpSampler();
            case "tpe" -> new dev.sluice.tuning.density.TpeSampler(dev.sluice.tuning.density.TpeSampler.Options.defaults());
            case "cma-es" -> new dev.sluice.tuning.evolution.CmaEsSampler(new dev.sluice.tuning.evolution.CmaEsSampler.Options(Integer.getInteger("cma.g", 0), Double.parseDouble(System.getProperty("cma.s", "0.2"))));
            case "nsga-2" -> new dev.sluice.tuning.evolution.Nsga2Sampler(new dev.sluice.tuning.evolution.GeneticSampler.Options(Integer.getInteger("ga.p", 20), 0.9, 1));
            default -> throw new IllegalArgumentException(name);
        };
    }

    static double[] run(TestFunction f, Sampler sampler, long seed, int budget, int lag) {
        Proposer proposer = new Proposer(sampler, Constraint.none(), List.of());
        SearchHistory h = SearchHistory.empty(f.space(), List.of(new Objective("loss", Direction.MINIMIZE)), new Limits(budget, 1), seed);
        List<Trial> done = new ArrayList<>();
        double bestSeen = Double.POSITIVE_INFINITY, regret = Double.POSITIVE_INFINITY;
        double[] curve = new double[budget];
        for (int i = 0; i < budget; i++) {
            List<Trial> seen = new ArrayList<>(done);
            for (int j = Math.max(0, i - lag + 1); j < i; j++) {
                seen.set(j, Trial.pending(j, done.get(j).assignment(), 1));
            }
            Proposal p = proposer.propose(h.withTrials(seen));
            if (!(p instanceof Proposal.Next next)) { curve[i] = regret; continue; }
            double truth = f.value().applyAsDouble(next.assignment());
            double y = truth + f.noise() * CounterRandom.of(seed, "noise", 0).normal(i);
            if (y < bestSeen) { bestSeen = y; regret = truth - f.minimum(); }
            curve[i] = regret;
            done.add(new Trial(i, next.assignment(), next.rejected(), 1, List.of(), new Outcome.Completed(List.of(y))));
        }
        return curve;
    }

    public static void main(String[] args) {
        int seeds = Integer.getInteger("seeds", 10), budget = Integer.getInteger("budget", 100), lag = Integer.getInteger("lag", 1);
        Set<String> only = args.length > 1 ? Set.of(args[1].split(",")) : Set.of();
        for (TestFunction f : TestFunction.all()) {
            if (!only.isEmpty() && !only.contains(f.name().replace(' ', '-'))) continue;
            for (String s : args[0].split(",")) {
                long t = System.nanoTime();
                double[][] curves = IntStream.range(0, seeds).parallel().mapToObj(seed -> run(f, sampler(s), seed, budget, lag)).toArray(double[][]::new);
                StringBuilder line = new StringBuilder(String.format("%-18s %-8s", f.name(), s));
                for (int at : new int[] {20, 50, 100}) {
                    if (at > budget) continue;
                    double[] v = Arrays.stream(curves).mapToDouble(c -> c[at - 1]).sorted().toArray();
                    line.append(String.format(" | %3d: %9.3g [%8.2g %8.2g]", at, (v[(seeds-1) / 2]+v[seeds/2])/2, v[seeds / 4], v[3 * seeds / 4]));
                }
                double bad = Arrays.stream(curves).filter(c -> c[budget - 1] > 0.05).count() / (double) seeds;
                line.append(String.format(" stuck %.2f", bad));
                System.out.printf("%s  %.1fs/run%n", line, (System.nanoTime() - t) / 1e9 / seeds);
            }
        }
    }
}
