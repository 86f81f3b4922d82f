/** The supported target runtimes and their capabilities. Read {@link dev.sluice.export.targets.Target} first. */
@NullMarked
package dev.sluice.export.targets;

import org.jspecify.annotations.NullMarked;
