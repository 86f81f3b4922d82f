package dev.sluice.core.train;

import static dev.sluice.core.graph.Exprs.tanh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.gradient.TrainingGraph;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.train.loss.MeanSquaredError;
import org.junit.jupiter.api.Test;

/** The memory of a training, counted in the plan, is linear in steps, sequences and layers. */
class TrainingMemoryTest {
    private static final Cell CELL = cell -> {
        Expr h = cell.state("h");
        Expr z = Exprs.sigmoid(cell.linear("z", cell.input(), h));
        Expr n = tanh(cell.linear("n", cell.input(), h));
        cell.next("h", z.mul(h).add(z.oneMinus().mul(n)));
    };

    @Test
    void bytes_twiceTheStepsOrSequences_areTwiceAsMany() {
        Plan plan = plan(1, false);
        double bytes = plan.bytes(8, 512);
        assertThat(plan.bytes(8, 1024) / bytes).isCloseTo(2, within(0.1));
        assertThat(plan.bytes(16, 512) / bytes).isCloseTo(2, within(0.1));
        assertThat(plan.bytes(8, 4096) / bytes).isCloseTo(8, within(0.4));
    }

    @Test
    void bytes_moreLayers_growByTheSameForEach() {
        long first = plan(2, false).bytes(8, 1024);
        long second = plan(3, false).bytes(8, 1024);
        long third = plan(4, false).bytes(8, 1024);
        assertThat((double) (third - second) / (second - first)).isCloseTo(1, within(0.35));
    }

    @Test
    void bytes_withRecompute_areFewerForLongSequences() {
        double kept = plan(1, false).bytes(8, 4096);
        double computed = plan(1, true).bytes(8, 4096);
        assertThat(computed / kept).isLessThan(0.85);
    }

    @Test
    void requireWithin_lessThanNeeded_saysWhatNeedsHowMuchAndWhatToDo() {
        TrainingMemory memory = new TrainingMemory(12_000_000, 24_000_000, 3_000_000_000L);
        memory.requireWithin(3_036_000_000L, 64, 500);
        assertThatThrownBy(() -> memory.requireWithin(2_000_000_000L, 64, 500))
                .isInstanceOf(MemoryException.class)
                .hasMessage(
                        "training needs 3.04 GB: weights 12.0 MB, optimizer 24.0 MB, activations of the largest batch"
                                + " 3.00 GB (64 sequences of 500 steps), but java may use only 2.00 GB; make train.batch_size,"
                                + " data.text.max_length or model.encoder.hidden smaller, set train.recompute: true, or give more"
                                + " with SLUICE_JAVA_OPTS=-Xmx4g");
    }

    private static Plan plan(int layers, boolean recompute) {
        ModelConfig config = ModelConfig.of(EncoderOptions.of(CELL, 16).withLayers(layers));
        Network network = SequenceModel.build(config, new ModelInput.Features(16), 2, Network.Mode.TRAINING);
        Graph forward = new Graph(Objective.losses(network, head -> Objective.of(new MeanSquaredError())));
        Graph gradients = recompute
                ? TrainingGraph.recomputing(forward, Scores.LOSS, network.trainedNames())
                : TrainingGraph.of(forward, Scores.LOSS, network.trainedNames());
        return Plan.compile(gradients, EngineOptions.defaults());
    }
}
