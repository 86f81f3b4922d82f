package dev.sluice.cluster.training;

import dev.sluice.core.train.ReplicaUpdate;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The calls of executors at the driver, and its answers. */
sealed interface Call {
    /** The job that the executor belongs to; those of an earlier one are turned away. */
    int job();

    /**
     * An executor is done with an update, and asks for the next.
     *
     * @param rank of the executor
     * @param part of the sums that it completed; empty, of step 0, before the first
     */
    record Next(int job, int rank, Part part) implements Call {}

    /** An executor cannot take part, for a reason that the user can put right. */
    record Refusal(int job, String reason) implements Call {}

    /** A call as a message. */
    default ByteBuffer message() {
        return switch (this) {
            case Next next -> {
                ByteBuffer message =
                        ByteBuffer.allocate(2 * Integer.BYTES + 1 + next.part().bytes());
                message.put((byte) 0).putInt(next.job()).putInt(next.rank());
                next.part().write(message);
                yield message.flip();
            }
            case Refusal refusal -> {
                byte[] words = refusal.reason().getBytes(StandardCharsets.UTF_8);
                yield ByteBuffer.allocate(1 + Integer.BYTES + words.length)
                        .put((byte) 1)
                        .putInt(refusal.job())
                        .put(words)
                        .flip();
            }
        };
    }

    /** The call in a message. */
    static Call of(ByteBuffer message) {
        boolean next = message.get() == 0;
        int job = message.getInt();
        if (next) {
            return new Next(job, message.getInt(), Part.read(message));
        }
        return new Refusal(job, StandardCharsets.UTF_8.decode(message).toString());
    }

    /** An answer as a message: the next update; empty for none. */
    static ByteBuffer answer(Optional<ReplicaUpdate> update) {
        return update.map(next -> ByteBuffer.allocate(2 * Integer.BYTES + Long.BYTES + Double.BYTES)
                        .putInt(next.epoch())
                        .putInt(next.batch())
                        .putLong(next.step())
                        .putDouble(next.scale())
                        .flip())
                .orElse(ByteBuffer.allocate(0));
    }

    /** The update in an answer; empty if the training is over. */
    static Optional<ReplicaUpdate> update(ByteBuffer answer) {
        return answer.hasRemaining()
                ? Optional.of(new ReplicaUpdate(answer.getInt(), answer.getInt(), answer.getLong(), answer.getDouble()))
                : Optional.empty();
    }
}
