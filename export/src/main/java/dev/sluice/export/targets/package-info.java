/** The runtimes that files are made for, and what each of them reads. Read {@link dev.sluice.export.targets.Target} first. */
@NullMarked
package dev.sluice.export.targets;

import org.jspecify.annotations.NullMarked;
