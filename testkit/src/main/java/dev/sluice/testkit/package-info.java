/**
 * The conformance kit: test suites that every cell, optimizer and plugin passes, built in or not.
 *
 * <p>Authors of plugins depend on this module in test scope, list their factory, and get gradient checks against finite differences,
 * determinism, shape preservation and parity of the exported model.
 */
@NullMarked
package dev.sluice.testkit;

import org.jspecify.annotations.NullMarked;
