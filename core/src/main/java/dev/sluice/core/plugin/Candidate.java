package dev.sluice.core.plugin;

import java.nio.file.Path;

/** A plugin found at a place, not yet checked. */
record Candidate(SluicePlugin plugin, Path source) {}
