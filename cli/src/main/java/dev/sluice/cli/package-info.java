/**
 * The {@code sluice} program, which puts the modules together. Read {@link dev.sluice.cli.Sluice} first, then {@code RunCommand}
 * for a typical command.
 *
 * <p>Commands read their arguments, call public interfaces and print; they compute nothing themselves. Exit code 0 is success, 1 a
 * failure, 2 a mistake of the user, which never shows a stack trace.
 */
@NullMarked
package dev.sluice.cli;

import org.jspecify.annotations.NullMarked;
