package dev.sluice.core.train;

import dev.sluice.core.data.Dataset;
import dev.sluice.core.data.EncodedExample;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.loss.BinaryCrossEntropy;
import dev.sluice.core.train.metric.Accuracy;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random walks, cells that can judge them, and how they are trained: what tests of pieces share. */
final class Walks {
    private Walks() {}

    static final EngineOptions ENGINE = EngineOptions.defaults().withThreads(1);
    static final ModelInput INPUT = new ModelInput.Features(1);

    static final Cell GATED = cell -> {
        Expr h = cell.state("h");
        Expr z = Exprs.sigmoid(cell.linear("z", cell.input(), h));
        Expr n = Exprs.tanh(cell.linear("n", cell.input(), h));
        cell.next("h", h.add(z.mul(n.sub(h))));
    };

    /** An LSTM: its output is one of two states. */
    static final Cell TWO_STATES = cell -> {
        Expr x = cell.input();
        Expr h = cell.state("h");
        Expr i = Exprs.sigmoid(cell.linear("i", x, h));
        Expr c = cell.state("c").add(i.mul(Exprs.tanh(cell.linear("g", x, h))));
        cell.next("h", Exprs.sigmoid(cell.linear("o", x, h)).mul(Exprs.tanh(c)));
        cell.next("c", c);
    };

    /** Random walks: is the sum of all steps over 0? The last steps alone do not say. */
    static Dataset walks(int examples, int shortest, int longest, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<EncodedExample> list = new ArrayList<>();
        while (list.size() < examples) {
            float[] steps = new float[shortest + random.nextInt(longest - shortest + 1)];
            float sum = 0;
            for (int t = 0; t < steps.length; t++) {
                steps[t] = random.nextBoolean() ? 1 : -1;
                sum += steps[t];
            }
            if (sum != 0) {
                list.add(new EncodedExample(
                        Tensor.wrap(Shape.of(steps.length, 1), steps),
                        Tensor.wrap(Shape.of(1), new float[] {sum > 0 ? 1 : 0})));
            }
        }
        return new Dataset(list);
    }

    static TrainingConfig config(int truncation) {
        return TrainingConfig.of(new BinaryCrossEntropy(), new PlainDescent(0.5))
                .withBatchSize(16)
                .withMetric("accuracy", new Accuracy())
                .withTruncatedBpttSteps(truncation);
    }

    static float[] array(Tensors values, String name) {
        return values.get(name).array();
    }

    static TrainingResult train(TrainingConfig config, TrainingTask task) {
        return new Trainer(config, ENGINE).train(task, TrainingListener.silent(), () -> false);
    }
}
