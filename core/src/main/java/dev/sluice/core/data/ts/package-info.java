/**
 * The source {@code ts}: files in the form of the UCR and UEA archives of time series classification and regression. Read {@link
 * dev.sluice.core.data.ts.TsSource} first; {@link dev.sluice.core.data.ts.TsFile} has the form.
 */
@NullMarked
package dev.sluice.core.data.ts;

import org.jspecify.annotations.NullMarked;
