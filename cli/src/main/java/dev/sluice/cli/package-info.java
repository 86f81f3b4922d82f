/**
 * The {@code sluice} program: the one place that puts the modules together.
 *
 * <p>Commands read their arguments, call the public interfaces and print; they compute nothing themselves. Exit code 0 is success, 1 a
 * failure, 2 a mistake of the user's, which never shows a stack trace.
 */
@NullMarked
package dev.sluice.cli;

import org.jspecify.annotations.NullMarked;
