package dev.sluice.core.data.table;

import dev.sluice.core.data.DataSource;
import java.util.List;

/** A source that reads a table of Parquet, which others can read as well: a cluster, for instance. */
public interface ColumnarSource extends DataSource {
    /** Paths of its files and folders as the experiment names them. */
    List<String> files();

    /** The meaning of the columns. */
    TableOptions table();
}
