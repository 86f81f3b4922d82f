package dev.sluice.export.streaming;

import dev.sluice.core.model.ModelInput;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxFormatException;
import dev.sluice.export.runtime.ModelValue;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.apiguardian.api.API;
import tools.jackson.databind.json.JsonMapper;

/**
 * The states of many clients of one loaded single-step model.
 *
 * <pre>{@code
 * try (StreamingSession model = StreamingSession.open(Path.of("model.step.onnx"))) {
 *     StreamingSession.Client client = model.client();
 *     float[] scores = client.next(token).get("probabilities");
 * }
 * }</pre>
 *
 * <p>Thread-safe. Steps of one client run one after the other, steps of different clients in parallel;
 * {@link #next(List, List)} runs a step of several clients at once, which is far cheaper than a run for each.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class StreamingSession implements AutoCloseable {
    private static final String STATE = "state.";
    private static final String NEXT = "next_state.";

    private final OnnxRuntimeSession session;
    private final List<StepInput> inputs = new ArrayList<>();
    private final Map<String, Integer> states = new LinkedHashMap<>();
    private final AtomicLong clients = new AtomicLong();

    private StreamingSession(OnnxRuntimeSession session, String source) {
        this.session = session;
        for (ModelValue value : session.inputs().values()) {
            if (value.name().startsWith(STATE)) {
                states.put(value.name(), width(value));
            } else if (value.shape().rank() == (value.type() == ElementType.INT64 ? 1 : 2)) {
                inputs.add(new StepInput(value, symbols(value.name())));
            } else {
                throw noStepModel(source, "it reads " + value);
            }
        }
        if (inputs.isEmpty() || states.isEmpty()) {
            throw noStepModel(source, "it reads " + session.inputs().values());
        }
    }

    /** How many numbers an input of symbols knows, padding and the unknown one among them; no limit where the file does not say. */
    private long symbols(String input) {
        Map<String, String> facts = session.metadata();
        String suffix = input.equals(ModelInput.TOKENS) ? "" : "." + input;
        String vocabulary = facts.get("sluice.vocabulary" + suffix);
        return vocabulary == null
                ? Long.MAX_VALUE
                : Long.parseLong(facts.getOrDefault("sluice.first_id", "0"))
                        + JsonMapper.shared().readTree(vocabulary).size();
    }

    /** Names of the outputs without the states. */
    List<String> answers() {
        return session.outputs().keySet().stream()
                .filter(name -> !name.startsWith(NEXT))
                .toList();
    }

    private static OnnxFormatException noStepModel(String source, String finding) {
        return new OnnxFormatException(source + " must be a model of a single step, with inputs and states, but "
                + finding + "; export with export.streaming: true and open model.step.onnx");
    }

    private static int width(ModelValue state) {
        return state.shape().dim(-1) instanceof OnnxDim.Fixed(long size) ? Math.toIntExact(size) : 0;
    }

    /**
     * Loads a model; each run uses one thread.
     *
     * @throws OnnxFormatException if it is not a single-step model
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

    /** The metadata of the file: what its inputs and outputs mean. */
    public Map<String, String> metadata() {
        return session.metadata();
    }

    /** Names of the inputs for which clients supply values at each step. */
    public List<String> inputs() {
        return inputs.stream().map(StepInput::name).toList();
    }

    /** Returns whether the first input takes tokens; otherwise it takes numbers. */
    public boolean readsTokens() {
        return inputs.getFirst().readsTokens();
    }

    /** A client at the start of its sequence. */
    public Client client() {
        return client(StepValues.none());
    }

    /**
     * A client at the start of its sequence.
     *
     * @param always values that are the same at each step, such as static numbers of the sequence
     */
    public Client client(StepValues always) {
        return new Client(clients.incrementAndGet(), always);
    }

    /** Frees the native memory once current runs have ended. */
    @Override
    public void close() {
        session.close();
    }

    /** A sequence in progress. */
    public final class Client {
        private final long id;
        private final ReentrantLock turn = new ReentrantLock();
        private Map<String, float[]> state;

        private final StepValues always;

        private Client(long id, StepValues always) {
            this.id = id;
            this.always = always;
            this.state = fresh();
        }

        private StreamingSession session() {
            return StreamingSession.this;
        }

        /** Runs a step of a model with one input; returns the outputs by name, without the states. */
        public Map<String, float[]> next(long token) {
            return StreamingSession.this.next(List.of(this), new long[] {token}).getFirst();
        }

        /** Runs a step of a model with one input; returns the outputs by name, without the states. */
        public Map<String, float[]> next(float... features) {
            return StreamingSession.this
                    .next(List.of(this), new float[][] {features})
                    .getFirst();
        }

        /** Runs a step; returns the outputs by name, without the states. */
        public Map<String, float[]> next(StepValues values) {
            return StreamingSession.this.next(List.of(this), List.of(values)).getFirst();
        }

        /** Runs a step; returns the outputs by name in the digits of the file, which are float64 where its numbers need them. */
        public Map<String, double[]> nextNumbers(StepValues values) {
            return StreamingSession.this
                    .nextNumbers(List.of(this), List.of(values))
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

    /** Runs a step of a model with one input for several clients at once; returns each client's outputs, in their order. */
    public List<Map<String, float[]>> next(List<Client> several, long[] tokens) {
        String only = only();
        return next(
                several,
                Arrays.stream(tokens)
                        .mapToObj(token -> StepValues.none().withToken(only, token))
                        .toList());
    }

    /** Runs a step of a model with one input for several clients at once; returns each client's outputs, in their order. */
    public List<Map<String, float[]>> next(List<Client> several, float[][] features) {
        String only = only();
        return next(
                several,
                Arrays.stream(features)
                        .map(row -> StepValues.none().withNumbers(only, row))
                        .toList());
    }

    /** The only input, which clients need not name. */
    private String only() {
        if (inputs.size() != 1) {
            throw new IllegalArgumentException("the model reads " + inputs() + "; give each by its name as StepValues");
        }
        return inputs.getFirst().name();
    }

    /**
     * Runs a step for several clients at once; returns each client's outputs, in their order, rounded to float32.
     *
     * @throws IllegalArgumentException if values are missing, not finite or do not fit the model, or a client is given twice or
     *     belongs to another session; no client has moved then
     */
    public List<Map<String, float[]>> next(List<Client> several, List<StepValues> values) {
        return nextNumbers(several, values).stream()
                .map(StreamingSession::rounded)
                .toList();
    }

    private static Map<String, float[]> rounded(Map<String, double[]> outputs) {
        Map<String, float[]> rounded = new LinkedHashMap<>();
        outputs.forEach((name, numbers) -> rounded.put(name, floats(numbers, 0, numbers.length)));
        return rounded;
    }

    private static float[] floats(double[] all, int from, int to) {
        float[] floats = new float[to - from];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) all[from + i];
        }
        return floats;
    }

    /**
     * Runs a step for several clients at once; returns each client's outputs, in their order and in the digits of the file: it gives
     * numbers that are large beside their differences in float64, and float32 would make one number of them.
     *
     * @throws IllegalArgumentException if values are missing, not finite or do not fit the model, or a client is given twice or
     *     belongs to another session; no client has moved then
     */
    public List<Map<String, double[]>> nextNumbers(List<Client> several, List<StepValues> values) {
        int rows = values.size();
        requireMine(several, rows);
        List<StepValues> all = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            all.add(values.get(row).or(several.get(row).always));
        }
        Map<String, OnnxArray> given = new LinkedHashMap<>();
        inputs.forEach(input -> given.put(input.name(), input.join(all)));
        // Locks are taken in a fixed order, so that two batches with common clients cannot deadlock.
        List<Client> byAge = new ArrayList<>(several);
        byAge.sort((a, b) -> Long.compare(a.id, b.id));
        byAge.forEach(client -> client.turn.lock());
        try {
            states.forEach((name, width) -> given.put(name, joined(several, name, width)));
            return split(several, session.run(given));
        } finally {
            byAge.forEach(client -> client.turn.unlock());
        }
    }

    private void requireMine(List<Client> several, int rows) {
        String rule = "a step needs values for each client, clients of this session and every client once, but ";
        if (rows != several.size() || rows == 0) {
            throw new IllegalArgumentException(
                    rule + several.size() + " clients and values for " + rows + " were given");
        }
        Map<Client, Integer> places = new HashMap<>();
        for (int row = 0; row < rows; row++) {
            Client client = several.get(row);
            if (client.session() != this) {
                throw new IllegalArgumentException(rule + "client " + (row + 1) + " of " + rows
                        + " is another session's; take a client from client() of the session that runs the step");
            }
            Integer before = places.put(client, row);
            if (before != null) {
                throw new IllegalArgumentException(rule + "clients " + (before + 1) + " and " + (row + 1) + " of "
                        + rows + " are the same; give its steps one after the other");
            }
        }
    }

    private static OnnxArray joined(List<Client> several, String name, int width) {
        float[] all = new float[several.size() * width];
        for (int row = 0; row < several.size(); row++) {
            System.arraycopy(Objects.requireNonNull(several.get(row).state.get(name)), 0, all, row * width, width);
        }
        return OnnxArray.floats(all, several.size(), width);
    }

    private static List<Map<String, double[]>> split(List<Client> several, Map<String, OnnxArray> results) {
        List<Map<String, double[]>> answers = new ArrayList<>();
        several.forEach(client -> answers.add(new LinkedHashMap<>()));
        List<Map<String, float[]>> next = new ArrayList<>();
        several.forEach(client -> next.add(new LinkedHashMap<>()));
        results.forEach((name, array) -> {
            double[] all = array.numbers();
            int width = all.length / several.size();
            for (int row = 0; row < several.size(); row++) {
                int from = row * width;
                if (name.startsWith(NEXT)) {
                    next.get(row).put(STATE + name.substring(NEXT.length()), floats(all, from, from + width));
                } else {
                    answers.get(row).put(name, Arrays.copyOfRange(all, from, from + width));
                }
            }
        });
        for (int row = 0; row < several.size(); row++) {
            several.get(row).state = next.get(row);
        }
        return answers;
    }
}
