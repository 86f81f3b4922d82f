/**
 * Examples from tables in any kind of file. Read {@link dev.sluice.core.data.table.TableOptions} for what columns can mean, then
 * {@link dev.sluice.core.data.table.Table}, {@link dev.sluice.core.data.table.TableRows}, which divides it into series, and
 * {@link dev.sluice.core.data.table.TableExamples}, which makes examples of them.
 */
@NullMarked
package dev.sluice.core.data.table;

import org.jspecify.annotations.NullMarked;
