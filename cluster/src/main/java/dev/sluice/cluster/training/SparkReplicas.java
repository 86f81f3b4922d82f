package dev.sluice.cluster.training;

import dev.sluice.cluster.connection.ClusterException;
import dev.sluice.cluster.connection.SparkConnection;
import dev.sluice.cluster.connection.SparkFailure;
import dev.sluice.cluster.site.Shipment;
import dev.sluice.core.experiment.ReplicatedTraining;
import dev.sluice.core.train.ReplicaUpdate;
import dev.sluice.core.train.Replicas;
import dev.sluice.core.train.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.broadcast.Broadcast;
import scala.reflect.ClassTag$;

/**
 * Replicas of a training as the tasks of a barrier job. The driver makes all updates too, so it has the training's state at
 * any moment: when an executor is lost, a new job goes on from there, with as many executors as there are by then.
 */
final class SparkReplicas implements Replicas {
    private static final int MOST_LOSSES = 4;
    private static final int POLL_MILLIS = 200;
    private static final int FAREWELL_SECONDS = 10;

    private final SparkConnection connection;
    private final Slots slots;
    private final Shipment shipment;
    private final ReplicatedTraining training;
    private final int most;
    private final int shards;
    private final Consumer<String> notes;
    private final Rendezvous rendezvous = new Rendezvous();
    private final Transport transport = new Transport(rendezvous);
    private Optional<Job> running = Optional.empty();
    /** Executors of the last job; 0 before the first. */
    private int before;

    private record Job(JavaFutureAction<List<Integer>> action, Broadcast<byte[]> state) {}

    /**
     * Sends what executors need.
     *
     * @param most executors to use
     * @param notes for the user
     */
    SparkReplicas(SparkConnection connection, ReplicatedTraining training, int most, Consumer<String> notes)
            throws IOException {
        this.connection = connection;
        this.training = training;
        this.notes = notes;
        this.most = most;
        shards = training.experiment().config().train().parallel().shards();
        slots = new Slots(connection);
        shipment = Shipment.of(connection.context(), training.experiment());
    }

    @Override
    public Optional<float[]> sum(ReplicaUpdate update, Supplier<TrainingState> state, BooleanSupplier interrupted) {
        try {
            for (int losses = 0; ; losses++) {
                if (running.isEmpty()) {
                    int ranks = ranks(interrupted);
                    if (ranks == 0) {
                        return Optional.empty();
                    }
                    running = Optional.of(start(state.get(), ranks));
                }
                rendezvous.issue(update);
                while (!running.get().action().isDone()) {
                    Optional<float[]> total = rendezvous.await(POLL_MILLIS);
                    if (total.isPresent() || interrupted.getAsBoolean()) {
                        return total;
                    }
                    requireWilling();
                }
                requireWilling();
                Throwable failure = failure(running.get());
                running = Optional.empty();
                if (!SparkFailure.isLoss(failure) || losses == MOST_LOSSES) {
                    throw SparkFailure.of(failure);
                }
                notes.accept("An executor was lost at update " + update.step()
                        + "; the training goes on from there, to the same weights");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private int ranks(BooleanSupplier interrupted) throws InterruptedException {
        int wanted = Ranks.of(shards, before == 0 ? most : before);
        int there = slots.await(wanted, before > 0, interrupted);
        return there == 0 ? 0 : Ranks.of(shards, Math.min(there, most));
    }

    private Job start(TrainingState state, int ranks) {
        if (ranks != before) {
            notes.accept(ranks + (ranks == 1 ? " executor computes" : " executors compute") + " the " + shards
                    + " shards of a batch, " + Ranks.block(shards, ranks) + " at most each");
        }
        before = ranks;
        byte[] bytes;
        try {
            bytes = StateFile.bytes(state);
        } catch (IOException e) {
            throw new UncheckedIOException("the training's state cannot be written to a temporary file", e);
        }
        int number = rendezvous.begin(ranks);
        Broadcast<byte[]> sent = connection.context().broadcast(bytes);
        ReplicaTask task =
                new ReplicaTask(shipment, training.data(), sent, transport.address(), number, connection.threads());
        List<Integer> all = IntStream.range(0, ranks).boxed().toList();
        // Tasks that wait are interrupted when the job ends.
        connection.context().setJobGroup("sluice-training", "training", true);
        JavaFutureAction<List<Integer>> action = connection
                .context()
                .parallelize(all, ranks)
                .rdd()
                .barrier()
                .<Integer>mapPartitions(task, false, ClassTag$.MODULE$.apply(Integer.class))
                .toJavaRDD()
                .collectAsync();
        return new Job(action, sent);
    }

    private void requireWilling() {
        rendezvous.refusal().ifPresent(reason -> {
            throw new ClusterException("the executor at " + reason);
        });
    }

    private static Throwable failure(Job job) throws InterruptedException {
        try {
            job.action().get();
            return new IllegalStateException("the executors ended before the training did");
        } catch (ExecutionException e) {
            return e;
        } finally {
            SparkConnection.takeBack(job.state());
        }
    }

    @Override
    public void close() {
        // Spark's farewells fail in a thread that is interrupted.
        boolean interrupted = Thread.interrupted();
        rendezvous.end();
        if (running.isPresent()) {
            Job job = running.get();
            try {
                job.action().get(FAREWELL_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                job.action().cancel(true);
            } catch (InterruptedException e) {
                job.action().cancel(true);
                interrupted = true;
            }
            SparkConnection.takeBack(job.state());
        }
        running = Optional.empty();
        transport.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
