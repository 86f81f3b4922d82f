package dev.sluice.core.plugin;

/** What a component is registered under: its kind and its id, unique together. */
public record ComponentKey(Class<?> kind, String id) {}
