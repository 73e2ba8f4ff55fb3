/** Where jobs are kept, and how platforms on one database tell each other of them. */
@NullMarked
package dev.stackyn.jobs.ports;

import org.jspecify.annotations.NullMarked;
