/** The runtimes that files are made for, and what each of them reads. */
@NullMarked
package dev.sluice.export.targets;

import org.jspecify.annotations.NullMarked;
