package dev.sluice.bench.work;

import dev.sluice.bench.measure.Side;
import dev.sluice.core.decode.BeamSearch;
import dev.sluice.core.decode.EngineSteps;
import dev.sluice.core.decode.Hypothesis;
import dev.sluice.core.decode.SearchOptions;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Profile;
import dev.sluice.core.model.EncoderDecoder;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.List;

/** The search of a {@link LanguageWork} in Sluice, by first weights, which end hardly a text before the limit. */
final class OurSearch implements Side {
    private static final int BEAM = 5;

    private final EngineSteps steps;
    private final BeamSearch search;
    private final Tensors batch;
    private List<List<Hypothesis>> found = List.of();

    OurSearch(LanguageWork work, int threads) {
        EncoderDecoder networks = SequenceModel.encoderDecoder(work.model(), work.inputs(), work.task());
        steps = new EngineSteps(networks, EngineOptions.defaults().withThreads(threads)).with(work.parameters());
        search = new BeamSearch(new SearchOptions(BEAM, 0.6, work.steps()));
        batch = work.batch();
    }

    @Override
    public void run() {
        found = search.search(steps, batch);
    }

    @Override
    public void run(Profile profile) {
        long begin = System.nanoTime();
        long networks = networks(profile);
        steps.measure(profile);
        run();
        steps.measure(null);
        profile.add("choice of words", System.nanoTime() - begin - (networks(profile) - networks));
    }

    /** The time in the encoder and in steps. */
    private static long networks(Profile profile) {
        return profile.lines().stream()
                .filter(line -> !line.instruction().startsWith(Profile.STEP))
                .mapToLong(Profile.Line::nanoseconds)
                .sum();
    }

    @Override
    public Tensors results() {
        Tensor scores = Tensor.zeros(found.size());
        for (int i = 0; i < found.size(); i++) {
            scores.array()[i] = (float) found.get(i).getFirst().score();
        }
        return Tensors.of("scores", scores);
    }
}
