/** Words of texts in all scripts, by ICU. Read {@link dev.sluice.icu.IcuWords} first, then {@link dev.sluice.icu.Spacing}. */
@NullMarked
package dev.sluice.icu;

import org.jspecify.annotations.NullMarked;
