/**
 * Columns of numbers and texts in as few bytes as reproduce exactly what was read, in memory or in files that are mapped into it. Read
 * {@link dev.sluice.core.data.column.Columns} first, then {@link dev.sluice.core.data.column.ColumnsWriter}, which fills them, and
 * {@link dev.sluice.core.data.column.NumberSegment}, which says how numbers are packed.
 */
@NullMarked
package dev.sluice.core.data.column;

import org.jspecify.annotations.NullMarked;
