package dev.sluice.core.plugin;

/** The kind and the id of a component, which together are unique. */
public record ComponentKey(Class<?> kind, String id) {}
