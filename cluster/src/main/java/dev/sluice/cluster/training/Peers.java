package dev.sluice.cluster.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.spark.network.client.RpcResponseCallback;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.server.OneForOneStreamManager;
import org.apache.spark.network.server.RpcHandler;
import org.apache.spark.network.server.StreamManager;
import org.jspecify.annotations.Nullable;

/** The other executors of a training, as one of them sees them. */
final class Peers extends RpcHandler implements AllReduce.Exchange, AutoCloseable {
    private static final int POLL_MILLIS = 100;

    private final int rank;
    private final BooleanSupplier killed;
    private final StreamManager streams = new OneForOneStreamManager();
    private final List<BlockingQueue<Part>> arrived = new ArrayList<>();
    private final List<TransportClient> clients = new ArrayList<>();
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private final Transport transport;

    /**
     * Begins to listen.
     *
     * @param killed whether Spark ends this task
     */
    Peers(int rank, int ranks, BooleanSupplier killed) {
        this.rank = rank;
        this.killed = killed;
        for (int i = 0; i < ranks; i++) {
            arrived.add(new LinkedBlockingQueue<>());
        }
        transport = new Transport(this);
    }

    /** The way to the other processes. */
    Transport transport() {
        return transport;
    }

    /** Connects to the others, whose addresses are in the order of the ranks. */
    void connect(List<String> addresses) throws IOException, InterruptedException {
        for (String address : addresses) {
            clients.add(transport.connect(address));
        }
    }

    @Override
    public void receive(TransportClient client, ByteBuffer message, RpcResponseCallback callback) {
        int from = message.getInt();
        arrived.get(from).add(Part.read(message));
        callback.onSuccess(ByteBuffer.allocate(0));
    }

    @Override
    public StreamManager getStreamManager() {
        return streams;
    }

    @Override
    public void send(int to, Part part) {
        ByteBuffer message = ByteBuffer.allocate(Integer.BYTES + part.bytes());
        message.putInt(rank);
        part.write(message);
        clients.get(to).sendRpc(message.flip(), new RpcResponseCallback() {
            @Override
            public void onSuccess(ByteBuffer response) {
                // It has arrived.
            }

            @Override
            public void onFailure(Throwable e) {
                failure.compareAndSet(null, "executor " + to + " of the training is lost: " + e.getMessage());
            }
        });
    }

    @Override
    public Part receive(int from, long step) {
        while (true) {
            Part part = poll(from);
            if (part != null) {
                if (part.step() != step) {
                    throw new IllegalStateException(
                            "a part of update " + step + " was to come, but one of " + part.step() + " came");
                }
                return part;
            }
            requireThere();
            if (!clients.get(from).isActive()) {
                throw new PeerLostException("executor " + from + " of the training has closed its connection");
            }
        }
    }

    private @Nullable Part poll(int from) {
        try {
            return arrived.get(from).poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PeerLostException("the task was interrupted");
        }
    }

    /** Ends the task if Spark wants it to, or others are lost. */
    void requireThere() {
        if (killed.getAsBoolean()) {
            throw new PeerLostException("the task was ended by Spark, as others of the training are lost");
        }
        String lost = failure.get();
        if (lost != null) {
            throw new PeerLostException(lost);
        }
    }

    @Override
    public void close() {
        transport.close();
    }
}
