import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.recurrent.RNN;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.sluice.cells.*;
import dev.sluice.core.engine.*;
import dev.sluice.core.graph.*;
import dev.sluice.core.kernel.Kernels;
import dev.sluice.core.model.*;
import dev.sluice.core.tensor.*;
import java.util.*;

/** One layer, ours against libtorch, side by side: arguments --cell gru,lstm,rnn --threads 1,2 --pass forward,train --shape 0,1,.. --rounds 7 --budget ms. */
public class SideBySide {
    static final int[][] SHAPES = {
        {32, 50, 32, 64}, {32, 100, 64, 128}, {64, 100, 128, 256}, {64, 50, 512, 512}, {128, 500, 128, 128}, {1, 100, 64, 128}
    };

    interface Side {
        void run();
    }

    public static void main(String[] args) {
        Map<String, String> o = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) o.put(args[i].substring(2), args[i + 1]);
        String[] cells = o.getOrDefault("cell", "gru,lstm,rnn").split(",");
        String[] passes = o.getOrDefault("pass", "forward,train").split(",");
        String[] shapes = o.getOrDefault("shape", "0,1,2,3,4,5").split(",");
        String[] threads = o.getOrDefault("threads", "1,2").split(",");
        int rounds = Integer.parseInt(o.getOrDefault("rounds", "7"));
        double budget = Double.parseDouble(o.getOrDefault("budget", "100"));
        boolean peer = !o.getOrDefault("peer", "yes").equals("no");
        System.out.println("B    T   I   H    cell  pass     threads  ours ms  peer ms   ratio  ours GFLOP/s  difference");
        Map<String, List<Double>> logs = new TreeMap<>();
        for (String cell : cells) for (String s : shapes) {
            int[] shape = SHAPES[Integer.parseInt(s)];
            for (String pass : passes) for (String t : threads) {
                double ratio = one(cell, pass, Integer.parseInt(t), shape, rounds, budget, peer);
                logs.computeIfAbsent(cell + " " + pass + " " + t + " threads", k -> new ArrayList<>()).add(Math.log(ratio));
                logs.computeIfAbsent("all " + pass, k -> new ArrayList<>()).add(Math.log(ratio));
            }
        }
        if (peer) logs.forEach((k, v) -> System.out.printf("geometric mean of the ratios, %s: %.2f%n", k, Math.exp(v.stream().mapToDouble(x -> x).average().orElse(0))));
        System.exit(0);
    }

    static double one(String name, String pass, int threads, int[] shape, int rounds, double budget, boolean peer) {
        int B = shape[0], T = shape[1], I = shape[2], H = shape[3];
        boolean train = pass.equals("train");
        Cell cell = switch (name) {
            case "gru" -> Gru.defaults();
            case "lstm" -> Lstm.defaults();
            default -> Rnn.defaults();
        };
        int gates = switch (name) {
            case "gru" -> 3;
            case "lstm" -> 4;
            default -> 1;
        };
        ParameterScope scope = ParameterScope.root(Initialization.defaults());
        Expr x = Exprs.input("x", Dims.of(Dim.TIME, Dim.BATCH, I));
        Expr lengths = Exprs.input("lengths", Dims.of(Dim.BATCH));
        RecurrentStack.Result built = new RecurrentStack(cell, H, 1, false, 0).build(scope, x, lengths, InitialStates.ZEROS, true);
        List<ParameterSpec> specs = scope.declared();
        Random random = new Random(1);
        Map<String, Tensor> values = new LinkedHashMap<>();
        float bound = (float) (1 / Math.sqrt(H));
        for (ParameterSpec spec : specs) values.put(spec.name(), uniform(random, spec.shape(), bound));
        Map<String, Tensor> parameters = new LinkedHashMap<>(values);
        values.put("x", uniform(random, Shape.of(T, B, I), 1));
        float[] full = new float[B];
        Arrays.fill(full, T);
        values.put("lengths", Tensor.wrap(Shape.of(B), full));
        Tensor seed = uniform(random, Shape.of(T, B, H), 1f / (T * B));
        Map<String, Expr> outputs = new LinkedHashMap<>();
        outputs.put("sequence", built.sequence());
        Graph graph = new Graph(outputs);
        if (train) {
            values.put("seed", seed);
            outputs.put("loss", built.sequence().mul(Exprs.input("seed", Dims.of(Dim.TIME, Dim.BATCH, H))).sum(-1).sum(-2).sum(-3).reshape(Dims.SCALAR));
            Graph all = Gradients.extend(Hoist.apply(new Graph(outputs)), "loss", specs.stream().map(ParameterSpec::name).toList());
            Map<String, Expr> wanted = new LinkedHashMap<>(all.outputs());
            wanted.remove("loss");
            graph = new Graph(wanted);
        }
        Plan plan = Plan.compile(graph, new EngineOptions(threads, Kernels.best()));
        Side ours = () -> plan.run(values, RandomKey.NONE);

        double flop = 2.0 * T * B * gates * H * (I + H);
        if (train) flop += 2.0 * T * B * gates * H * (I + 2 * H);
        if (!peer) {
            warm(ours, 1500);
            double[] mine = new double[rounds];
            for (int r = 0; r < rounds; r++) mine[r] = time(ours, Math.max(1, (int) (budget / estimate(ours))));
            System.out.printf("%-4d %-3d %-3d %-4d %-5s %-8s %-7d %8.2f %17s %12.0f%n", B, T, I, H, name, pass, threads, median(mine), "", flop / median(mine) / 1e6);
            return 1;
        }
        ai.djl.engine.Engine.getEngine("PyTorch");
        JniUtils.setNumThreads(threads);
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            JniUtils.setGradMode(train);
            PtNDArray px = torch(manager, values.get("x"));
            PtNDArray ps = torch(manager, seed);
            Map<String, Tensor> joined = StateDict.toPyTorch(built.cells(), parameters);
            NDList weights = new NDList();
            List<String> order = List.of("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0");
            for (String n : order) {
                PtNDArray w = torch(manager, joined.get(n));
                if (train) JniUtils.attachGradient(w, true);
                weights.add(w);
            }
            PtNDArray h0 = (PtNDArray) manager.zeros(new ai.djl.ndarray.types.Shape(1, B, H));
            PtNDArray c0 = (PtNDArray) manager.zeros(new ai.djl.ndarray.types.Shape(1, B, H));
            Side theirs = () -> {
                NDList r = layer(name, px, h0, c0, weights, train);
                if (train) JniUtils.backward((PtNDArray) r.get(0), ps, false, false);
                r.close();
                if (train) for (NDArray w : weights) JniUtils.zeroGrad((PtNDArray) w);
            };
            // The same function?
            Map<String, Tensor> mineOut = plan.run(values, RandomKey.NONE);
            NDList r = layer(name, px, h0, c0, weights, train);
            double difference = difference(mineOut.get("sequence"), r.get(0));
            if (train) {
                JniUtils.backward((PtNDArray) r.get(0), ps, false, false);
                Map<String, Tensor> grads = new LinkedHashMap<>();
                for (ParameterSpec spec : specs) grads.put(spec.name(), mineOut.get("grad." + spec.name()));
                Map<String, Tensor> gj = StateDict.toPyTorch(built.cells(), grads);
                for (int i = 0; i < 3; i++) {
                    NDArray g = JniUtils.getGradient((PtNDArray) weights.get(i));
                    difference = Math.max(difference, difference(gj.get(order.get(i)), g));
                    g.close();
                }
                for (NDArray w : weights) JniUtils.zeroGrad((PtNDArray) w);
            }
            r.close();
            if (!(difference < 1e-3)) throw new IllegalStateException("the sides differ by " + difference);
            warm(ours, 1500);
            warm(theirs, 300);
            int na = Math.max(1, (int) (budget / estimate(ours)));
            int nb = Math.max(1, (int) (budget / estimate(theirs)));
            double[] mine = new double[rounds];
            double[] other = new double[rounds];
            double[] ratios = new double[rounds];
            for (int i = 0; i < rounds; i++) {
                pause();
                mine[i] = time(ours, na);
                pause();
                other[i] = time(theirs, nb);
                ratios[i] = other[i] / mine[i];
            }
            System.out.printf("%-4d %-3d %-3d %-4d %-5s %-8s %-7d %8.2f %8.2f %7.2f %12.0f       %.0e%n", B, T, I, H, name, pass, threads, median(mine), median(other), median(ratios), flop / median(mine) / 1e6, difference);
            return median(ratios);
        }
    }

    static NDList layer(String name, PtNDArray x, PtNDArray h0, PtNDArray c0, NDList weights, boolean train) {
        return switch (name) {
            case "gru" -> JniUtils.gru(x, h0, weights, true, 1, 0, train, false, false);
            case "lstm" -> JniUtils.lstm(x, new NDList(h0, c0), weights, true, 1, 0, train, false, false);
            default -> JniUtils.rnn(x, h0, weights, true, 1, RNN.Activation.TANH, 0, train, false, false);
        };
    }

    static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void warm(Side side, double millis) {
        long end = System.nanoTime() + (long) (millis * 1e6);
        int n = 0;
        do {
            side.run();
        } while (System.nanoTime() < end || ++n < 3);
    }

    static double estimate(Side side) {
        return Math.min(time(side, 1), time(side, 1));
    }

    static double time(Side side, int n) {
        long begin = System.nanoTime();
        for (int i = 0; i < n; i++) side.run();
        return (System.nanoTime() - begin) / 1e6 / n;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length % 2 == 1 ? sorted[sorted.length / 2] : (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
    }

    static double difference(Tensor a, NDArray b) {
        float[] other = b.toFloatArray();
        if (other.length != a.array().length) throw new IllegalStateException("sizes " + a.shape() + " " + b.getShape());
        double worst = 0, scale = 0;
        for (int i = 0; i < other.length; i++) {
            worst = Math.max(worst, Math.abs(other[i] - a.array()[i]));
            scale = Math.max(scale, Math.abs(other[i]));
        }
        return worst / scale;
    }

    static PtNDArray torch(NDManager manager, Tensor t) {
        long[] dims = Arrays.stream(t.shape().toArray()).asLongStream().toArray();
        return (PtNDArray) manager.create(t.array(), new ai.djl.ndarray.types.Shape(dims));
    }

    static Tensor uniform(Random random, Shape shape, float bound) {
        Tensor t = Tensor.zeros(shape);
        for (int i = 0; i < t.array().length; i++) t.array()[i] = (random.nextFloat() * 2 - 1) * bound;
        return t;
    }
}
