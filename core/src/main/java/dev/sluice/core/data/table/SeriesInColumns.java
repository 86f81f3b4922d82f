package dev.sluice.core.data.table;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Times;
import dev.sluice.core.data.column.NumberColumn;
import dev.sluice.core.tensor.Matrix;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

/** An example for each column: a series of one variable, named after the column, whose steps are the rows. */
final class SeriesInColumns extends AbstractList<Example> implements RandomAccess {
    private final Table table;
    private final TableRows rows;
    private final List<String> names;

    SeriesInColumns(Table table, TableRows rows) {
        this.table = table;
        this.rows = rows;
        names = table.read().inputs().values().iterator().next().features();
    }

    @Override
    public int size() {
        return names.size();
    }

    @Override
    public Example get(int place) {
        NumberColumn numbers = table.numbers(names.get(place), Role.NUMBER_OR_MISSING);
        String time = table.options().time();
        int steps = rows.steps(0);
        Times times = Times.none();
        if (!time.isEmpty()) {
            NumberColumn column = table.numbers(time, Role.TIME);
            times = Times.view(steps, step -> column.get(rows.row(0, step)));
        }
        Matrix values = rows.areInOrder()
                ? NumberColumn.rows(List.of(numbers), 0, steps)
                : Matrix.view(steps, 1, (step, column) -> rows.number(numbers, 0, step));
        return new Example(
                names.get(place),
                Map.of(Batch.FEATURES, new Sequence.Series(values, times)),
                Map.of(),
                table.origin(steps, step -> rows.row(0, step)),
                Example.Part.BY_HASH);
    }
}
