/** Examples from Parquet files. Read {@link dev.sluice.parquet.ParquetSource} first, then {@link dev.sluice.parquet.ParquetTable}. */
@NullMarked
package dev.sluice.parquet;

import org.jspecify.annotations.NullMarked;
