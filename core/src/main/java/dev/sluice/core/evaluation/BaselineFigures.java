package dev.sluice.core.evaluation;

import org.apiguardian.api.API;

/**
 * A baseline's figures on the test part, by the metrics of the model.
 *
 * @param name of the component
 * @param description of the method, with the settings that were chosen
 * @param figures none if it failed
 * @param failure the reason why it has none; empty if it has
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record BaselineFigures(String name, String description, Figures figures, String failure) {}
