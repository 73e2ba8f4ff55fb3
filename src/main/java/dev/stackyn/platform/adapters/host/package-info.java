/** The machine the platform runs on: its home folder, ports, disk and names. */
@NullMarked
package dev.stackyn.platform.adapters.host;

import org.jspecify.annotations.NullMarked;
