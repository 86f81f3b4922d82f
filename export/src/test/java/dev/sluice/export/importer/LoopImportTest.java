package dev.sluice.export.importer;

import static dev.sluice.export.importer.FileBuilder.BATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.experiment.exchange.ImportProof;
import dev.sluice.core.experiment.exchange.ImportedFile;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxGraph;
import dev.sluice.export.onnx.OnnxMath;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxShape;
import dev.sluice.export.onnx.OnnxShaping;
import dev.sluice.export.onnx.OnnxValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Loops with a round for each step, as tf2onnx writes Keras's layers. */
class LoopImportTest {
    private static final int HIDDEN = 4;
    private static final int FEATURES = 3;
    private static final OnnxDim TIME = FileBuilder.TIME;
    private static final OnnxShape NUMBER = new OnnxShape(List.of());
    private static final OnnxShape STATE = OnnxShape.of(BATCH, OnnxDim.of(HIDDEN));

    private enum Kind {
        GRU,
        LSTM,
        RNN
    }

    /** What ends the loop. */
    private enum End {
        ROUNDS,
        CONDITION
    }

    private record Body(OnnxGraph graph, FileBuilder file) {
        OnnxMath math() {
            return new OnnxMath(graph);
        }

        OnnxValue gate(OnnxValue x, OnnxValue h) {
            OnnxValue sum = math().add(
                            math().matMul(x, file.weights(FEATURES, HIDDEN)),
                            math().matMul(h, file.weights(HIDDEN, HIDDEN)));
            return math().add(sum, file.weights(HIDDEN));
        }

        OnnxValue sigmoid(OnnxValue x) {
            return math().unary("Sigmoid", x);
        }

        OnnxValue tanh(OnnxValue x) {
            return math().unary("Tanh", x);
        }

        OnnxValue mul(OnnxValue a, OnnxValue b) {
            return math().mul(a, b);
        }
    }

    /** Next states of a step. */
    private static List<OnnxValue> step(Kind kind, Body b, OnnxValue x, List<OnnxValue> states) {
        OnnxValue h = states.getFirst();
        return switch (kind) {
            case RNN -> List.of(b.tanh(b.gate(x, h)));
            case GRU -> {
                OnnxValue z = b.sigmoid(b.gate(x, h));
                OnnxValue r = b.sigmoid(b.gate(x, h));
                OnnxValue inner = b.mul(
                        r,
                        b.math()
                                .add(
                                        b.math().matMul(h, b.file().weights(HIDDEN, HIDDEN)),
                                        b.file().weights(HIDDEN)));
                OnnxValue candidate =
                        b.tanh(b.math().add(b.math().matMul(x, b.file().weights(FEATURES, HIDDEN)), inner));
                OnnxValue rest = b.math().sub(b.graph().scalar(1), z);
                yield List.of(b.math().add(b.mul(z, h), b.mul(rest, candidate)));
            }
            case LSTM -> {
                OnnxValue c = b.math()
                        .add(
                                b.mul(b.sigmoid(b.gate(x, h)), states.get(1)),
                                b.mul(b.sigmoid(b.gate(x, h)), b.tanh(b.gate(x, h))));
                yield List.of(b.mul(b.sigmoid(b.gate(x, h)), b.tanh(c)), c);
            }
        };
    }

    private static OnnxModel model(Kind kind, End end, long countedBy) {
        FileBuilder f = new FileBuilder();
        OnnxShaping shaping = f.shaping();
        OnnxValue x = f.input("x", BATCH, TIME, OnnxDim.of(FEATURES));
        OnnxValue timeFirst = shaping.transpose(x, 1, 0, 2);
        OnnxValue steps = shaping.squeeze(shaping.size(timeFirst, 0), 0);
        OnnxValue rows = shaping.size(x, 0);
        OnnxValue zeros =
                shaping.filled(0, shaping.concat(0, List.of(rows, f.graph().longs(HIDDEN))), STATE);
        OnnxValue zero = f.graph().constant(OnnxArray.longs(new long[] {0}));
        OnnxValue unlimited = f.graph().constant(OnnxArray.longs(new long[] {Integer.MAX_VALUE}));
        OnnxValue begins = f.graph().node("Less").inputs(zero, steps).add(ElementType.BOOL, NUMBER);

        OnnxGraph body = f.graph().body("body");
        OnnxShaping inner = new OnnxShaping(body);
        OnnxValue round = body.input("round", ElementType.INT64, NUMBER);
        body.input("goes_on", ElementType.BOOL, NUMBER);
        OnnxValue time = body.input("time", ElementType.INT64, NUMBER);
        OnnxValue limit = body.input("limit", ElementType.INT64, NUMBER);
        int count = kind == Kind.LSTM ? 2 : 1;
        List<OnnxValue> states = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            states.add(body.input("s" + i, ElementType.FLOAT, STATE));
        }
        OnnxValue now = inner.gather(timeFirst, end == End.ROUNDS ? round : time, 0);
        List<OnnxValue> next = step(kind, new Body(body, f), now, states);
        OnnxValue one = body.constant(OnnxArray.longs(new long[] {countedBy}));
        OnnxValue later = body.node("Add").inputs(time, one).add(ElementType.INT64, NUMBER);
        OnnxValue more = body.node("Less").inputs(later, limit).add(ElementType.BOOL, NUMBER);
        body.output("more", more);
        body.output("later", later);
        body.output("same", new OnnxMath(body).identity(limit));
        for (int i = 0; i < count; i++) {
            body.output("n" + i, new OnnxMath(body).identity(next.get(i)));
        }
        body.output("out", new OnnxMath(body).identity(next.getFirst()));

        List<OnnxValue> inputs = new ArrayList<>(List.of(end == End.ROUNDS ? steps : unlimited, begins, zero, steps));
        for (int i = 0; i < count; i++) {
            inputs.add(zeros);
        }
        var node =
                f.graph().node("Loop").inputs(inputs.toArray(OnnxValue[]::new)).attribute("body", body);
        node.result("last_time", ElementType.INT64, NUMBER).result("last_limit", ElementType.INT64, NUMBER);
        for (int i = 0; i < count; i++) {
            node.result("end" + i, ElementType.FLOAT, STATE);
        }
        node.result("steps", ElementType.FLOAT, OnnxShape.of(TIME, BATCH, OnnxDim.of(HIDDEN)));
        return f.answering(node.addAll().getLast());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void read_loopOverSteps_isEqualAndRecognizedAsALayer(Kind kind, @TempDir Path folder) throws IOException {
        for (End end : End.values()) {
            ImportedFile file = OnnxImporter.of(model(kind, end, 1), kind + " by " + end, List.of());

            ImportProof proof = file.prove();
            assertThat(proof.passed()).as(proof.json()).isTrue();
            ExportReport report =
                    ImportTrials.export(ImportTrials.trained(file.model(), "", OutputActivation.NONE), folder);
            assertThat(report.passed()).as(() -> report.summary().toString()).isTrue();
            assertThat(report.summary()).first().asString().contains("forward " + kind);
        }
    }

    @Test
    void read_loopThatSkipsSteps_isRefused() {
        assertThatThrownBy(() -> OnnxImporter.of(model(Kind.GRU, End.CONDITION, 2), "skips", List.of()))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("Loop");
    }
}
