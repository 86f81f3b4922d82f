package dev.sluice.core.option;

import org.apiguardian.api.API;

/** The options of a component that has none. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record NoOptions() {}
