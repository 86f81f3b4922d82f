package dev.sluice.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bench.Peer;
import dev.sluice.bench.measure.Difference;
import dev.sluice.bench.measure.Side;
import dev.sluice.bench.work.CellKind;
import dev.sluice.bench.work.ForwardWork;
import dev.sluice.bench.work.Group;
import dev.sluice.bench.work.LayerShape;
import dev.sluice.bench.work.LayerWork;
import dev.sluice.bench.work.Pass;
import dev.sluice.bench.work.ProductWork;
import dev.sluice.bench.work.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every peer computes what we do, on sizes that fit no block of anybody's kernels. */
final class PeersTest {
    private static final LayerShape SMALL = new LayerShape(3, 7, 5, 11);
    private static final List<Peer> PEERS = ServiceLoader.load(Peer.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();

    static List<Work> works() {
        List<Work> works = new ArrayList<>();
        for (Pass pass : Pass.values()) {
            for (CellKind cell : CellKind.values()) {
                works.add(new LayerWork(Group.LAYERS, cell, SMALL, 1, false, pass));
            }
            works.add(new LayerWork(Group.STACKS, CellKind.GRU, SMALL, 2, true, pass));
            works.add(new LayerWork(Group.STACKS, CellKind.LSTM, SMALL, 2, true, pass));
        }
        works.add(new ProductWork(3, 17, 29, false));
        works.add(ForwardWork.single(CellKind.GRU, SMALL));
        works.add(new ForwardWork(CellKind.LSTM, SMALL, 2, true));
        return works;
    }

    /** Adam's first update makes a whole step of any rounding. */
    private static double largest(Work work) {
        return work instanceof LayerWork layer && layer.pass() == Pass.STEP ? work.tolerance() : 1e-4;
    }

    @ParameterizedTest
    @MethodSource("works")
    void results_ofEveryPeerThatCanDoIt_areOurs(Work work) {
        int able = 0;
        try (Side ours = work.ours(1)) {
            ours.run();
            for (Peer peer : PEERS) {
                Optional<Side> prepared = peer.prepare(work, 1);
                if (prepared.isPresent()) {
                    able++;
                    try (Side theirs = prepared.get()) {
                        theirs.run();
                        assertThat(Difference.check(
                                        work.describe(), work.tolerance(), ours.results(), theirs.results()))
                                .isLessThan(largest(work));
                        // What the first run computed stays what it was.
                        theirs.run();
                    }
                }
            }
        }
        assertThat(able).isPositive();
    }
}
