package dev.sluice.core.data.column;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Makes segments of parts. */
@FunctionalInterface
interface PartReader {
    /** The bytes of a part. */
    ByteBuffer bytes(Part part);

    private NumberSegment segment(Part part) {
        return new NumberSegment(part.layout, bytes(part));
    }

    /** The segments of a column of numbers. */
    default List<NumberSegment> numbers(Directory.Column column) {
        return column.parts().stream().map(this::segment).toList();
    }

    /** The segments of a column of texts. */
    default List<TextSegment> texts(Directory.Column column) {
        List<TextSegment> segments = new ArrayList<>();
        for (int i = 0; i < column.parts().size(); i += Directory.PARTS_OF_TEXTS) {
            segments.add(new TextSegment(
                    segment(column.parts().get(i)),
                    segment(column.parts().get(i + 1)),
                    bytes(column.parts().get(i + 2))));
        }
        return segments;
    }
}
