package dev.sluice.cluster.training;

import dev.sluice.core.train.ReplicaUpdate;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.network.client.RpcResponseCallback;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.server.OneForOneStreamManager;
import org.apache.spark.network.server.RpcHandler;
import org.apache.spark.network.server.StreamManager;

/** The driver's end of the lines to executors: hands out updates and puts the sums together. Safe for several threads. */
final class Rendezvous extends RpcHandler {
    private static final long NANOS = 1_000_000;

    private final StreamManager streams = new OneForOneStreamManager();
    private final Map<Integer, Waiting> waiting = new HashMap<>();
    private final Set<Integer> arrived = new HashSet<>();
    private Optional<ReplicaUpdate> update = Optional.empty();
    private Optional<String> refusal = Optional.empty();
    private float[] total = new float[0];
    private int job;
    private int ranks;
    private boolean over;

    /** An executor that is done with a step. */
    private record Waiting(long step, RpcResponseCallback callback) {}

    /** Begins a new job, to which executors of earlier ones do not belong; gives its number. */
    synchronized int begin(int size) {
        job++;
        ranks = size;
        waiting.clear();
        update = Optional.empty();
        refusal = Optional.empty();
        return job;
    }

    /** Hands an update to all executors, as soon as they ask for it. */
    synchronized void issue(ReplicaUpdate next) {
        update = Optional.of(next);
        arrived.clear();
        answer();
    }

    private void answer() {
        waiting.values().removeIf(one -> {
            boolean due =
                    over || update.filter(next -> next.step() > one.step()).isPresent();
            if (due) {
                one.callback().onSuccess(Call.answer(over ? Optional.empty() : update));
            }
            return due;
        });
    }

    /** Waits for a moment; gives the sums of the update if they are complete. */
    synchronized Optional<float[]> await(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * NANOS;
        long left = millis;
        while (arrived.size() < ranks && left > 0) {
            wait(left);
            left = (end - System.nanoTime()) / NANOS;
        }
        return arrived.size() < ranks ? Optional.empty() : Optional.of(total);
    }

    /** The reason why an executor does not take part, if one does not. */
    synchronized Optional<String> refusal() {
        return refusal;
    }

    /** Tells all executors that the training is over. */
    synchronized void end() {
        over = true;
        answer();
    }

    @Override
    public void receive(TransportClient client, ByteBuffer message, RpcResponseCallback callback) {
        accept(Call.of(message), callback);
    }

    private synchronized void accept(Call call, RpcResponseCallback callback) {
        if (call.job() != job) {
            callback.onFailure(new IllegalStateException("this executor belongs to an earlier job"));
            return;
        }
        switch (call) {
            case Call.Refusal(int number, String reason) -> {
                refusal = Optional.of(reason);
                callback.onSuccess(ByteBuffer.allocate(0));
            }
            case Call.Next(int number, int rank, Part part) -> {
                if (update.filter(now -> now.step() == part.step()).isPresent()) {
                    if (arrived.isEmpty()) {
                        total = new float[part.length()];
                    }
                    part.placeIn(total);
                    arrived.add(rank);
                }
                waiting.put(rank, new Waiting(part.step(), callback));
                answer();
            }
        }
        notifyAll();
    }

    @Override
    public StreamManager getStreamManager() {
        return streams;
    }
}
