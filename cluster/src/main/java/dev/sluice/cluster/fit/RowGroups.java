package dev.sluice.cluster.fit;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one id after another, at least some at a time: an id is never cut.
 *
 * @param rows in which those of one id follow each other
 * @param id places of the columns of the id; none where each row is an example, or all are one
 * @param least rows of a group, but for the last one
 * @param single whether all rows are of one series
 */
record RowGroups(Iterator<Row> rows, List<Integer> id, int least, boolean single) implements Iterable<List<Row>> {
    @Override
    public Iterator<List<Row>> iterator() {
        return new Iterator<>() {
            private @Nullable Row next = rows.hasNext() ? rows.next() : null;

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public List<Row> next() {
                List<Row> group = new ArrayList<>();
                for (Row row = next; row != null; row = next) {
                    if (group.size() >= least && isOther(group.getLast(), row)) {
                        return group;
                    }
                    group.add(row);
                    next = rows.hasNext() ? rows.next() : null;
                }
                if (group.isEmpty()) {
                    throw new NoSuchElementException();
                }
                return group;
            }
        };
    }

    private boolean isOther(Row last, Row row) {
        if (single) {
            return false;
        }
        return id.isEmpty() || id.stream().anyMatch(place -> !last.get(place).equals(row.get(place)));
    }
}
