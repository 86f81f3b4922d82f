package dev.sluice.core.data.column;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The parts of all columns. */
record Directory(List<Column> columns) {
    /** Parts of one segment of texts: codes, ends, bytes. */
    static final int PARTS_OF_TEXTS = 3;

    /**
     * A column.
     *
     * @param parts of its segments in order: one for each of numbers, three for each of texts
     */
    record Column(Columns.Kind kind, List<Part> parts) {}

    static Directory of(List<Columns.Kind> kinds) {
        return new Directory(
                kinds.stream().map(kind -> new Column(kind, new ArrayList<>())).toList());
    }

    long bytes() {
        return columns.stream()
                .flatMap(column -> column.parts().stream())
                .mapToLong(part -> part.length)
                .sum();
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(columns.size());
        for (Column column : columns) {
            Directory.write(out, column.kind().name());
            out.writeInt(column.parts().size());
            for (Part part : column.parts()) {
                out.writeByte(part.layout.form().code());
                out.writeByte(part.layout.decimals());
                out.writeLong(part.layout.base());
                out.writeLong(part.layout.step());
                out.writeLong(part.offset);
                out.writeInt(part.length);
            }
        }
    }

    static Directory read(DataInputStream in) throws IOException {
        List<Column> columns = new ArrayList<>();
        int count = in.readInt();
        for (int c = 0; c < count; c++) {
            Columns.Kind kind = Columns.Kind.valueOf(text(in));
            List<Part> parts = new ArrayList<>();
            int size = in.readInt();
            for (int i = 0; i < size; i++) {
                NumberSegment.Layout layout = new NumberSegment.Layout(
                        NumberSegment.Form.of(in.readByte()), in.readByte(), in.readLong(), in.readLong());
                long offset = in.readLong();
                parts.add(new Part(layout, in.readInt(), offset, null));
            }
            columns.add(new Column(kind, parts));
        }
        return new Directory(columns);
    }

    static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
