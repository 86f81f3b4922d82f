package dev.sluice.cluster.training;

import dev.sluice.core.train.ReplicaUpdate;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.network.client.RpcResponseCallback;
import org.apache.spark.network.client.TransportClient;

/** An executor's line to the driver. */
final class DriverLink {
    private static final int POLL_MILLIS = 100;

    private final TransportClient driver;
    private final Peers peers;

    DriverLink(TransportClient driver, Peers peers) {
        this.driver = driver;
        this.peers = peers;
    }

    /** Makes a call, whose answer comes when there is one. */
    CompletableFuture<ByteBuffer> call(Call call) {
        CompletableFuture<ByteBuffer> answer = new CompletableFuture<>();
        driver.sendRpc(call.message(), new RpcResponseCallback() {
            @Override
            public void onSuccess(ByteBuffer response) {
                // The buffer is valid during this method alone.
                answer.complete(
                        ByteBuffer.allocate(response.remaining()).put(response).flip());
            }

            @Override
            public void onFailure(Throwable e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /** Waits for an answer: the next update, or none if the training is over. */
    Optional<ReplicaUpdate> await(CompletableFuture<ByteBuffer> answer) {
        while (true) {
            try {
                return Call.update(answer.get(POLL_MILLIS, TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                peers.requireThere();
            } catch (ExecutionException e) {
                throw new PeerLostException("the driver of the training is lost: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new PeerLostException("the task was interrupted");
            }
        }
    }
}
