package dev.sluice.export.importer;

import static dev.sluice.export.importer.FileBuilder.BATCH;
import static dev.sluice.export.importer.FileBuilder.TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.experiment.exchange.ImportProof;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxGraph;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxRecurrent;
import dev.sluice.export.onnx.OnnxShape;
import dev.sluice.export.onnx.OnnxValue;
import dev.sluice.export.onnx.RecurrentKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that sort the rows of a batch by length for their layers, as PyTorch's packed sequences are exported. */
class SortedRowsTest {
    private static final OnnxShape ROWS = OnnxShape.of(BATCH);

    /** The ways back to the order of the inputs. */
    private enum Back {
        /** {@code PackedSequence.unsorted_indices}. */
        WRITTEN,
        /** {@code indices.sort()[1]}. */
        SORTED,
        NONE
    }

    @ParameterizedTest
    @EnumSource(names = {"WRITTEN", "SORTED"})
    void prove_rowsThatArePutBack_isEqual(Back back) {
        ImportProof proof =
                OnnxImporter.of(model(back, false), "sorted", List.of()).prove();

        assertThat(proof.passed()).as(proof.json()).isTrue();
        assertThat(proof.json()).contains("batch 3, 17 steps, ragged");
    }

    @Test
    void of_rowsThatStaySorted_saysThatTheyMustBePutBack() {
        assertThatThrownBy(() -> OnnxImporter.of(model(Back.NONE, false), "sorted", List.of()))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("TopK")
                .hasMessageContaining("in the order of the inputs again");
    }

    /** The first features of rows as given meet states of rows as sorted: no batch whose rows move computes the same. */
    @Test
    void prove_sortedRowsThatMeetOthers_isNotEqual() {
        ImportProof proof =
                OnnxImporter.of(model(Back.WRITTEN, true), "mixed", List.of()).prove();

        assertThat(proof.passed()).as(proof.json()).isFalse();
    }

    private static OnnxModel model(Back back, boolean mixed) {
        FileBuilder file = new FileBuilder();
        OnnxGraph graph = file.graph();
        OnnxValue x = file.input("x", BATCH, TIME, OnnxDim.of(3));
        OnnxValue lengths = graph.input("lengths", ElementType.INT64, ROWS);
        List<OnnxValue> sorted = graph.node("TopK")
                .inputs(lengths, file.shaping().sizes(lengths))
                .result("longest", ElementType.INT64, ROWS)
                .result("order", ElementType.INT64, ROWS)
                .addAll();
        OnnxValue order = sorted.get(1);
        OnnxValue steps = file.shaping().transpose(file.shaping().gather(x, order, 0), 1, 0, 2);
        OnnxValue last = file.shaping()
                .squeeze(
                        new OnnxRecurrent(graph, RecurrentKind.GRU, 4)
                                .lengths(graph.node("Cast")
                                        .inputs(sorted.get(0))
                                        .attribute("to", ElementType.INT32.code())
                                        .add(ElementType.INT32, ROWS))
                                .add(steps, file.weights(1, 12, 3), file.weights(1, 12, 4), file.weights(1, 24))
                                .hidden(),
                        0);
        if (mixed) {
            OnnxValue first = file.shaping().gather(x, graph.constant(OnnxArray.longs(new long[] {0})), 1);
            last = file.math().add(last, file.math().dense(first, file.weights(4, 3), file.weights(4)));
        }
        OnnxValue answer = file.math().dense(last, file.weights(2, 4), file.weights(2));
        return file.finished(
                switch (back) {
                    case WRITTEN -> file.shaping().gather(answer, written(file, order), 0);
                    case SORTED -> file.shaping().gather(answer, sortedBack(file, order), 0);
                    case NONE -> answer;
                });
    }

    private static OnnxValue written(FileBuilder file, OnnxValue order) {
        OnnxGraph graph = file.graph();
        OnnxValue rows = graph.node("ReduceProd")
                .inputs(file.shaping().sizes(order))
                .attribute("keepdims", 0)
                .add(ElementType.INT64, OnnxShape.of());
        OnnxValue zeros = graph.node("ConstantOfShape")
                .inputs(file.shaping().sizes(order))
                .attribute("value", OnnxArray.longs(new long[] {0}, 1))
                .add(ElementType.INT64, ROWS);
        OnnxValue numbers = file.shaping()
                .range(
                        graph.constant(OnnxArray.longs(new long[] {0})),
                        rows,
                        graph.constant(OnnxArray.longs(new long[] {1})),
                        BATCH);
        return graph.node("ScatterElements").inputs(zeros, order, numbers).add(ElementType.INT64, ROWS);
    }

    private static OnnxValue sortedBack(FileBuilder file, OnnxValue order) {
        return file.graph()
                .node("TopK")
                .inputs(order, file.shaping().sizes(order))
                .attribute("largest", 0)
                .result("numbers", ElementType.INT64, ROWS)
                .result("back", ElementType.INT64, ROWS)
                .addAll()
                .get(1);
    }
}
