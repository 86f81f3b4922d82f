package dev.sluice.testkit;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.model.Initializer;
import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.SluicePlugin;
import dev.sluice.export.ExportPlugin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Losses, metrics, schedules, initializers, sources and the exporter under the contracts that plugins are held to. */
class BuiltInContractTest {
    @Nested
    class Core extends PluginContract {
        private static final int ROWS = 12;

        @TempDir
        private static Path data;

        @BeforeAll
        static void write() throws IOException {
            StringBuilder csv = new StringBuilder("text,label\n");
            for (int row = 0; row < ROWS; row++) {
                csv.append("text ")
                        .append(row)
                        .append(row % 2 == 0 ? ",even" : ",odd")
                        .append('\n');
            }
            Files.writeString(data.resolve("texts.csv"), csv);
            Files.writeString(
                    data.resolve("lines.jsonl"), "{\"text\": \"up\", \"y\": 1}\n{\"text\": \"down\", \"y\": 2}\n");
            Files.writeString(data.resolve("cases.ts"), """
                    @problemName cases
                    @univariate true
                    @classLabel true a b
                    @data
                    1,2,3:a
                    3,2,1:b
                    """);
            Files.writeString(data.resolve("tagged.conll"), "to O\nRome B-city\n\nby O\nsea O\n");
            Files.writeString(
                    data.resolve("frames.jsonl"), "{\"steps\": [[1], [2, 3], [0]]}\n{\"steps\": [[0], [1]]}\n");
            Files.writeString(data.resolve("lines.in"), "to New York\nto Rome\n");
            Files.writeString(data.resolve("lines.out"), "O B-city I-city\nO B-city\n");
            Files.writeString(data.resolve("lines.tsv"), "good\tso fine\nbad\tso dull\n");
            Files.writeString(data.resolve("run_1.csv"), "x,z\n1,2\n3,5\n");
            Files.writeString(data.resolve("run_2.csv"), "x,z\n2,1\n5,3\n");
            Files.writeString(data.resolve("measured.csv"), "id,time,name,value\n1,0,x,1\n1,1,x,2\n2,0,x,3\n2,2,x,5\n");
            Files.writeString(data.resolve("table.csv"), "id,y\n1,0.5\n2,1.5\n");
            Files.write(data.resolve("x.npy"), npy(ROWS, 3, 2));
            Files.write(data.resolve("y.npy"), npy(ROWS, 1));
        }

        /** Whole numbers in order, as NumPy stores float32. */
        private static byte[] npy(int... sizes) throws IOException {
            StringBuilder shape = new StringBuilder();
            int elements = 1;
            for (int size : sizes) {
                shape.append(size).append(", ");
                elements *= size;
            }
            String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape + "), }";
            String padded = header + " ".repeat(117 - header.length()) + "\n";
            ByteBuffer numbers = ByteBuffer.allocate(10 + padded.length() + Float.BYTES * elements)
                    .order(ByteOrder.LITTLE_ENDIAN);
            numbers.put((byte) 0x93)
                    .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                    .put((byte) 1)
                    .put((byte) 0);
            numbers.putShort((short) padded.length()).put(padded.getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < elements; i++) {
                numbers.putFloat(i);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(numbers.array());
            return out.toByteArray();
        }

        @Override
        protected SluicePlugin plugin() {
            return new CorePlugin();
        }

        @Override
        protected String options(Component<?, ?> component) {
            return switch (component.id()) {
                case "constant" -> component.kind() == Initializer.class ? "{value: 0.5}" : super.options(component);
                case "csv" -> "{file: texts.csv, text: text, labels: [label]}";
                case "joined" -> "{source: {name: ts, options: {file: cases.ts}}, fewest: 1, most: 2}";
                case "numpy" -> "{features: x.npy, targets: y.npy}";
                case "json-lines" -> "{file: lines.jsonl, text: text, targets: [y]}";
                case "ts" -> "{file: cases.ts}";
                case "conll" -> "{file: tagged.conll}";
                case "frames" -> "{file: frames.jsonl, lowest: 0, highest: 3}";
                case "parallel" -> "{tokens: lines.in, tags: {outputs: lines.out}}";
                case "text" -> "{file: lines.tsv, columns: [label, text]}";
                case "text-stream" -> "{file: lines.in}";
                case "measurements" ->
                    "{file: measured.csv, id: id, time: time, features: [x], tables: table.csv, targets: y}";
                case "recordings" -> "{folder: ., files: run_*.csv, tables: table.csv, targets: y}";
                default -> super.options(component);
            };
        }

        /** Examples of the source java are given by a program. */
        @Override
        protected boolean isChecked(Component<?, ?> component) {
            return !(component.kind() == DataSource.class && component.id().equals("java"));
        }

        @Override
        protected Path folder() {
            return data;
        }
    }

    @Nested
    class Export extends PluginContract {
        @Override
        protected SluicePlugin plugin() {
            return new ExportPlugin();
        }
    }
}
