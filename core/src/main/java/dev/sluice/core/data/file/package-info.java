/** Data files as streams: one that is compressed is read as if it were not. Read {@link dev.sluice.core.data.file.DataStream} first. */
@NullMarked
package dev.sluice.core.data.file;

import org.jspecify.annotations.NullMarked;
