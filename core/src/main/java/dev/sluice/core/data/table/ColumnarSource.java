package dev.sluice.core.data.table;

import dev.sluice.core.data.DataSource;
import java.util.List;
import org.apiguardian.api.API;

/** A source that reads a table of Parquet, which others can read as well: a cluster, for instance. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface ColumnarSource extends DataSource {
    /** Paths of its files and folders as the experiment names them. */
    List<String> files();

    /** The meaning of the columns. */
    TableOptions table();
}
