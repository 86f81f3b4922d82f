/** The dashboard in Chromium. */
@NullMarked
package dev.sluice.dashboard.browser;

import org.jspecify.annotations.NullMarked;
