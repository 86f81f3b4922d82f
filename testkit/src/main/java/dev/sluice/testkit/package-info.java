/**
 * The conformance kit: the promises of every component, built in or plugged in. Read {@link dev.sluice.testkit.Check} first, then
 * {@link dev.sluice.testkit.CellChecks}, which lists the promises of a cell, and
 * {@link dev.sluice.testkit.PluginContract}, the one line that an author writes.
 *
 * <p>Checks know nothing of JUnit: {@code ..Checks} make them, {@code ..Contract} classes turn them into tests, and the program
 * prints them as a report. A broken promise is a {@link dev.sluice.testkit.ContractViolation} that says what was found, where,
 * and what usually causes it. {@code Planted..BugsTest} plants the bugs that the kit must catch.
 */
@NullMarked
package dev.sluice.testkit;

import org.jspecify.annotations.NullMarked;
