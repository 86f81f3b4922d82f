package dev.sluice.bench.peers.onednn;

import dev.sluice.bench.measure.Side;
import dev.sluice.bench.work.LayerCase;
import dev.sluice.bench.work.LayerShape;
import dev.sluice.bench.work.LayerWork;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.lstm_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.presets.openblas_nolapack;

/** {@code lstm_forward} of oneDNN, from states of zeros. */
final class LstmForward implements Side {
    private static final int GATES = 4;

    private final LayerShape shape;
    private final engine processor = new engine(engine.kind.cpu, 0);
    private final stream queue = new stream(processor);
    private final Map<Integer, memory> arguments = new HashMap<>();
    private final IntMemoryMap named = new IntMemoryMap();
    private final lstm_forward layer;

    LstmForward(LayerWork work, int threads) {
        setThreads(threads);
        shape = work.shape();
        LayerCase numbers = work.numbers();
        Tensors weights = numbers.joined(numbers.parameters());
        int t = shape.steps();
        int b = shape.batch();
        int h = shape.hidden();
        memory.desc states = described(memory.format_tag.ldnc, 1, 1, b, h);
        memory.desc any = described(memory.format_tag.any, 1, 1, shape.input(), GATES, h);
        memory.desc anyOfStates = described(memory.format_tag.any, 1, 1, h, GATES, h);
        lstm_forward.primitive_desc made = new lstm_forward.primitive_desc(
                processor,
                dnnl.prop_kind.forward_inference,
                dnnl.rnn_direction.unidirectional_left2right,
                described(memory.format_tag.tnc, t, b, shape.input()),
                states,
                states,
                any,
                anyOfStates,
                described(memory.format_tag.ldgo, 1, 1, GATES, h),
                described(memory.format_tag.tnc, t, b, h),
                states,
                states);
        layer = new lstm_forward(made);
        give(dnnl.DNNL_ARG_SRC_LAYER, made.src_layer_desc(), numbers.x().array());
        give(dnnl.DNNL_ARG_SRC_ITER, made.src_iter_desc(), new float[b * h]);
        give(dnnl.DNNL_ARG_SRC_ITER_C, made.src_iter_c_desc(), new float[b * h]);
        lay(dnnl.DNNL_ARG_WEIGHTS_LAYER, made.weights_layer_desc(), weights.get("weight_ih_l0"), shape.input());
        lay(dnnl.DNNL_ARG_WEIGHTS_ITER, made.weights_iter_desc(), weights.get("weight_hh_l0"), h);
        give(dnnl.DNNL_ARG_BIAS, made.bias_desc(), sum(weights.get("bias_ih_l0"), weights.get("bias_hh_l0")));
        give(dnnl.DNNL_ARG_DST_LAYER, made.dst_layer_desc(), new float[t * b * h]);
        give(dnnl.DNNL_ARG_DST_ITER, made.dst_iter_desc(), new float[b * h]);
        give(dnnl.DNNL_ARG_DST_ITER_C, made.dst_iter_c_desc(), new float[b * h]);
    }

    /** Sets the threads of oneDNN's OpenMP, a library of its own beside that of libtorch. */
    private static void setThreads(int threads) {
        Path library = Path.of(Loader.load(dnnl.class)).resolveSibling("libgomp.so.1");
        Loader.loadGlobal(library.toString());
        Loader.load(openblas_nolapack.class);
        new OmpSetNumThreads().put(Loader.addressof("omp_set_num_threads")).call(threads);
    }

    /** A function of C that takes a number, as the binding of another library has it. */
    private static final class OmpSetNumThreads extends openblas_nolapack.SetNumThreads {}

    private static memory.desc described(memory.format_tag order, long... sizes) {
        return new memory.desc(sizes, memory.data_type.f32, order);
    }

    private void give(int argument, memory.desc as, float... values) {
        memory room = new memory(as, processor);
        floats(room).put(values);
        hold(argument, room);
    }

    /** Weights {@code [4H, F]}, brought into the order that the layer asked for. */
    private void lay(int argument, memory.desc as, Tensor weights, int features) {
        memory rows = new memory(described(memory.format_tag.ldgoi, 1, 1, features, GATES, shape.hidden()), processor);
        floats(rows).put(weights.array());
        memory laid = new memory(as, processor);
        new reorder(rows, laid).execute(queue, rows, laid);
        queue._wait();
        hold(argument, laid);
    }

    private void hold(int argument, memory value) {
        arguments.put(argument, value);
        named.put(argument, value);
    }

    private static FloatPointer floats(memory value) {
        return new FloatPointer(value.get_data_handle());
    }

    private static float[] sum(Tensor first, Tensor second) {
        float[] sum = first.array().clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += second.array()[i];
        }
        return sum;
    }

    @Override
    public void run() {
        layer.execute(queue, named);
        queue._wait();
    }

    @Override
    public Tensors results() {
        float[] sequence = new float[shape.steps() * shape.batch() * shape.hidden()];
        floats(Objects.requireNonNull(arguments.get(dnnl.DNNL_ARG_DST_LAYER))).get(sequence);
        return Tensors.of(
                LayerWork.SEQUENCE, Tensor.wrap(Shape.of(shape.steps(), shape.batch(), shape.hidden()), sequence));
    }

    @Override
    public void close() {
        arguments.values().forEach(Pointer::close);
        named.close();
        layer.close();
        queue.close();
        processor.close();
    }
}
