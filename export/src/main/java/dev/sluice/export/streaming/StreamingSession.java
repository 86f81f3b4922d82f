package dev.sluice.export.streaming;

import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxFormatException;
import dev.sluice.export.runtime.ModelValue;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The states of many clients over one loaded model of a single step.
 *
 * <pre>{@code
 * try (StreamingSession model = StreamingSession.open(Path.of("model.step.onnx"))) {
 *     StreamingSession.Client client = model.client();
 *     float[] scores = client.next(token).get("probabilities");
 * }
 * }</pre>
 *
 * <p>Any number of threads may use it. Steps of one client run one after the other, steps of different clients at once;
 * {@link #next(List, long[])} takes a step for several clients in one run, which is by far cheaper than a run for each.
 */
public final class StreamingSession implements AutoCloseable {
    private static final String STATE = "state.";
    private static final String NEXT = "next_state.";

    private final OnnxRuntimeSession session;
    private final ModelValue input;
    private final Map<String, Integer> states = new LinkedHashMap<>();
    private final AtomicLong clients = new AtomicLong();

    private StreamingSession(OnnxRuntimeSession session, String source) {
        this.session = session;
        ModelValue only = null;
        for (ModelValue value : session.inputs().values()) {
            if (value.name().startsWith(STATE)) {
                states.put(value.name(), width(value));
            } else if (only == null) {
                only = value;
            } else {
                throw noStepModel(source, "it also reads '" + value.name() + "'");
            }
        }
        if (only == null || states.isEmpty() || only.shape().rank() > 2) {
            throw noStepModel(source, "it reads " + session.inputs().values());
        }
        input = only;
    }

    private static OnnxFormatException noStepModel(String source, String finding) {
        return new OnnxFormatException(source + " must be a model of a single step, with one input and its states, but "
                + finding + "; export with export.streaming: true and open model.step.onnx");
    }

    private static int width(ModelValue state) {
        return state.shape().dim(-1) instanceof OnnxDim.Fixed(long size) ? Math.toIntExact(size) : 0;
    }

    /**
     * Loads a model, one thread for each run.
     *
     * @throws OnnxFormatException if it is no model of a single step
     */
    public static StreamingSession open(Path file) throws IOException {
        OnnxRuntimeSession session = OnnxRuntimeSession.open(file);
        try {
            return new StreamingSession(session, file.toString());
        } catch (OnnxFormatException e) {
            session.close();
            throw e;
        }
    }

    /** Whether clients give tokens; else they give features. */
    public boolean readsTokens() {
        return input.type() == ElementType.INT64;
    }

    /** A client at the beginning of its sequence. */
    public Client client() {
        return new Client(clients.incrementAndGet());
    }

    /** Frees the native memory, after the runs that are under way. */
    @Override
    public void close() {
        session.close();
    }

    /** One sequence that goes on. */
    public final class Client {
        private final long id;
        private final ReentrantLock turn = new ReentrantLock();
        private Map<String, float[]> state;

        private Client(long id) {
            this.id = id;
            this.state = fresh();
        }

        /** Takes a step; gives the outputs by name, without the states. */
        public Map<String, float[]> next(long token) {
            return StreamingSession.this.next(List.of(this), new long[] {token}).getFirst();
        }

        /** Takes a step; gives the outputs by name, without the states. */
        public Map<String, float[]> next(float... features) {
            return StreamingSession.this
                    .next(List.of(this), new float[][] {features})
                    .getFirst();
        }

        /** Begins a new sequence. */
        public void reset() {
            turn.lock();
            try {
                state = fresh();
            } finally {
                turn.unlock();
            }
        }
    }

    private Map<String, float[]> fresh() {
        Map<String, float[]> zeros = new LinkedHashMap<>();
        states.forEach((name, width) -> zeros.put(name, new float[width]));
        return zeros;
    }

    /** A step for several clients in one run: the outputs of each, in their order. Tokens are not modified. */
    public List<Map<String, float[]>> next(List<Client> several, long[] tokens) {
        return step(several, OnnxArray.longs(tokens, tokens.length), tokens.length);
    }

    /** A step for several clients in one run: the outputs of each, in their order. Features are not modified. */
    public List<Map<String, float[]>> next(List<Client> several, float[][] features) {
        int width = features.length == 0 ? 0 : features[0].length;
        float[] flat = new float[features.length * width];
        for (int row = 0; row < features.length; row++) {
            if (features[row].length != width) {
                throw new IllegalArgumentException(
                        "every client must give " + width + " features, but one gives " + features[row].length);
            }
            System.arraycopy(features[row], 0, flat, row * width, width);
        }
        return step(several, OnnxArray.floats(flat, features.length, width), features.length);
    }

    private List<Map<String, float[]>> step(List<Client> several, OnnxArray values, int rows) {
        if (rows != several.size() || rows == 0 || new HashSet<>(several).size() != rows) {
            throw new IllegalArgumentException("a step needs one input for each client and every client once, but "
                    + several.size() + " clients and " + rows + " inputs were given");
        }
        // Always in the same order: two batches that share clients cannot wait for each other.
        List<Client> byAge = new ArrayList<>(several);
        byAge.sort((a, b) -> Long.compare(a.id, b.id));
        byAge.forEach(client -> client.turn.lock());
        try {
            Map<String, OnnxArray> inputs = new LinkedHashMap<>();
            inputs.put(input.name(), values);
            states.forEach((name, width) -> inputs.put(name, joined(several, name, width)));
            return split(several, session.run(inputs));
        } finally {
            byAge.forEach(client -> client.turn.unlock());
        }
    }

    private static OnnxArray joined(List<Client> several, String name, int width) {
        float[] all = new float[several.size() * width];
        for (int row = 0; row < several.size(); row++) {
            System.arraycopy(Objects.requireNonNull(several.get(row).state.get(name)), 0, all, row * width, width);
        }
        return OnnxArray.floats(all, several.size(), width);
    }

    private static List<Map<String, float[]>> split(List<Client> several, Map<String, OnnxArray> results) {
        List<Map<String, float[]>> answers = new ArrayList<>();
        several.forEach(client -> answers.add(new LinkedHashMap<>()));
        List<Map<String, float[]>> next = new ArrayList<>();
        several.forEach(client -> next.add(new LinkedHashMap<>()));
        results.forEach((name, array) -> {
            float[] all = array.toFloats();
            int width = all.length / several.size();
            for (int row = 0; row < several.size(); row++) {
                float[] mine = new float[width];
                System.arraycopy(all, row * width, mine, 0, width);
                if (name.startsWith(NEXT)) {
                    next.get(row).put(STATE + name.substring(NEXT.length()), mine);
                } else {
                    answers.get(row).put(name, mine);
                }
            }
        });
        for (int row = 0; row < several.size(); row++) {
            several.get(row).state = next.get(row);
        }
        return answers;
    }
}
