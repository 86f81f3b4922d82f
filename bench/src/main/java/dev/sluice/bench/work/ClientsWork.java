package dev.sluice.bench.work;

import dev.sluice.bench.measure.Side;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.streaming.StreamingSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * {@link StreamingSession} with some clients, divided among threads that all use the one session.
 *
 * @param clients rows, each with a state of its own
 * @param joined whether a thread takes a step for all its clients in one run; else each client in a run of its own
 * @param steps of each client
 */
public record ClientsWork(CellKind cell, int clients, boolean joined, int steps) implements Work {
    @Override
    public Group group() {
        return Group.SHIPPED;
    }

    @Override
    public List<String> labels() {
        String who = joined ? "clients joined" : clients == 1 ? "session" : "clients";
        return List.of(cell.toString(), who, Integer.toString(clients), Integer.toString(steps));
    }

    @Override
    public double operations() {
        return 0;
    }

    @Override
    public long sequenceSteps() {
        return (long) clients * steps;
    }

    @Override
    public boolean singleThreaded() {
        return clients == 1;
    }

    @Override
    public Side ours(int threads) {
        return new Serving(this, threads);
    }

    private static final class Serving implements Side {
        private final ClientsWork work;
        private final StreamingSession session;
        private final List<List<StreamingSession.Client>> shares = new ArrayList<>();
        private final ExecutorService threads;
        private final float[][] features;
        private float[] last = {};

        Serving(ClientsWork work, int count) {
            this.work = work;
            try {
                Path file = Files.createTempFile("sluice-", ".onnx");
                try {
                    ShippedNetwork.of(work.cell).step().write(file);
                    session = StreamingSession.open(file);
                } finally {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("no model can be written: " + e.getMessage(), e);
            }
            for (int i = 0; i < count; i++) {
                List<StreamingSession.Client> share = new ArrayList<>();
                for (int client = i; client < work.clients; client += count) {
                    share.add(session.client());
                }
                shares.add(share);
            }
            int size = ShippedNetwork.INPUT;
            float[] numbers =
                    Numbers.uniform("features", Shape.of(work.clients, size), 1).array();
            features = new float[work.clients][];
            for (int row = 0; row < work.clients; row++) {
                features[row] = Arrays.copyOfRange(numbers, row * size, (row + 1) * size);
            }
            threads = Executors.newFixedThreadPool(count);
        }

        @Override
        public void run() {
            if (shares.size() == 1) {
                last = serve(shares.getFirst());
                return;
            }
            List<Future<float[]>> running = new ArrayList<>();
            shares.forEach(share -> running.add(threads.submit(() -> serve(share))));
            for (Future<float[]> each : running) {
                try {
                    last = each.get();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("the benchmark was interrupted", e);
                } catch (ExecutionException e) {
                    throw new IllegalStateException("a step failed: " + e.getMessage(), e);
                }
            }
        }

        private float[] serve(List<StreamingSession.Client> share) {
            float[] answer = {};
            float[][] rows = Arrays.copyOf(features, share.size());
            for (int step = 0; step < work.steps; step++) {
                if (work.joined) {
                    answer = outputs(session.next(share, rows).getLast());
                } else {
                    for (int row = 0; row < rows.length; row++) {
                        answer = outputs(share.get(row).next(rows[row]));
                    }
                }
            }
            return answer;
        }

        private static float[] outputs(Map<String, float[]> answers) {
            return Objects.requireNonNull(answers.get(Network.OUTPUTS));
        }

        @Override
        public Tensors results() {
            return Tensors.of(Network.OUTPUTS, Tensor.wrap(Shape.of(last.length), last));
        }

        @Override
        public void close() {
            threads.shutdown();
            session.close();
        }
    }
}
