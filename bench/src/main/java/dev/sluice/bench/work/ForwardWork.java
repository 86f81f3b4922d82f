package dev.sluice.bench.work;

import dev.sluice.bench.measure.Side;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.Profile;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxOpset;
import java.util.Arrays;
import java.util.List;

/**
 * A whole model answers a batch: recurrent layers, their last output, a dense layer. Ours is the plan that predicts.
 *
 * @param layers one above the other
 */
public record ForwardWork(CellKind cell, LayerShape shape, int layers, boolean bidirectional) implements Work {
    private static final int CLASSES = 10;
    private static final long SEED = 1;

    /** One layer in one direction. */
    public static ForwardWork single(CellKind cell, LayerShape shape) {
        return new ForwardWork(cell, shape, 1, false);
    }

    /** The model; states start from zeros. */
    public Network network() {
        ModelConfig config = ModelConfig.of(EncoderOptions.of(cell.cell(), shape.hidden())
                .withLayers(layers)
                .withBidirectional(bidirectional));
        return SequenceModel.build(config, new ModelInput.Features(shape.input()), CLASSES, Network.Mode.INFERENCE);
    }

    /** Its weights. */
    public Tensors parameters() {
        return Parameters.initialize(network().parameters(), SEED);
    }

    /** The model as an ONNX file holds it. */
    public OnnxModel exported() {
        return new Lowering("bench", new OnnxOpset(17))
                .lower(network().graph(), parameters())
                .builder()
                .build();
    }

    /** The input, time first, {@code [T, B, I]}; the exported model reads batch first. */
    public Tensor features() {
        return Numbers.uniform("features", Shape.of(shape.steps(), shape.batch(), shape.input()), 1);
    }

    @Override
    public Group group() {
        return Group.INFERENCE;
    }

    @Override
    public List<String> labels() {
        List<String> sizes = shape.labels();
        String stack = bidirectional ? layers + " bidirectional" : Integer.toString(layers);
        return List.of(cell.toString(), stack, sizes.get(0), sizes.get(1), sizes.get(2), sizes.get(3));
    }

    @Override
    public double operations() {
        return new LayerWork(Group.STACKS, cell, shape, layers, bidirectional, Pass.FORWARD).operations();
    }

    @Override
    public Side ours(int threads) {
        return new Ours(this, threads);
    }

    private static final class Ours implements Side {
        private final Plan plan;
        private final Tensors values;
        private Tensors last = Tensors.of();

        Ours(ForwardWork work, int threads) {
            plan = Plan.compile(work.network().graph(), EngineOptions.defaults().withThreads(threads));
            // As ONNX Runtime packs weights once for a session.
            plan.hold(work.parameters());
            Tensor features = work.features();
            float[] lengths = new float[features.shape().size(1)];
            Arrays.fill(lengths, features.shape().size(0));
            values = Tensors.of("features", features, Network.LENGTHS, Tensor.wrap(Shape.of(lengths.length), lengths));
        }

        @Override
        public void run() {
            last = plan.run(values, RandomKey.NONE);
        }

        @Override
        public void run(Profile profile) {
            plan.run(values, RandomKey.NONE, profile);
        }

        @Override
        public Tensors results() {
            return Tensors.of(Network.OUTPUTS, last.get(Network.OUTPUTS));
        }
    }
}
