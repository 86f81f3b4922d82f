/**
 * Sources that make their examples: the classic tests of recurrent networks and of forecasts. The random numbers of an example are a
 * function of the seed and its number alone. Read {@link dev.sluice.core.data.generator.AddingProblem} first, then {@link
 * dev.sluice.core.data.generator.GeneratedSeries} for those without an answer of their own.
 */
@NullMarked
package dev.sluice.core.data.generator;

import org.jspecify.annotations.NullMarked;
