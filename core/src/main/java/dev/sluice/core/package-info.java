/**
 * The language, the engine, models, data, training and experiments, each in a room of its own. {@code docs/architecture.md} has the rooms
 * and the arrows between them. Read {@link dev.sluice.core.graph} and {@link dev.sluice.core.model} first for cells, {@link
 * dev.sluice.core.experiment} for runs.
 *
 * <p>Here at the root is the plugin that contributes what is built in: it alone sees all rooms.
 */
@NullMarked
package dev.sluice.core;

import org.jspecify.annotations.NullMarked;
