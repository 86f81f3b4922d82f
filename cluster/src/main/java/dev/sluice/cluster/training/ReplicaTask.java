package dev.sluice.cluster.training;

import dev.sluice.cluster.connection.SparkFailure;
import dev.sluice.cluster.site.Shipment;
import dev.sluice.cluster.site.Site;
import dev.sluice.core.error.SluiceException;
import dev.sluice.core.experiment.ReplicatedTraining;
import dev.sluice.core.train.Replica;
import dev.sluice.core.train.ReplicaUpdate;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** Computes shards of batches on an executor until the training is over: one task of a barrier job. */
final class ReplicaTask extends AbstractFunction1<Iterator<Integer>, Iterator<Integer>> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Shipment shipment;
    private final String data;
    private final Broadcast<byte[]> state;
    private final String driver;
    private final int job;
    private final int threads;

    /**
     * Creates the task of all ranks.
     *
     * @param data fingerprint of the driver's
     * @param state of the training before its next update
     * @param driver address of the {@link Rendezvous}
     * @param job number there
     * @param threads of a rank
     */
    ReplicaTask(Shipment shipment, String data, Broadcast<byte[]> state, String driver, int job, int threads) {
        this.shipment = shipment;
        this.data = data;
        this.state = state;
        this.driver = driver;
        this.job = job;
        this.threads = threads;
    }

    @Override
    public Iterator<Integer> apply(Iterator<Integer> none) {
        BarrierTaskContext task = BarrierTaskContext.get();
        try (Peers peers = new Peers(task.partitionId(), task.numPartitions(), task::isInterrupted)) {
            DriverLink link = new DriverLink(peers.transport().connect(driver), peers);
            Replica replica = replica(link, peers.transport().address());
            peers.connect(List.of(task.allGather(peers.transport().address())));
            run(replica, peers, link, task.partitionId(), task.numPartitions());
            return none;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PeerLostException("the task was interrupted");
        }
    }

    private Replica replica(DriverLink link, String here) throws IOException {
        try {
            Site site = Site.of(shipment);
            return new ReplicatedTraining(site.resolved(), data)
                    .replica(site.data(), site.place().resolve("replicas"), threads, StateFile.read(state.value()));
        } catch (SluiceException e) {
            String why = here + " cannot take part in the training: " + SparkFailure.words(e);
            link.await(link.call(new Call.Refusal(job, why)));
            throw e;
        }
    }

    private void run(Replica replica, Peers peers, DriverLink link, int rank, int ranks) {
        AllReduce reduction = new AllReduce(rank, ranks, peers);
        int block = Ranks.block(replica.shards(), ranks);
        Optional<ReplicaUpdate> next = link.await(link.call(new Call.Next(job, rank, Part.none())));
        while (next.isPresent()) {
            ReplicaUpdate update = next.get();
            float[] sums =
                    replica.sum(update, rank * block, (rank + 1) * block).orElseGet(() -> new float[replica.length()]);
            int filled = Math.ceilDiv(replica.shards(update), block);
            AllReduce.Range own = reduction.scatter(update.step(), sums, filled);
            CompletableFuture<ByteBuffer> answer =
                    link.call(new Call.Next(job, rank, Part.of(update.step(), sums, own.from(), own.to())));
            reduction.gather(update.step(), sums);
            replica.apply(update, sums);
            next = link.await(answer);
        }
    }
}
