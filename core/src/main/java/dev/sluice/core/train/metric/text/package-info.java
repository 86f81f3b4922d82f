/**
 * Metrics that compare the texts a model wrote with those it should have written, as a kind of plugin. Read {@link
 * dev.sluice.core.train.metric.text.TextMetric} first.
 *
 * <p>Plain arithmetic on strings; nothing of models, or of how texts are written.
 */
@NullMarked
package dev.sluice.core.train.metric.text;

import org.jspecify.annotations.NullMarked;
