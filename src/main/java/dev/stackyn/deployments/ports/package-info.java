/** Where deployments and their logs are kept. */
@NullMarked
package dev.stackyn.deployments.ports;

import org.jspecify.annotations.NullMarked;
